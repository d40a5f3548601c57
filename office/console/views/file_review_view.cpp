#include "office/console/views/file_review_view.hpp"

#include <boost/json/array.hpp>

#include "office/console/views/registration_view.hpp"

namespace lobby::office::console {

namespace json = boost::json;

namespace {

std::string_view state_of(const file_review::Booked& booked, WallTime now) {
    if (booked.cancelled) return "cancelled";
    if (booked.used) return "used";
    return booked.slot.until <= now ? "over" : "booked";
}

json::value booking_view(const FileReviewDesk::SlotOfDay& slot, WallTime now) {
    if (!slot.booking) return nullptr;
    const auto& b = *slot.booking;
    return json::object{{"id", b.id},
                        {"registration", id_text(b.registration)},
                        {"case_number", b.acceptance_number},
                        {"state", state_of(b, now)},
                        {"file_ready", slot.file_ready}};
}

json::object room_view(const FileReviewDesk::RoomOfDay& room, WallTime now) {
    json::array slots;
    for (const auto& slot : room.slots)
        slots.push_back(
            {{"from", ms(slot.from)}, {"until", ms(slot.until)}, {"booking", booking_view(slot, now)}});
    return {{"id", room.room.id},
            {"name_zh", room.room.name_zh},
            {"name_en", room.room.name_en},
            {"slots", std::move(slots)}};
}

}  // namespace

json::object file_review_view(const FileReviewDesk::Day& day, const std::vector<WaitingForTime>& without_time,
                              WallTime now) {
    json::array rooms;
    for (const auto& room : day.rooms) rooms.push_back(room_view(room, now));
    json::array late;
    for (const auto& one : without_time)
        late.push_back({{"registration", id_text(one.of.of.id)},
                        {"case_number", one.of.of.client.acceptance_number},
                        {"confirmed_at", ms(one.of.of.confirmed_at)},
                        {"arrange_by", iso_date(one.of.arrange_by)},
                        {"days_left", one.of.days_left},
                        {"file_ready", one.file_ready}});
    return {{"day", iso_date(day.day)},
            {"working_day", day.review_day},
            {"rooms", std::move(rooms)},
            {"late", std::move(late)}};
}

json::object file_view(const std::string& acceptance_number, const file_review::FileMark& mark) {
    json::object o{{"acceptance_number", acceptance_number},
                   {"ready", mark.ready},
                   {"marked_by", nullptr},
                   {"marked_at", nullptr}};
    if (!mark.marked_by.empty()) {
        o["marked_by"] = mark.marked_by;
        o["marked_at"] = ms(mark.marked_at);
    }
    return o;
}

}  // namespace lobby::office::console
