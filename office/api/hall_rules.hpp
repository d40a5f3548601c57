// What a kiosk has to know of its hall to issue tickets while it is alone, and the rules that both sides
// reckon alike. Pure values; any thread.
#pragma once

#include <chrono>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "office/api/ticket_terms.hpp"

namespace lobby::api {

struct Hours {
    std::chrono::minutes from{};  // of the local day; from < to
    std::chrono::minutes to{};
    friend bool operator==(const Hours&, const Hours&) = default;
};

// On which days the hall works, and when its day begins.
struct HallCalendar {
    std::chrono::minutes utc_offset{480};        // of the office's local time
    std::chrono::minutes rollover{0};            // local time at which a new office day begins
    std::set<unsigned> weekdays{1, 2, 3, 4, 5};  // 1 Monday … 7 Sunday
    std::set<Date> closed_on;                    // holidays
    std::set<Date> open_on;                      // working days at a weekend
    friend bool operator==(const HallCalendar&, const HallCalendar&) = default;
};

// Where a service is given, for the eye; either language may be empty.
struct HallWindow {
    std::string name_zh;
    std::string name_en;
    std::string chairs_zh;  // where to sit
    std::string chairs_en;
    friend bool operator==(const HallWindow&, const HallWindow&) = default;
};

struct HallService {
    std::string id;  // is_word()
    std::string name_zh;
    std::string name_en;
    char prefix = 'A';
    std::vector<Hours> hours;  // in which tickets are issued; empty: always
    uint32_t daily_cap = 0;    // tickets a day; 0: none
    std::vector<HallWindow> windows;
    friend bool operator==(const HallService&, const HallService&) = default;
};

struct HallRules : HallCalendar {
    std::vector<HallService> services;
    std::set<Precedence> offered;  // those that go first, by this office's rules
    int elderly_from = 65;         // whole years
    std::string
        ticket_url;  // a token behind it opens the ticket's live page: "https://host:port/t/"; may be empty

    [[nodiscard]] const HallService* service(std::string_view id) const;
    friend bool operator==(const HallRules&, const HallRules&) = default;
};

// The office day that `at` belongs to, named by the local date on which it began.
[[nodiscard]] Date office_day(WallTime at, const HallCalendar& calendar);

// Whether tickets are issued at this time (hours, weekdays, holidays).
[[nodiscard]] bool is_open(std::span<const Hours> hours, WallTime at, const HallCalendar& calendar);

// What a card alone tells.
[[nodiscard]] Precedence precedence_by_age(Date birth, WallTime at, const HallCalendar& calendar,
                                           int elderly_from);

}  // namespace lobby::api
