// The office's rules for its queue, as values; read from the settings file by office/queue/settings.
#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "office/api/hall_rules.hpp"
#include "office/queue/types.hpp"

namespace lobby::office::queue {

using api::Hours;
using api::office_day;

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

struct Settings : api::HallCalendar {
    std::vector<Service> services;
    std::vector<Window> windows;

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

// Whether tickets for the service are issued at this time (hours, weekdays, holidays).
[[nodiscard]] inline bool is_open(const Service& service, WallTime at, const Settings& settings) {
    return api::is_open(service.hours, at, settings);
}

// What a card alone tells.
[[nodiscard]] inline Precedence precedence_by_age(Date birth, WallTime at, const Settings& settings) {
    return api::precedence_by_age(birth, at, settings, settings.elderly_from);
}

}  // namespace lobby::office::queue
