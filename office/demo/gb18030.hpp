// UTF-8 to GB18030, which the business system's older exports are written in.
#pragma once

#include <string>
#include <string_view>

namespace lobby::office::demo {

// `text` is whole UTF-8. Throws std::runtime_error where it is not, or where the machine does not know the
// encoding.
[[nodiscard]] std::string to_gb18030(std::string_view text);

}  // namespace lobby::office::demo
