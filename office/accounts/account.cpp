#include "office/accounts/account.hpp"

#include <algorithm>

namespace lobby::office {

std::string_view word_of(StaffRole role) {
    return staff_role_words[static_cast<size_t>(role)];
}

std::optional<StaffRole> staff_role_from(std::string_view word) {
    const auto found = std::ranges::find(staff_role_words, word);
    if (found == staff_role_words.end()) return std::nullopt;
    return static_cast<StaffRole>(found - staff_role_words.begin());
}

bool is_account_name(std::string_view text) {
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    return text.size() >= 2 && text.size() <= 32 && is_letter(text[0]) &&
           std::ranges::all_of(text, [&](char c) {
               return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
           });
}

}  // namespace lobby::office
