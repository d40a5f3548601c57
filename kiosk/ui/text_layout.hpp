// Breaking text into lines: between any two Chinese characters, after spaces in Latin text, never before
// closing and never after opening punctuation (GB/T 15834; the usual "kinsoku" rules). Pure.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

namespace lobby::kiosk::ui {

using Advance = std::function<float(char32_t)>;

// One code point off the front; U+FFFD for bytes that are not UTF-8. `text` must not be empty.
char32_t take_code_point(std::string_view& text);

// The lines as pieces of `text`, without the spaces at their ends. '\n' always breaks.
[[nodiscard]] std::vector<std::string_view> break_lines(std::string_view text, float width,
                                                        const Advance& advance);

}  // namespace lobby::kiosk::ui
