// Dates as Chinese papers have them: 2026年11月30日, 二〇二六年十一月三十日, 2026-11-30, 2026.11.30, also
// with the slips of recognition (O for 〇, a misread 年 or 月). Pure, total.
#pragma once

#include <optional>

#include "base/civil_date.hpp"
#include "kiosk/recognition/text_shapes.hpp"

namespace lobby::kiosk {

struct FoundDate {
    Date day{};
    size_t first = 0;
    size_t end = 0;
    int confidence = 0;
};

// The first one from `from` on; real days of the years 1980 to 2099 only.
[[nodiscard]] std::optional<FoundDate> find_date(const ReadText& text, size_t from = 0);

}  // namespace lobby::kiosk
