#include "base/credit_code.hpp"

#include "base/folded_text.hpp"

namespace lobby {

namespace {

// Digits and letters without I, O, S, V and Z; a character's value is its place.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
static_assert(alphabet.size() == 31);
constexpr size_t code_length = 18;
constexpr size_t longest_text = 64;

}  // namespace

char credit_code_check_character(std::string_view first_17) {
    size_t sum = 0;
    size_t weight = 1;  // 3 to the power of the place, modulo 31
    for (const char c : first_17.substr(0, code_length - 1)) {
        sum += alphabet.find(c) * weight;
        weight = weight * 3 % alphabet.size();
    }
    return alphabet[(alphabet.size() - sum % alphabet.size()) % alphabet.size()];
}

Result<std::string, CreditCodeError> parse_credit_code(std::string_view text) {
    if (text.size() > longest_text) return fail(CreditCodeError::length);
    const auto code = folded_number(text);
    const auto c = code.view();
    if (c.size() != code_length) return fail(CreditCodeError::length);
    if (c.find_first_not_of(alphabet) != std::string_view::npos) return fail(CreditCodeError::character);
    if (credit_code_check_character(c.substr(0, code_length - 1)) != c.back())
        return fail(CreditCodeError::check_character);
    return std::string(c);
}

}  // namespace lobby
