#include "office/api/names.hpp"

#include <algorithm>

#include "base/folded_text.hpp"

namespace lobby::api {

// Letters that names are written with now and without then: spaces (U+0020, U+3000) and the dots between the
// parts of a transliterated name (U+00B7, U+2022, U+2027, U+30FB, U+FF0E, '.').
SecretString folded_name(std::string_view name) {
    static constexpr std::string_view ignored[] = {" ",      "\u3000", "\u00B7", "\u2022",
                                                   "\u2027", "\u30FB", "\uFF0E", "."};
    std::string out;
    out.reserve(name.size());
    while (!name.empty()) {
        const auto* skip =
            std::ranges::find_if(ignored, [&](std::string_view s) { return name.starts_with(s); });
        if (skip != std::end(ignored)) {
            name.remove_prefix(skip->size());
            continue;
        }
        const char c = name.front();
        out.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c);
        name.remove_prefix(1);
    }
    return SecretString::take(out);
}

bool same_name(std::string_view a, std::string_view b) {
    const auto folded = folded_name(a);
    return !folded.empty() && folded == folded_name(b);
}

bool same_firm(std::string_view a, std::string_view b) {
    return same_name(folded(a).view(), folded(b).view());
}

}  // namespace lobby::api
