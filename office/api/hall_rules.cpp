#include "office/api/hall_rules.hpp"

#include <algorithm>

namespace lobby::api {

const HallService* HallRules::service(std::string_view id) const {
    const auto found = std::ranges::find(services, id, &HallService::id);
    return found == services.end() ? nullptr : &*found;
}

Date office_day(WallTime at, const HallCalendar& calendar) {
    return std::chrono::floor<std::chrono::days>(at + calendar.utc_offset - calendar.rollover);
}

bool is_open(std::span<const Hours> hours, WallTime at, const HallCalendar& calendar) {
    const auto local = at + calendar.utc_offset;
    const Date date = std::chrono::floor<std::chrono::days>(local);
    const bool working = calendar.weekdays.contains(std::chrono::weekday(date).iso_encoding());
    if (calendar.closed_on.contains(date) || (!working && !calendar.open_on.contains(date))) return false;
    const auto of_day = local - date;
    return hours.empty() ||
           std::ranges::any_of(hours, [&](const Hours& h) { return of_day >= h.from && of_day < h.to; });
}

Precedence precedence_by_age(Date birth, WallTime at, const HallCalendar& calendar, int elderly_from) {
    const Date today = std::chrono::floor<std::chrono::days>(at + calendar.utc_offset);
    return age_on(birth, today) >= elderly_from ? Precedence::elderly : Precedence::ordinary;
}

}  // namespace lobby::api
