#include "office/file_review/review_settings.hpp"

#include <algorithm>

namespace lobby::office::file_review {

using office::settings::Section;
using office::settings::wrong;

namespace {

Room read_room(const toml::table& table) {
    const Section in(table, "file_review.room", {"id", "name_zh", "name_en"});
    Room room;
    room.id = in.word("id");
    in.text("name_zh", room.name_zh);
    in.text("name_en", room.name_en);
    if (room.name_zh.empty()) wrong(table, "[file_review.room] name_zh is missing");
    if (room.name_en.empty()) room.name_en = room.name_zh;
    return room;
}

Rules read(const toml::table& file, const api::HallCalendar& hall) {
    Rules rules = default_rules();
    rules.closed_on = hall.closed_on;
    rules.open_on = hall.open_on;
    rules.utc_offset = hall.utc_offset;
    const auto* node = file.get("file_review");
    if (!node) return rules;
    const auto* table = node->as_table();
    if (!table) wrong(*node, "[file_review] must be a section");
    const Section in(
        *table, "file_review",
        {"service", "slot_minutes", "notice_minutes", "days_ahead", "hours", "weekdays", "room"});
    if (table->contains("service")) rules.service = in.word("service");
    in.duration("slot_minutes", rules.slot, 10, 8 * 60);
    in.duration("notice_minutes", rules.notice, 0, 24 * 60);
    in.number("days_ahead", rules.days_ahead, 1, max_days_ahead);
    office::settings::read_hours(in, rules.hours);
    office::settings::read_weekdays(in, rules.weekdays);
    std::vector<Room> rooms;
    const bool given = in.tables("room", max_rooms, [&](const toml::table& room) {
        rooms.push_back(read_room(room));
        if (std::ranges::count(rooms, rooms.back().id, &Room::id) > 1)
            wrong(room, "[file_review.room] id stands there twice");
    });
    if (given) rules.rooms = std::move(rooms);
    for (const auto& hours : rules.hours)
        for (const auto& other : rules.hours)
            if (&hours != &other && hours.from < other.to && other.from < hours.to)
                wrong(*node, "[file_review] hours overlap");
    return rules;
}

}  // namespace

Result<Rules, SettingsError> read_rules(std::string_view text, const api::HallCalendar& hall) {
    return office::settings::read_settings_with(text,
                                                [&](const toml::table& file) { return read(file, hall); });
}

Rules load_rules(const std::filesystem::path& file, const api::HallCalendar& hall) {
    auto rules = read_rules(office::settings::text_of_file(file), hall);
    if (!rules) office::settings::refuse(file, rules.error());
    return *std::move(rules);
}

}  // namespace lobby::office::file_review
