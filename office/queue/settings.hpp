// The office's rules for its queue, as values; read from the settings file by office/queue/settings.
#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "office/queue/types.hpp"

namespace lobby::office::queue {

struct Hours {
    std::chrono::minutes from{};  // of the local day; from < to
    std::chrono::minutes to{};
    friend bool operator==(const Hours&, const Hours&) = default;
};

struct Service {
    std::string id;
    std::string name_zh;
    std::string name_en;
    char prefix = 'A';
    std::vector<std::string> groups;  // of windows that serve it
    std::vector<Hours> hours;         // in which tickets are issued; empty: always
    uint32_t daily_cap = 0;           // tickets a day; 0: none
    std::chrono::minutes target{10};  // expected time at the window, until real times are known
};

struct Window {
    std::string id;
    std::string name_zh;
    std::string name_en;
    std::string chairs_zh;  // where to sit
    std::string chairs_en;
    std::string group;
    std::vector<std::string> services;  // instead of its group's
};

struct Settings {
    std::vector<Service> services;
    std::vector<Window> windows;

    std::chrono::minutes utc_offset{480};        // of the office's local time
    std::chrono::minutes rollover{0};            // local time at which a new office day begins
    std::set<unsigned> weekdays{1, 2, 3, 4, 5};  // 1 Monday … 7 Sunday
    std::set<Date> closed_on;                    // holidays
    std::set<Date> open_on;                      // working days at a weekend

    std::set<Precedence> first{Precedence::elderly,     Precedence::disabled,
                               Precedence::pregnant,    Precedence::serviceman,
                               Precedence::firefighter, Precedence::lawyer_with_appointment};
    int elderly_from = 65;                     // whole years
    uint32_t overtaken_at_most = 6;            // times, by rules of precedence
    std::chrono::minutes overtaken_until{60};  // of waiting; then no more

    uint32_t absent_skip = 3;     // others who go first after a call that nobody answered
    uint32_t absent_at_most = 2;  // times that a ticket comes back; then it is gone

    [[nodiscard]] const Service* service(std::string_view id) const;
    [[nodiscard]] const Window* window(std::string_view id) const;
    // In the order of `services`.
    [[nodiscard]] std::vector<std::string> services_at(const Window& window) const;
    [[nodiscard]] bool goes_first(Precedence p) const { return first.contains(p); }
};

// The six services of a case-management hall, and four windows.
[[nodiscard]] Settings default_settings();

// The office day that `at` belongs to, named by the local date on which it began.
[[nodiscard]] Date office_day(WallTime at, const Settings& settings);

// Whether tickets for the service are issued at this time (hours, weekdays, holidays).
[[nodiscard]] bool is_open(const Service& service, WallTime at, const Settings& settings);

// What a card alone tells.
[[nodiscard]] Precedence precedence_by_age(Date birth, WallTime at, const Settings& settings);

}  // namespace lobby::office::queue
