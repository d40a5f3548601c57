// Calendar dates as offices count them: the day in China, which has kept UTC+8 without summer time since
// 1992.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace lobby {

using Date = std::chrono::sys_days;  // a civil day in the office's time zone, without a clock time

inline constexpr std::chrono::hours office_utc_offset{8};

// The civil day on which `at` falls at the office.
[[nodiscard]] Date office_date(WallTime at);

// Strict: "2026-11-24", "20261124", "2026/11/24" or "2026年11月24日"; years 1900 to 2200; real days only.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

[[nodiscard]] std::string iso_date(Date day);     // 2026-11-24
[[nodiscard]] std::string iso_time(WallTime at);  // 2026-11-24T09:30:00+08:00

// Whole years lived on `today` by somebody born on `birth`.
[[nodiscard]] int age_on(Date birth, Date today);

}  // namespace lobby
