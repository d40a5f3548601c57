#include "kiosk/recognition/certificate_names.hpp"

#include <algorithm>
#include <array>

namespace lobby::kiosk {

namespace {

constexpr size_t longest_name = 24;  // characters: minority names are written out
constexpr size_t longest_firm = 40;
constexpr std::u32string_view firm_end = U"律师事务所";

// Words that end a name, or stand before one.
constexpr std::array<std::u32string_view, 22> no_names{
    U"律师", U"涉嫌", U"性别", U"身份证", U"公民", U"执业", U"担任", U"一案", U"委托", U"工作", U"电话",
    U"联系", U"犯罪", U"系本", U"住址",   U"与犯", U"因涉", U"先生", U"女士", U"签名", U"关系", U"系父"};

bool is_mark(char32_t c) {
    return c == U' ' || c == U':' || c == U';' || c == U'_' || c == U'\'' || c == U'"' || c == U'|';
}

// What recognition makes of the dot in 艾·帕扎.
bool may_be_dot(char32_t c) {
    return std::u32string_view(U"·.:'`‘’,-°*").find(c) != std::u32string_view::npos;
}

bool begins_with(std::u32string_view text, std::u32string_view word) {
    return text.substr(0, word.size()) == word;
}

bool ends_name(std::u32string_view rest) {
    return std::ranges::any_of(no_names, [&](auto word) { return begins_with(rest, word); });
}

std::optional<FoundName> name_of(const ReadText& raw) {
    FoundName found;
    found.as_read = raw.text;
    for (const char32_t c : raw.text) {
        if (c == U' ') continue;
        found.value.push_back(is_ideograph(c) ? c : U'·');
    }
    if (found.value.size() < 2 || found.value.size() > longest_name) return std::nullopt;
    found.confidence = raw.mean_confidence();
    return found;
}

}  // namespace

std::optional<FoundName> name_at(const ReadText& text, size_t at) {
    while (at < text.text.size() && (is_mark(text.text[at]) || may_be_dot(text.text[at]))) ++at;
    const size_t first = at;
    size_t end = at;
    while (at < text.text.size() && at - first <= longest_name) {
        const char32_t c = text.text[at];
        // A dot only when the name goes on.
        const bool dot =
            may_be_dot(c) && at > first && at + 1 < text.text.size() && is_ideograph(text.text[at + 1]);
        if (!is_ideograph(c) && !dot && c != U' ') break;
        if (is_ideograph(c) && ends_name(std::u32string_view(text.text).substr(at))) break;
        ++at;
        if (is_ideograph(c)) end = at;
    }
    return name_of(text.part(first, end - first));
}

std::optional<FoundName> name_before(const ReadText& text, size_t end) {
    size_t first = std::min(end, text.text.size());
    end = first;
    while (first > 0 && end - first < longest_name) {
        const char32_t c = text.text[first - 1];
        const bool dot =
            may_be_dot(c) && first > 1 && first < end && is_ideograph(text.text[first - 2]) && c != U',';
        if (!is_ideograph(c) && !dot) break;
        --first;
    }
    return name_of(text.part(first, end - first));
}

std::optional<FoundName> firm_at(const ReadText& text, size_t at) {
    while (at < text.text.size() && (is_mark(text.text[at]) || may_be_dot(text.text[at]))) ++at;
    const auto label = find_label(text.text, firm_end, at);
    if (!label || label->first <= at + 1 || label->end - at > longest_firm) return std::nullopt;
    FoundName found;
    for (size_t i = at; i < label->first; ++i) {
        const char32_t c = text.text[i];
        if (c == U' ') continue;
        if (!is_ideograph(c) && c != U'(' && c != U')') return std::nullopt;
        found.value.push_back(c);
    }
    found.as_read = text.text.substr(at, label->end - at);
    found.confidence = text.mean_confidence(at, label->end - at);
    found.value += firm_end;  // what else would it be
    return found;
}

}  // namespace lobby::kiosk
