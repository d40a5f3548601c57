#include "office/queue/settings/settings_file.hpp"

#include <algorithm>

#include "office/api/messages.hpp"
#include "office/config/toml_section.hpp"

namespace lobby::office::queue {

using office::settings::read_dates;
using office::settings::read_hours;
using office::settings::read_weekdays;
using office::settings::Section;
using office::settings::time_of_day;
using office::settings::wrong;

namespace {

Service read_service(const toml::table& table, const std::vector<Hours>& hours) {
    const Section in(
        table, "queue.service",
        {"id", "name_zh", "name_en", "prefix", "groups", "hours", "daily_cap", "target_minutes"});
    Service s;
    s.id = in.word("id");
    in.text("name_zh", s.name_zh);
    in.text("name_en", s.name_en);
    std::string prefix;
    in.text("prefix", prefix);
    if (prefix.size() != 1 || prefix[0] < 'A' || prefix[0] > 'Z')
        wrong(table, "[queue.service] prefix must be one letter from A to Z");
    s.prefix = prefix[0];
    in.texts("groups", "a list of words", [&](const std::string& group) {
        s.groups.push_back(group);
        return is_word(group);
    });
    s.hours = hours;
    read_hours(in, s.hours);
    in.number("daily_cap", s.daily_cap, 0, 9999);
    in.duration("target_minutes", s.target, 1, 240);
    return s;
}

Window read_window(const toml::table& table, const std::vector<Service>& services) {
    const Section in(table, "queue.window",
                     {"id", "name_zh", "name_en", "chairs_zh", "chairs_en", "group", "services"});
    Window w;
    w.id = in.word("id");
    in.text("name_zh", w.name_zh);
    in.text("name_en", w.name_en);
    in.text("chairs_zh", w.chairs_zh);
    in.text("chairs_en", w.chairs_en);
    if (table.contains("group")) w.group = in.word("group");
    in.texts("services", "a list of services that there are", [&](const std::string& id) {
        w.services.push_back(id);
        return std::ranges::count(services, id, &Service::id) > 0;
    });
    if (w.group.empty() && w.services.empty())
        wrong(table, "[queue.window] needs a group, or services of its own");
    return w;
}

void read_rules(const Section& in, Settings& s) {
    if (const auto* node = in.table().get("rollover")) {
        const auto text = node->value_exact<std::string>();
        const auto time = text ? time_of_day(*text) : std::nullopt;
        if (!time || *time >= std::chrono::hours(24)) in.bad(*node, "rollover", R"(a time like "00:00")");
        s.rollover = *time;
    }
    in.duration("utc_offset_minutes", s.utc_offset, -12 * 60, 14 * 60);
    read_weekdays(in, s.weekdays);
    read_dates(in, "closed_on", s.closed_on);
    read_dates(in, "open_on", s.open_on);
    std::set<Precedence> first;
    const bool first_given =
        in.texts("first", "a list of classes of precedence", [&](const std::string& word) {
            const auto p = from_word<Precedence>(word);
            if (!p || *p == Precedence::ordinary) return false;
            first.insert(*p);
            return true;
        });
    if (first_given) s.first = std::move(first);
    in.number("elderly_from", s.elderly_from, 50, 100);
    in.number("overtaken_at_most", s.overtaken_at_most, 0, 1000);
    in.duration("overtaken_until_minutes", s.overtaken_until, 0, 24 * 60);
    in.number("absent_skip", s.absent_skip, 0, 100);
    in.number("absent_at_most", s.absent_at_most, 0, 10);
}

Settings read(const toml::table& file) {
    Settings s = default_settings();
    const auto* node = file.get("queue");
    if (!node) return s;
    const auto* queue = node->as_table();
    if (!queue) wrong(*node, "[queue] must be a section");
    const Section in(*queue, "queue",
                     {"rollover", "utc_offset_minutes", "weekdays", "hours", "closed_on", "open_on", "first",
                      "elderly_from", "overtaken_at_most", "overtaken_until_minutes", "absent_skip",
                      "absent_at_most", "service", "window"});
    read_rules(in, s);
    std::vector<Hours> hours = s.services.front().hours;
    read_hours(in, hours);
    for (auto& service : s.services) service.hours = hours;
    std::vector<Service> services;
    const bool own_services = in.tables("service", api::max_hall_services, [&](const toml::table& table) {
        services.push_back(read_service(table, hours));
        if (std::ranges::count(services, services.back().id, &Service::id) > 1)
            wrong(table, "[queue.service] id stands there twice");
    });
    if (own_services) s.services = std::move(services);
    std::vector<Window> windows;
    const bool own_windows = in.tables("window", api::max_hall_windows, [&](const toml::table& table) {
        windows.push_back(read_window(table, s.services));
        if (std::ranges::count(windows, windows.back().id, &Window::id) > 1)
            wrong(table, "[queue.window] id stands there twice");
    });
    if (own_windows) s.windows = std::move(windows);
    for (const auto& service : s.services) {
        const bool served = std::ranges::any_of(
            s.windows, [&](const Window& w) { return std::ranges::count(s.services_at(w), service.id) > 0; });
        if (!served) wrong(*queue, fmt::format("[queue] no window serves the service {}", service.id));
    }
    return s;
}

}  // namespace

Result<Settings, SettingsError> read_settings(std::string_view text) {
    return office::settings::read_settings_with(text, read);
}

Settings load_settings(const std::filesystem::path& file) {
    auto settings = read_settings(office::settings::text_of_file(file));
    if (!settings) office::settings::refuse(file, settings.error());
    return *std::move(settings);
}

}  // namespace lobby::office::queue
