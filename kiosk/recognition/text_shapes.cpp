#include "kiosk/recognition/text_shapes.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace lobby::kiosk {

ReadText ReadText::part(size_t first, size_t count) const {
    first = std::min(first, text.size());
    count = std::min(count, text.size() - first);
    const auto from = confidence.begin() + static_cast<std::ptrdiff_t>(first);
    return {text.substr(first, count), {from, from + static_cast<std::ptrdiff_t>(count)}};
}

int ReadText::mean_confidence(size_t first, size_t count) const {
    first = std::min(first, confidence.size());
    count = std::min(count, confidence.size() - first);
    if (count == 0) return 0;
    size_t sum = 0;
    for (size_t i = first; i < first + count; ++i) sum += confidence[i];
    return static_cast<int>(sum / count);
}

char32_t plain_form(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) return plain_form(c - 0xFEE0);
    switch (c) {
        case 0x3000:
            return U' ';
        case 0x3014:
        case 0x3010:
        case U'[':
            return U'(';
        case 0x3015:
        case 0x3011:
        case U']':
            return U')';
        case 0xFE55:
        case 0x2236:
            return U':';
        case 0x2022:
        case 0x2027:
        case 0x30FB:
        case 0x2219:
        case 0x22C5:
        case 0x02D9:
            return 0xB7;
        default:
            return c;
    }
}

bool is_ideograph(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || c == 0x3007 || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

bool is_latin_or_digit(char32_t c) {
    return is_digit(c) || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}

std::optional<char> digit_meant(char32_t c) {
    if (is_digit(c)) return static_cast<char>(c);
    switch (c) {
        case U'O':
        case U'o':
        case U'Q':
        case U'D':
        case 0x3007:
        case 0x25CB:
            return '0';
        case U'I':
        case U'l':
        case U'i':
        case U'|':
        case U'!':
        case 0x4E28:
            return '1';
        case U'Z':
        case U'z':
            return '2';
        case U'S':
        case U's':
            return '5';
        case U'b':
        case U'G':
            return '6';
        case U'B':
            return '8';
        case U'g':
        case U'q':
            return '9';
        default:
            return std::nullopt;
    }
}

std::optional<Found> find_label(std::u32string_view text, std::u32string_view label, size_t from) {
    if (label.empty() || from >= text.size()) return std::nullopt;
    const size_t allowed = label.size() / 4;
    if (allowed == 0) {
        const auto at = text.find(label, from);
        if (at == std::u32string_view::npos) return std::nullopt;
        return Found{at, at + label.size(), 0};
    }
    // column[i]: least errors of the label's first i characters, ending here; begins[i]: where that began.
    std::vector<std::pair<size_t, size_t>> column(label.size() + 1);
    for (size_t i = 0; i <= label.size(); ++i) column[i] = {i, from};
    std::optional<Found> best;
    for (size_t at = from; at < text.size(); ++at) {
        auto diagonal = column[0];
        column[0] = {0, at + 1};
        diagonal.second = at;
        for (size_t i = 1; i <= label.size(); ++i) {
            const auto left = column[i];
            auto cheapest = diagonal;
            cheapest.first += label[i - 1] == text[at] ? 0U : 1U;
            if (left.first + 1 < cheapest.first) cheapest = {left.first + 1, left.second};
            if (column[i - 1].first + 1 < cheapest.first)
                cheapest = {column[i - 1].first + 1, column[i - 1].second};
            diagonal = left;
            column[i] = cheapest;
        }
        const auto [errors, began] = column[label.size()];
        if (errors > allowed) {
            if (best) break;
        } else if (!best || static_cast<int>(errors) < best->misread) {
            best = Found{began, at + 1, static_cast<int>(errors)};
        }
    }
    return best;
}

std::string to_utf8(std::u32string_view text) {
    std::string bytes;
    for (const char32_t c : text) {
        if (c < 0x80) {
            bytes.push_back(static_cast<char>(c));
        } else if (c < 0x800) {
            bytes.push_back(static_cast<char>(0xC0 | (c >> 6)));
            bytes.push_back(static_cast<char>(0x80 | (c & 0x3F)));
        } else if (c < 0x10000) {
            const char32_t shown = c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c;
            bytes.push_back(static_cast<char>(0xE0 | (shown >> 12)));
            bytes.push_back(static_cast<char>(0x80 | ((shown >> 6) & 0x3F)));
            bytes.push_back(static_cast<char>(0x80 | (shown & 0x3F)));
        } else if (c <= 0x10FFFF) {
            bytes.push_back(static_cast<char>(0xF0 | (c >> 18)));
            bytes.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
            bytes.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
            bytes.push_back(static_cast<char>(0x80 | (c & 0x3F)));
        }
    }
    return bytes;
}

std::u32string from_utf8(std::string_view text) {
    std::u32string characters;
    size_t at = 0;
    while (at < text.size()) {
        const auto lead = static_cast<unsigned char>(text[at++]);
        const int more = lead < 0x80         ? 0
                         : (lead >> 5) == 6  ? 1
                         : (lead >> 4) == 14 ? 2
                         : (lead >> 3) == 30 ? 3
                                             : -1;
        if (more < 0) {
            characters.push_back(0xFFFD);
            continue;
        }
        char32_t c = more == 0 ? lead : lead & (0x3FU >> more);
        bool whole = true;
        for (int i = 0; i < more; ++i) {
            if (at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) {
                whole = false;
                break;
            }
            c = (c << 6) | (static_cast<unsigned char>(text[at++]) & 0x3F);
        }
        constexpr std::array<char32_t, 4> least{0, 0x80, 0x800, 0x10000};
        if (!whole || c < least[static_cast<size_t>(more)] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
            c = 0xFFFD;
        characters.push_back(c);
    }
    return characters;
}

}  // namespace lobby::kiosk
