// Telephone numbers of mainland China: mobile ones of 11 digits, and landlines with their area code (010, 02x
// or 0xxx, then 7 or 8 digits).
#pragma once

#include <optional>
#include <string_view>

#include "base/secret.hpp"

namespace lobby {

struct PhoneNumber {
    enum class Kind { mobile, landline };
    Kind kind{};
    SecretString digits;  // without +86, spaces and hyphens
    friend bool operator==(const PhoneNumber&, const PhoneNumber&) = default;
};

// Forgives +86 or 0086, spaces, hyphens, brackets about the area code and full-width digits. Nothing: it is
// no such number.
[[nodiscard]] std::optional<PhoneNumber> parse_phone_number(std::string_view text);

}  // namespace lobby
