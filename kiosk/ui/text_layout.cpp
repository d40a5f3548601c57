#include "kiosk/ui/text_layout.hpp"

#include <algorithm>
#include <string>

namespace lobby::kiosk::ui {

namespace {

constexpr std::u32string_view no_line_start = U"，。、；：！？）》〉」』】〕”’…—·～%℃,.;:!?)]}»›";
constexpr std::u32string_view no_line_end = U"（《〈「『【〔“‘([{«‹";

bool in(std::u32string_view set, char32_t c) {
    return set.find(c) != std::u32string_view::npos;
}

// Characters that a line may break around without a space.
bool breaks_alone(char32_t c) {
    return (c >= 0x2E80 && c < 0xA000) || (c >= 0xF900 && c < 0xFB00) || (c >= 0xFF00 && c < 0xFF61) ||
           (c >= 0x20000 && c < 0x40000) || c == 0x2014 || c == 0x2026;
}

bool may_break_between(char32_t before, char32_t after) {
    if (in(no_line_start, after) || in(no_line_end, before)) return false;
    if (before == U' ') return true;
    return (breaks_alone(before) || breaks_alone(after)) && after != U' ';
}

std::string_view without_trailing_spaces(std::string_view line) {
    while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
    return line;
}

}  // namespace

char32_t take_code_point(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    size_t length = 1;
    char32_t value = first;
    if (first >= 0xF0) {
        length = 4;
        value = first & 0x07u;
    } else if (first >= 0xE0) {
        length = 3;
        value = first & 0x0Fu;
    } else if (first >= 0xC0) {
        length = 2;
        value = first & 0x1Fu;
    }
    if (length > text.size() || (first >= 0x80 && first < 0xC0)) {
        text.remove_prefix(1);
        return 0xFFFD;
    }
    for (size_t i = 1; i < length; ++i) value = (value << 6) | (static_cast<unsigned char>(text[i]) & 0x3Fu);
    text.remove_prefix(length);
    return value;
}

std::vector<std::string_view> break_lines(std::string_view text, float width, const Advance& advance) {
    std::vector<std::string_view> lines;
    const char* line_start = text.data();
    const char* break_at = nullptr;  // the last place where this line may end
    float used = 0;
    float used_at_break = 0;
    char32_t before = 0;
    std::string_view rest = text;
    const auto end_line = [&](const char* end) {
        lines.push_back(without_trailing_spaces({line_start, static_cast<size_t>(end - line_start)}));
        line_start = end;
        break_at = nullptr;
    };
    while (!rest.empty()) {
        const char* here = rest.data();
        const char32_t c = take_code_point(rest);
        if (c == U'\n') {
            end_line(here);
            line_start = rest.data();
            used = 0;
            before = 0;
            continue;
        }
        if (before != 0 && may_break_between(before, c)) {
            break_at = here;
            used_at_break = used;
        }
        const float w = advance(c);
        if (used + w > width && c != U' ' && here != line_start) {
            if (break_at) {
                used -= used_at_break;
                end_line(break_at);
            } else {  // a word that is longer than the line
                end_line(here);
                used = 0;
            }
        }
        used += w;
        before = c;
    }
    if (line_start != text.data() + text.size() || lines.empty()) end_line(text.data() + text.size());
    return lines;
}

}  // namespace lobby::kiosk::ui
