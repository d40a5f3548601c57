#include "base/folded_text.hpp"

#include <algorithm>
#include <string>

namespace lobby {

SecretString folded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == 0xEF && i + 2 < text.size()) {  // UTF-8 of U+F000 to U+FFFF
            const auto b1 = static_cast<unsigned char>(text[i + 1]);
            const auto b2 = static_cast<unsigned char>(text[i + 2]);
            const unsigned code = (0xFu << 12) | ((b1 & 0x3Fu) << 6) | (b2 & 0x3Fu);
            if ((b1 & 0xC0u) == 0x80 && (b2 & 0xC0u) == 0x80 && code >= 0xFF01 && code <= 0xFF5E) {
                out.push_back(static_cast<char>(code - 0xFEE0));
                i += 2;
                continue;
            }
        }
        out.push_back(static_cast<char>(c));
    }
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return SecretString::take(out);
}

SecretString folded_number(std::string_view text) {
    static constexpr std::string_view wide_space = "\u3000";
    const auto all = folded(text);
    std::string out;
    out.reserve(all.size());
    for (auto rest = all.view(); !rest.empty();) {
        if (rest.starts_with(wide_space)) {
            rest.remove_prefix(wide_space.size());
            continue;
        }
        if (rest.front() != ' ' && rest.front() != '-') out.push_back(rest.front());
        rest.remove_prefix(1);
    }
    return SecretString::take(out);
}

}  // namespace lobby
