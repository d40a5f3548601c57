// The words of a notice: fixed texts (assets/notices/texts.toml, compiled in) into which the office's name,
// the appointment's time and the window's phone are put, and nothing else. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "office/notices/notice.hpp"
#include "office/notices/notice_settings.hpp"

namespace lobby::office {

// What the texts name of the office.
struct NoticeNames {
    std::string office;
    std::string window_phone;  // empty: not told
};

class NoticeWording {
public:
    // Throws std::runtime_error when a text is missing or wants what may not be told: a fault of the build.
    static NoticeWording built_in(NoticeSettings::Language language, NoticeNames names);

    // `at`: of the appointment kinds; UTC, told as the local time.
    [[nodiscard]] std::string text_of(NoticeKind kind, std::optional<WallTime> at) const;

private:
    NoticeWording() = default;
    NoticeSettings::Language language_{};
    NoticeNames names_;
    std::map<NoticeKind, std::string> texts_;
    std::string phone_;
};

// "12月3日9:30", "3 December, 9:30": the office's local time.
[[nodiscard]] std::string told_time(WallTime at, NoticeSettings::Language language);

}  // namespace lobby::office
