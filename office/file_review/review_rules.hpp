// Where and when lawyers review files at the office: rooms, hours, and the grid of times that follows. Pure
// values and functions; any thread.
//
// Criminal Procedure Law art. 40: from the day of review for prosecution on. Arranged at once where the
// office can, otherwise within three working days, with the reason (m).
#pragma once

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "base/civil_date.hpp"
#include "base/clock.hpp"
#include "office/api/hall_rules.hpp"
#include "office/cases/calendar.hpp"

namespace lobby::office::file_review {

inline constexpr int arrange_within = 3;  // working days after the confirmation
inline constexpr size_t max_rooms = 16;
inline constexpr int max_days_ahead = 60;  // working days

struct Room {
    std::string id;  // is_word()
    std::string name_zh;
    std::string name_en;
};

struct Rules {
    std::string service = "lawyers";  // of the queue, whose appointments these are
    std::vector<Room> rooms;
    std::vector<api::Hours> hours;    // of a day; what is left after the last whole time is not offered
    std::chrono::minutes slot{60};    // how long one lasts
    std::chrono::minutes notice{30};  // how long from now the first of today begins at the earliest
    int days_ahead = 10;              // working days on which times are offered, today among them
    std::set<unsigned> weekdays;      // 1 Monday to 7 Sunday; empty: the office's working days
    std::set<Date> closed_on;         // of the hall
    std::set<Date> open_on;           // of the hall
    std::chrono::minutes utc_offset{480};

    [[nodiscard]] const Room* room(std::string_view id) const;
};

// One room, and the hall's usual hours.
[[nodiscard]] Rules default_rules();

struct Slot {
    std::string room;
    WallTime from{};
    WallTime until{};
    friend auto operator<=>(const Slot&, const Slot&) = default;
};

// Whether files are reviewed on this day: the hall's own closed and open days first, then the weekdays of the
// rules, or the working days of the calendar where the rules name none.
[[nodiscard]] bool is_review_day(Date day, const Rules& rules, const WorkingDays& calendar);

// Every time of a day in every room, by time and then by room; none on a day without reviews.
[[nodiscard]] std::vector<Slot> slots_of(Date day, const Rules& rules, const WorkingDays& calendar);

// What can be offered now: of today with the rules' notice where the file is ready, otherwise from the next
// working day on; to `last` at most (of the registration).
[[nodiscard]] std::vector<Slot> slots_ahead(WallTime now, bool file_ready, Date last, const Rules& rules,
                                            const WorkingDays& calendar);

// The local day of the office.
[[nodiscard]] Date day_of(WallTime at, const Rules& rules);
[[nodiscard]] WallTime begin_of(Date day, const Rules& rules);

}  // namespace lobby::office::file_review
