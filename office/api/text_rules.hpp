// What a text from outside must be before it is kept or shown: UTF-8, bounded, without control characters.
#pragma once

#include <cstddef>
#include <string_view>

namespace lobby::api {

// Well-formed UTF-8 (no overlong forms, no surrogates, at most U+10FFFF: RFC 3629).
[[nodiscard]] bool is_utf8(std::string_view text);

// UTF-8 of at most max_bytes without C0 and C1 controls, line separators and direction overrides.
[[nodiscard]] bool is_plain_text(std::string_view text, size_t max_bytes);

}  // namespace lobby::api
