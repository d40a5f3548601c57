#include "kiosk/recognition/chinese_date.hpp"

#include <algorithm>
#include <string_view>

namespace lobby::kiosk {

namespace {

// A digit, Latin or Chinese.
std::optional<int> digit_of(char32_t c) {
    if (is_digit(c)) return static_cast<int>(c - U'0');
    constexpr std::u32string_view ones = U"〇一二三四五六七八九";
    if (const auto at = ones.find(c); at != std::u32string_view::npos) return static_cast<int>(at);
    switch (c) {
        case U'O':
        case U'o':
        case U'○':
        case U'零':
        case U'口':
            return 0;
        case U'l':
        case U'I':
        case U'|':
        case U'J':
        case U'(':
        case U')':
        case U'丨':
        case U'—':
            return 1;
        default:
            return std::nullopt;
    }
}

struct Reader {
    const std::u32string& text;
    size_t at;
    int guesses = 0;

    [[nodiscard]] char32_t here(size_t ahead = 0) const {
        return at + ahead < text.size() ? text[at + ahead] : U'\0';
    }

    std::optional<int> year() {
        int value = 0;
        for (size_t i = 0; i < 4; ++i) {
            const auto digit = digit_of(here(i));
            if (!digit) return std::nullopt;
            value = value * 10 + *digit;
        }
        if (value < 1980 || value > 2099) return std::nullopt;
        at += 4;
        return value;
    }

    // Takes one of `right`, or a single misread character, once in a date.
    bool separator(std::u32string_view right) {
        if (right.find(here()) == std::u32string_view::npos) {
            if (here() == U'\0' || digit_of(here()) || guesses > 0) return false;
            ++guesses;
        }
        ++at;
        return true;
    }

    // 1 to 99: 11, 07, 十一, 三十, 二十一, 〇七.
    std::optional<int> small() {
        const auto first = digit_of(here());
        if (here() == U'十') {
            ++at;
            const auto ones = digit_of(here());
            if (ones) ++at;
            return 10 + ones.value_or(0);
        }
        if (!first) return std::nullopt;
        ++at;
        if (here() == U'十') {
            ++at;
            const auto ones = digit_of(here());
            if (ones) ++at;
            return *first * 10 + ones.value_or(0);
        }
        const auto second = digit_of(here());
        if (!second) return first;
        ++at;
        return *first * 10 + *second;
    }
};

std::optional<FoundDate> date_at(const ReadText& text, size_t at) {
    Reader reader{text.text, at};
    const auto year = reader.year();
    if (!year) return std::nullopt;
    const bool in_words = std::u32string_view(U"-./").find(reader.here()) == std::u32string_view::npos;
    if (!reader.separator(in_words ? std::u32string_view(U"年") : std::u32string_view(U"-./")))
        return std::nullopt;
    const auto month = reader.small();
    if (!month || !reader.separator(in_words ? std::u32string_view(U"月") : std::u32string_view(U"-./")))
        return std::nullopt;
    const auto day = reader.small();
    if (!day) return std::nullopt;
    if (in_words) {
        // With both other words right, 日 may be what it likes; it has no digit after it.
        if (reader.here() == U'日' || reader.here() == U'号')
            ++reader.at;
        else if (reader.guesses > 0 || digit_of(reader.here()))
            return std::nullopt;
    } else if (is_digit(reader.here())) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    int sure = text.mean_confidence(at, reader.at - at);
    if (reader.guesses > 0) sure = std::min(sure, 50);
    return FoundDate{std::chrono::sys_days{date}, at, reader.at, sure};
}

}  // namespace

std::optional<FoundDate> find_date(const ReadText& text, size_t from) {
    for (size_t at = from; at < text.text.size(); ++at) {
        // Not in the middle of a longer number.
        if (at > 0 && is_digit(text.text[at - 1]) && is_digit(text.text[at])) continue;
        if (const auto found = date_at(text, at)) return found;
    }
    return std::nullopt;
}

}  // namespace lobby::kiosk
