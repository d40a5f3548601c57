#include "office/api/text_rules.hpp"

#include <cstdint>

namespace lobby::api {

namespace {

constexpr char32_t bad = 0xFFFF'FFFF;

// Takes one code point off the front; `bad` when the bytes are not UTF-8.
char32_t take_code_point(std::string_view& text) {
    const auto at = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
    const uint8_t first = at(0);
    size_t length = 1;
    char32_t value = first;
    char32_t least = 0;
    if (first >= 0xF0 && first <= 0xF4) {
        length = 4;
        value = first & 0x07u;
        least = 0x10000;
    } else if (first >= 0xE0 && first < 0xF0) {
        length = 3;
        value = first & 0x0Fu;
        least = 0x800;
    } else if (first >= 0xC2 && first < 0xE0) {
        length = 2;
        value = first & 0x1Fu;
        least = 0x80;
    } else if (first >= 0x80) {
        return bad;
    }
    if (text.size() < length) return bad;
    for (size_t i = 1; i < length; ++i) {
        if ((at(i) & 0xC0u) != 0x80) return bad;
        value = (value << 6) | (at(i) & 0x3Fu);
    }
    if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return bad;
    text.remove_prefix(length);
    return value;
}

bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

}  // namespace

bool is_utf8(std::string_view text) {
    while (!text.empty())
        if (take_code_point(text) == bad) return false;
    return true;
}

bool is_plain_text(std::string_view text, size_t max_bytes) {
    if (text.size() > max_bytes) return false;
    while (!text.empty()) {
        const char32_t c = take_code_point(text);
        if (c == bad || is_control(c)) return false;
    }
    return true;
}

}  // namespace lobby::api
