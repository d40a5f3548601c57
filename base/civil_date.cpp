#include "base/civil_date.hpp"

#include <array>

#include <fmt/format.h>

namespace lobby {

namespace {

using namespace std::chrono;

// Reads 1..max_digits digits from the front of `text` and takes them away.
std::optional<unsigned> take_number(std::string_view& text, size_t min_digits, size_t max_digits) {
    unsigned value = 0;
    size_t n = 0;
    while (n < max_digits && n < text.size() && text[n] >= '0' && text[n] <= '9') {
        value = value * 10 + static_cast<unsigned>(text[n] - '0');
        ++n;
    }
    if (n < min_digits) return std::nullopt;
    text.remove_prefix(n);
    return value;
}

bool take(std::string_view& text, std::string_view literal) {
    if (!text.starts_with(literal)) return false;
    text.remove_prefix(literal.size());
    return true;
}

}  // namespace

Date office_date(WallTime at) {
    return floor<days>(at + office_utc_offset);
}

std::optional<Date> parse_date(std::string_view text) {
    struct Separators {
        std::string_view after_year, after_month, end;
    };
    static constexpr std::array<Separators, 4> forms{
        {{"-", "-", ""}, {"/", "/", ""}, {"年", "月", "日"}, {"", "", ""}}};
    for (const auto& form : forms) {
        std::string_view rest = text;
        const size_t min_digits = form.after_year.empty() ? 2 : 1;
        const auto y = take_number(rest, 4, 4);
        if (!y || !take(rest, form.after_year)) continue;
        const auto m = take_number(rest, min_digits, 2);
        if (!m || !take(rest, form.after_month)) continue;
        const auto d = take_number(rest, min_digits, 2);
        if (!d || !take(rest, form.end) || !rest.empty()) continue;
        const year_month_day ymd{year{static_cast<int>(*y)}, month{*m}, day{*d}};
        if (!ymd.ok() || *y < 1900 || *y > 2200) return std::nullopt;
        return sys_days{ymd};
    }
    return std::nullopt;
}

std::string iso_date(Date day) {
    const year_month_day ymd{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                       static_cast<unsigned>(ymd.day()));
}

std::string iso_time(WallTime at) {
    const auto local = at + office_utc_offset;
    const auto day = floor<days>(local);
    const hh_mm_ss time{floor<seconds>(local - day)};
    return fmt::format("{}T{:02}:{:02}:{:02}+08:00", iso_date(day), time.hours().count(),
                       time.minutes().count(), time.seconds().count());
}

int age_on(Date birth, Date today) {
    const year_month_day b{birth};
    const year_month_day t{today};
    const int years = static_cast<int>(t.year()) - static_cast<int>(b.year());
    const bool had_birthday = t.month() > b.month() || (t.month() == b.month() && t.day() >= b.day());
    return had_birthday ? years : years - 1;
}

}  // namespace lobby
