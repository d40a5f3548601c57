// When a notice goes out: not in quiet hours, and after a failure not at once. Pure.
#pragma once

#include <chrono>
#include <optional>

#include "base/clock.hpp"
#include "office/notices/notice.hpp"
#include "office/notices/notice_settings.hpp"

namespace lobby::office {

// The first moment from `at` on in which people may be disturbed: `at` itself outside of the quiet hours.
[[nodiscard]] WallTime after_quiet(const NoticeSettings& settings, WallTime at);

// The pause after the n-th try (from 1) failed: doubling up to an hour. `spread` in [0, 1) moves it by a
// quarter to either side, so that many do not come back at once.
[[nodiscard]] std::chrono::milliseconds pause_after(const NoticeSettings& settings, uint32_t tries,
                                                    double spread);

// When the appointment's reminder is due; nothing when there is no time left for one.
[[nodiscard]] std::optional<WallTime> reminder_time(const NoticeSettings& settings, WallTime appointment,
                                                    WallTime now);

// From then on it says nothing new.
[[nodiscard]] WallTime useful_until(const NoticeSettings& settings, const Notice& notice, WallTime due);

}  // namespace lobby::office
