#include "office/console/views/reading.hpp"

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/civil_date.hpp"

namespace lobby::office::console {

namespace {

using api::FormField;

// The code point that begins at `at`, which moves behind it. Bytes that are no UTF-8 stand for themselves.
char32_t next_of(std::string_view text, size_t& at) {
    const auto byte = [&](size_t i) -> unsigned { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(at);
    size_t more = 0;
    char32_t code = first;
    if (first >= 0xF0) {
        more = 3;
        code = first & 0x07u;
    } else if (first >= 0xE0) {
        more = 2;
        code = first & 0x0Fu;
    } else if (first >= 0xC0) {
        more = 1;
        code = first & 0x1Fu;
    }
    ++at;
    for (; more > 0 && at < text.size() && (byte(at) & 0xC0u) == 0x80u; --more, ++at)
        code = (code << 6u) | (byte(at) & 0x3Fu);
    return code;
}

// Nothing: a sign that carries no meaning in a name or a number.
std::optional<char32_t> folded(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full-width forms of ASCII
    switch (c) {
        case U' ':
        case U'\t':
        case U'\n':
        case U'\r':
        case U'\u00A0':
        case U'\u3000':
        case U'-':
        case U'\u2010':
        case U'\u2013':
        case U'\u2014':
        case U'.':
        case U'\u00B7':  // within names of many peoples; also as the next ones
        case U'\u2022':
        case U'\u30FB':
            return std::nullopt;
        default:
            break;
    }
    if (c >= U'a' && c <= U'z') c -= U'a' - U'A';
    return c;
}

std::u32string folded(std::string_view text) {
    std::u32string out;
    for (size_t at = 0; at < text.size();)
        if (const auto c = folded(next_of(text, at))) out.push_back(*c);
    return out;
}

// 0 to 9 of a digit, 10 of 十; nothing of anything else.
std::optional<unsigned> numeral(char32_t c) {
    if (c >= U'0' && c <= U'9') return static_cast<unsigned>(c - U'0');
    constexpr std::array<std::pair<char32_t, unsigned>, 13> chinese{{{U'〇', 0},
                                                                     {U'零', 0},
                                                                     {U'○', 0},
                                                                     {U'一', 1},
                                                                     {U'二', 2},
                                                                     {U'三', 3},
                                                                     {U'四', 4},
                                                                     {U'五', 5},
                                                                     {U'六', 6},
                                                                     {U'七', 7},
                                                                     {U'八', 8},
                                                                     {U'九', 9},
                                                                     {U'十', 10}}};
    for (const auto& [sign, value] : chinese)
        if (sign == c) return value;
    return std::nullopt;
}

// Reads on from `at`: "2026", "二〇二六", "十一", "三十", "二十五". 0: no number, or none of a date.
unsigned number_at(const std::u32string& text, size_t& at) {
    unsigned sum = 0;
    bool unit = false;  // a digit of its own stands before the next sign
    for (; at < text.size() && sum < 10'000; ++at) {
        const auto n = numeral(text[at]);
        if (!n) break;
        if (*n == 10)
            sum = (sum == 0 ? 1 : sum) * 10, unit = true;
        else
            sum = unit ? sum + *n : sum * 10 + *n;
    }
    return sum;
}

// The first three numbers of a text that could be a date.
std::optional<Date> date_in(std::string_view text) {
    std::u32string signs;
    for (size_t at = 0; at < text.size();) {
        char32_t c = next_of(text, at);
        if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
        if (c != U' ' && c != U'\u3000') signs.push_back(c);
    }
    std::array<unsigned, 3> parts{};
    size_t found = 0;
    for (size_t at = 0; at < signs.size() && found < parts.size();) {
        if (!numeral(signs[at]))
            ++at;
        else
            parts[found++] = number_at(signs, at);
    }
    using namespace std::chrono;
    if (found < 3 || parts[0] < 1900 || parts[0] > 2200) return std::nullopt;
    const year_month_day day{year{static_cast<int>(parts[0])}, month{parts[1]}, std::chrono::day{parts[2]}};
    if (!day.ok()) return std::nullopt;
    return Date(day);
}

bool is_date(FormField field) {
    return field == FormField::licence_issued_on || field == FormField::firm_dated_on ||
           field == FormField::letter_dated_on;
}

}  // namespace

bool reads_the_same(FormField field, std::string_view value, std::string_view recognised) {
    const auto read = folded(recognised);
    if (read.empty()) return true;
    if (is_date(field)) {
        if (const auto day = parse_date(value)) {
            const auto exact = parse_date(recognised);
            return (exact ? exact : date_in(recognised)) == day;
        }
    }
    return folded(value) == read;
}

}  // namespace lobby::office::console
