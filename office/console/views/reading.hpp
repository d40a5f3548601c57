// Whether the machine read what the lawyer confirmed. Set aside: spaces, separators, the width and case of
// letters, and the way in which a date is written. Pure; total for any bytes; any thread.
#pragma once

#include <string_view>

#include "office/api/registration.hpp"

namespace lobby::office::console {

// True where nothing was read: there is nothing to disagree with.
[[nodiscard]] bool reads_the_same(api::FormField field, std::string_view value, std::string_view recognised);

}  // namespace lobby::office::console
