#include "office/hall/hall_rules.hpp"

#include <algorithm>

#include "office/api/messages.hpp"

namespace lobby::office {

namespace {

void keep_near(std::set<Date>& dates, Date today) {
    std::erase_if(dates, [&](Date d) {
        return d + std::chrono::days(7) < today || d > today + std::chrono::days(366);
    });
}

}  // namespace

api::HallRules hall_rules(const queue::Settings& settings, const std::string& ticket_url, Date today) {
    api::HallRules rules;
    static_cast<api::HallCalendar&>(rules) = settings;
    keep_near(rules.closed_on, today);
    keep_near(rules.open_on, today);
    rules.offered = settings.first;
    rules.elderly_from = settings.elderly_from;
    rules.ticket_url = ticket_url;
    for (const auto& s : settings.services) {
        api::HallService service{s.id, s.name_zh, s.name_en, s.prefix, s.hours, s.daily_cap, {}};
        for (const auto& w : settings.windows)
            if (std::ranges::count(settings.services_at(w), s.id) > 0)
                service.windows.push_back({w.name_zh, w.name_en, w.chairs_zh, w.chairs_en});
        rules.services.push_back(std::move(service));
    }
    return rules;
}

}  // namespace lobby::office
