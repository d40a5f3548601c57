// The unified social credit code of an organisation: 18 characters, the last one a check character over the
// others (GB 32100-2015). A law firm's begins with 31.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace lobby {

enum class CreditCodeError { length, character, check_character };

// Forgives lower case, full-width characters, spaces and hyphens; gives the code without them.
[[nodiscard]] Result<std::string, CreditCodeError> parse_credit_code(std::string_view text);

// Of the first 17 characters, which are all of the code's alphabet.
[[nodiscard]] char credit_code_check_character(std::string_view first_17);

}  // namespace lobby
