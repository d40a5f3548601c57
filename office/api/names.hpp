// When two spellings name the same person, or the same firm.
#pragma once

#include <string_view>

#include "base/secret.hpp"

namespace lobby::api {

// A person's name as it is compared; empty for one of nothing but letters that do not count.
[[nodiscard]] SecretString folded_name(std::string_view name);

// Of a person: spaces, middle dots and the case of Latin letters do not count. A name of nothing else is
// nobody's.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

// Of a firm: as a person's, and brackets are the same in either width. "(partnership)" counts.
[[nodiscard]] bool same_firm(std::string_view a, std::string_view b);

}  // namespace lobby::api
