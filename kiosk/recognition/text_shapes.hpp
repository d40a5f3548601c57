// Small tools over recognised text: one form for characters that have several, labels found in spite of a
// misread character. Pure, total.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/recognition/page_text.hpp"

namespace lobby::kiosk {

// Text with one confidence a character; the two are always of one length.
struct ReadText {
    std::u32string text;
    std::vector<uint8_t> confidence;
    void add(char32_t c, uint8_t sure) {
        text.push_back(c);
        confidence.push_back(sure);
    }
    [[nodiscard]] ReadText part(size_t first, size_t count) const;
    // Of the characters from `first` on; 0 for none.
    [[nodiscard]] int mean_confidence(size_t first = 0, size_t count = std::u32string::npos) const;
};

// Full-width forms become half-width, Chinese brackets and colons ASCII, all middle dots U+00B7.
[[nodiscard]] char32_t plain_form(char32_t c);

[[nodiscard]] bool is_ideograph(char32_t c);
[[nodiscard]] bool is_digit(char32_t c);
[[nodiscard]] bool is_latin_or_digit(char32_t c);

// The digit that `c` is meant to be where only digits stand: O is 0, l is 1, S is 5 …
[[nodiscard]] std::optional<char> digit_meant(char32_t c);

struct Found {
    size_t first = 0;
    size_t end = 0;
    int misread = 0;  // characters
};
// The first place, from `from` on, that is `label` but for one misread, missing or added character in every
// four (Sellers 1980). A label of less than four has to stand there exactly.
[[nodiscard]] std::optional<Found> find_label(std::u32string_view text, std::u32string_view label,
                                              size_t from = 0);

[[nodiscard]] std::string to_utf8(std::u32string_view text);
[[nodiscard]] std::u32string from_utf8(std::string_view text);  // what is no UTF-8 becomes U+FFFD

}  // namespace lobby::kiosk
