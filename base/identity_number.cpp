#include "base/identity_number.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/folded_text.hpp"

namespace lobby {

namespace {

using namespace std::chrono;

bool digit(char c) {
    return c >= '0' && c <= '9';
}

int to_int(std::string_view digits) {
    int value = 0;
    for (char c : digits) value = value * 10 + (c - '0');
    return value;
}

std::optional<Date> date_of(int y, int m, int d) {
    const year_month_day ymd{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
    if (!ymd.ok() || y < 1850 || y > 2200) return std::nullopt;
    return sys_days{ymd};
}

// The 2017 card's last digit: sum of weights 7,3,1 over the characters before it, letters A=10…Z=35 (the MRZ
// rule, ICAO 9303-3 §4.9). (m) written down from general knowledge.
char icao_check(std::string_view text) {
    static constexpr std::array<int, 3> weights{7, 3, 1};
    int sum = 0;
    for (size_t i = 0; i < text.size(); ++i)
        sum += weights[i % 3] * (digit(text[i]) ? text[i] - '0' : text[i] - 'A' + 10);
    return static_cast<char>('0' + sum % 10);
}

}  // namespace

char identity_check_character(std::string_view first_17_digits) {
    static constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (size_t i = 0; i < weights.size() && i < first_17_digits.size(); ++i)
        sum += weights[i] * (first_17_digits[i] - '0');
    return "10X98765432"[sum % 11];
}

Result<IdentityNumber, IdentityNumberError> IdentityNumber::parse(std::string_view text) {
    using enum IdentityNumberError;
    if (text.size() > 64) return fail(length);
    auto number = folded(text);
    const auto t = number.view();

    if (t.size() == 15 &&
        std::all_of(t.begin(), t.begin() + 3, [](char c) { return c >= 'A' && c <= 'Z'; })) {
        if (!std::all_of(t.begin() + 3, t.end(), digit)) return fail(character);
        // 3 letters + area 4 + YYMMDD + sex + check; the century is not on the card: the past one unless that
        // is in the future of the card's own introduction.
        const int yy = to_int(t.substr(7, 2));
        const auto born =
            date_of(yy + (yy <= 30 ? 2000 : 1900), to_int(t.substr(9, 2)), to_int(t.substr(11, 2)));
        if (!born) return fail(date);
        if (icao_check(t.substr(0, 14)) != t[14]) return fail(check_digit);
        const Sex sex = (t[13] - '0') % 2 == 1 ? Sex::male : Sex::female;
        return IdentityNumber(std::move(number), Kind::foreign_2017, *born, sex);
    }

    if (t.size() != 18) return fail(length);
    if (!std::all_of(t.begin(), t.begin() + 17, digit) || !(digit(t[17]) || t[17] == 'X'))
        return fail(character);
    if (identity_check_character(t.substr(0, 17)) != t[17]) return fail(check_digit);
    // Foreign 2023: 9 + province 2 + nationality 3, then the birth date at the same place.
    const auto born = date_of(to_int(t.substr(6, 4)), to_int(t.substr(10, 2)), to_int(t.substr(12, 2)));
    if (!born) return fail(date);
    const Sex sex = (t[16] - '0') % 2 == 1 ? Sex::male : Sex::female;
    Kind kind = Kind::citizen;
    if (t[0] == '9')
        kind = Kind::foreign_2023;
    else if (t.starts_with("810000") || t.starts_with("820000") || t.starts_with("830000"))
        kind = Kind::residence_permit;
    return IdentityNumber(std::move(number), kind, *born, sex);
}

std::string IdentityNumber::masked() const {
    const auto t = digits_.view();
    return std::string(t.substr(0, 3)) + std::string(t.size() - 5, '*') + std::string(t.substr(t.size() - 2));
}

}  // namespace lobby
