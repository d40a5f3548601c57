// Half-width, upper-case: full-width digits, letters and signs (U+FF01 to U+FF5E), as people and pictures
// write them, become those of ASCII.
#pragma once

#include <string_view>

#include "base/secret.hpp"

namespace lobby {

[[nodiscard]] SecretString folded(std::string_view text);

// The same without spaces (U+0020, U+3000) and hyphens.
[[nodiscard]] SecretString folded_number(std::string_view text);

}  // namespace lobby
