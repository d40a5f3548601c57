#include "base/phone_number.hpp"

#include <algorithm>
#include <string>

#include "base/folded_text.hpp"

namespace lobby {

namespace {

constexpr size_t longest_text = 64;

// Mobile numbers begin with 13 to 19.
bool is_mobile(std::string_view n) {
    return n.size() == 11 && n[0] == '1' && n[1] >= '3';
}

// Area codes of three digits are 010 and 02x, with numbers of eight; the others have four. No number begins
// with 0, 1 or 9: those are trunk codes and services.
bool is_landline(std::string_view n) {
    if (n.size() < 10 || n[0] != '0' || n[1] == '0') return false;
    const bool short_code = n.starts_with("010") || n[1] == '2';
    if (!short_code && n[1] < '3') return false;
    const auto number = n.substr(short_code ? 3 : 4);
    const bool length = number.size() == 8 || (!short_code && number.size() == 7);
    return length && number[0] >= '2' && number[0] <= '8';
}

}  // namespace

std::optional<PhoneNumber> parse_phone_number(std::string_view text) {
    if (text.size() > longest_text) return std::nullopt;
    const auto folded = folded_number(text);
    auto n = folded.view();
    for (const std::string_view country : {"+86", "0086"})
        if (n.starts_with(country)) {
            n.remove_prefix(country.size());
            break;
        }
    std::string digits;
    digits.reserve(n.size());
    if (n.starts_with('(')) {
        const auto end = n.find(')');
        if (end == std::string_view::npos) return std::nullopt;
        digits = n.substr(1, end - 1);
        n.remove_prefix(end + 1);
    }
    digits += n;
    auto kept = SecretString::take(digits);
    n = kept.view();
    if (!std::ranges::all_of(n, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    if (is_mobile(n)) return PhoneNumber{PhoneNumber::Kind::mobile, std::move(kept)};
    if (is_landline(n)) return PhoneNumber{PhoneNumber::Kind::landline, std::move(kept)};
    return std::nullopt;
}

}  // namespace lobby
