#include "office/notices/send_plan.hpp"

#include <algorithm>

#include "base/civil_date.hpp"

namespace lobby::office {

namespace {

constexpr std::chrono::milliseconds longest_pause = std::chrono::hours(1);
constexpr uint32_t most_doublings = 20;  // far beyond an hour

}  // namespace

WallTime after_quiet(const NoticeSettings& settings, WallTime at) {
    const auto from = settings.quiet_from;
    const auto until = settings.quiet_until;
    if (from == until) return at;
    const auto local = at + office_utc_offset;
    const auto midnight = std::chrono::floor<std::chrono::days>(local);
    const auto time = local - midnight;
    const bool over_midnight = from > until;
    const bool quiet = over_midnight ? time >= from || time < until : time >= from && time < until;
    if (!quiet) return at;
    auto end = WallTime(midnight) + until;
    if (over_midnight && time >= from) end += std::chrono::days(1);
    return end - office_utc_offset;
}

std::chrono::milliseconds pause_after(const NoticeSettings& settings, uint32_t tries, double spread) {
    std::chrono::milliseconds pause = settings.first_retry;
    for (uint32_t i = 1; i < std::min(tries, most_doublings) && pause < longest_pause; ++i) pause *= 2;
    pause = std::min(pause, longest_pause);
    const double part = 0.75 + 0.5 * std::clamp(spread, 0.0, 1.0);
    return std::chrono::milliseconds(static_cast<int64_t>(static_cast<double>(pause.count()) * part));
}

std::optional<WallTime> reminder_time(const NoticeSettings& settings, WallTime appointment, WallTime now) {
    if (settings.reminder.count() == 0) return std::nullopt;
    const auto due = appointment - settings.reminder;
    if (due <= now) return std::nullopt;
    return due;
}

WallTime useful_until(const NoticeSettings& settings, const Notice& notice, WallTime due) {
    const auto end = due + settings.useful;
    return notice.at ? std::min(end, *notice.at) : end;
}

}  // namespace lobby::office
