#include "office/file_review/review_rules.hpp"

#include <algorithm>

namespace lobby::office::file_review {

using std::chrono::days;
using std::chrono::minutes;

const Room* Rules::room(std::string_view id) const {
    const auto found = std::ranges::find(rooms, id, &Room::id);
    return found == rooms.end() ? nullptr : &*found;
}

Rules default_rules() {
    Rules rules;
    rules.rooms = {{"review", "阅卷室", "File review room"}};
    rules.hours = {{minutes(8 * 60 + 30), minutes(11 * 60 + 30)},
                   {minutes(14 * 60 + 30), minutes(17 * 60 + 30)}};
    return rules;
}

bool is_review_day(Date day, const Rules& rules, const WorkingDays& calendar) {
    if (rules.closed_on.contains(day)) return false;
    if (rules.open_on.contains(day)) return true;
    if (rules.weekdays.empty()) return calendar.is_working_day(day);
    return rules.weekdays.contains(std::chrono::weekday(day).iso_encoding());
}

std::vector<Slot> slots_of(Date day, const Rules& rules, const WorkingDays& calendar) {
    std::vector<Slot> out;
    if (!is_review_day(day, rules, calendar)) return out;
    const auto begin = begin_of(day, rules);
    for (const auto& hours : rules.hours)
        for (auto from = hours.from; from + rules.slot <= hours.to; from += rules.slot)
            for (const auto& room : rules.rooms)
                out.push_back({room.id, begin + from, begin + from + rules.slot});
    std::ranges::stable_sort(out, {}, &Slot::from);
    return out;
}

std::vector<Slot> slots_ahead(WallTime now, bool file_ready, Date last, const Rules& rules,
                              const WorkingDays& calendar) {
    const Date today = day_of(now, rules);
    Date day = file_ready ? today : today + days(1);
    std::vector<Slot> out;
    // Twice a year holidays last longer than a week; no office closes for two months.
    const Date furthest = std::min(last, today + days(2 * max_days_ahead));
    for (int left = rules.days_ahead; left > 0 && day <= furthest; day += days(1)) {
        const auto of_day = slots_of(day, rules, calendar);
        if (of_day.empty()) continue;
        --left;
        std::ranges::copy_if(of_day, std::back_inserter(out),
                             [&](const Slot& slot) { return slot.from >= now + rules.notice; });
    }
    return out;
}

Date day_of(WallTime at, const Rules& rules) {
    return std::chrono::floor<days>(at + rules.utc_offset);
}

WallTime begin_of(Date day, const Rules& rules) {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(day) - rules.utc_offset;
}

}  // namespace lobby::office::file_review
