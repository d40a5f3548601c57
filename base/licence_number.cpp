#include "base/licence_number.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/folded_text.hpp"

namespace lobby {

namespace {

constexpr size_t longest_text = 64;
constexpr size_t digits_of_2010 = 17;
constexpr size_t digits_before = 12;
constexpr int first_lawyers = 1979;  // the bar was set up again in that year

// GB/T 2260, first two digits.
constexpr std::array<int, 34> provinces{11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42,
                                        43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82};

int to_int(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

int year_of(Date day) {
    return static_cast<int>(std::chrono::year_month_day(day).year());
}

}  // namespace

LicenceNumber read_licence_number(std::string_view text, Date today) {
    LicenceNumber number;
    if (text.size() > longest_text) return number;
    number.text = folded_number(text);
    const auto t = number.text.view();
    if (!std::ranges::all_of(t, [](char c) { return c >= '0' && c <= '9'; })) return number;
    if (t.size() == digits_before) number.form = LicenceNumber::Form::older;
    if (t.size() != digits_of_2010) return number;

    const int kind = t[0] - '0';
    const int region = to_int(t.substr(1, 4));
    const int year = to_int(t.substr(5, 4));
    const int of = t[9] - '0';
    const int sex = t[10] - '0';
    const bool fits = kind == 1 && std::ranges::count(provinces, region / 100) != 0 &&
                      year >= first_lawyers && year <= year_of(today) && of >= 1 &&
                      of <= static_cast<int>(LawyerClass::military) && sex <= 1;
    if (!fits) return number;
    number.form = LicenceNumber::Form::of_2010;
    number.region = region;
    number.first_year = year;
    number.of = static_cast<LawyerClass>(of);
    number.sex = sex == 0 ? Sex::male : Sex::female;
    return number;
}

}  // namespace lobby
