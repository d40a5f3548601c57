// Which days are working days at the office (assets/calendar/working_days.toml). Value type; any thread.
#pragma once

#include <filesystem>
#include <set>
#include <string_view>

#include "base/civil_date.hpp"

namespace lobby::office {

class WorkingDays {
public:
    // Weekends only.
    WorkingDays() = default;
    // The calendar that was built in. Throws std::runtime_error when it is malformed (a bug).
    static WorkingDays built_in();
    // Throws std::runtime_error with what is wrong.
    static WorkingDays parse(std::string_view toml);

    [[nodiscard]] bool is_working_day(Date day) const;
    // `day` itself when it is one.
    [[nodiscard]] Date first_working_day_from(Date day) const;
    // The last of so many working days; `day` itself does not count (art. 105).
    [[nodiscard]] Date working_days_after(Date day, int count) const;
    // How many working days are left after `today`, up to and with `due`; negative: so many have passed
    // since.
    [[nodiscard]] int working_days_left(Date today, Date due) const;

private:
    std::set<Date> holidays_;
    std::set<Date> worked_;
};

}  // namespace lobby::office
