#include "office/import/field_rules.hpp"

#include <algorithm>
#include <array>

#include "base/civil_date.hpp"
#include "office/api/terms.hpp"
#include "office/api/text_rules.hpp"

namespace lobby::office::imports {

namespace {

template <class E>
struct Word {
    E value;
    std::string_view word;
    std::string_view chinese;
};

constexpr std::array<Word<Confidentiality>, 7> marks{{
    {Confidentiality::state_secret, "state_secret", "国家秘密"},
    {Confidentiality::commercial_secret, "commercial_secret", "商业秘密"},
    {Confidentiality::privacy, "privacy", "个人隐私"},
    {Confidentiality::minor_suspect, "minor_suspect", "未成年人犯罪"},
    {Confidentiality::minor_victim, "minor_victim", "侵害未成年人"},
    {Confidentiality::at_large, "at_large", "同案犯在逃"},
    {Confidentiality::other, "other", "其他"},
}};

constexpr std::array<Word<Procedure>, 3> procedures{{
    {Procedure::ordinary, "ordinary", "普通程序"},
    {Procedure::fast_track, "fast_track", "认罪认罚速裁"},
    {Procedure::fast_track_over_a_year, "fast_track_over_a_year", "认罪认罚速裁（一年以上）"},
}};

constexpr std::array<Word<PartyPosition>, 3> positions{{
    {PartyPosition::suspect, "suspect", "犯罪嫌疑人"},
    {PartyPosition::victim, "victim", "被害人"},
    {PartyPosition::applicant, "applicant", "申请人"},
}};

template <class E, size_t N>
Verdict read_word(const std::array<Word<E>, N>& words, std::string_view text, E& out) {
    const auto found =
        std::ranges::find_if(words, [&](const auto& w) { return w.word == text || w.chinese == text; });
    if (found == words.end()) return text.empty() ? Reason::empty : Reason::not_in_list;
    out = found->value;
    return std::nullopt;
}

bool is_ascii_alnum(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// One character of UTF-8 (already known to be well-formed) from the front of `text`.
std::string_view take_character(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    const size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    const auto character = text.substr(0, length);
    text.remove_prefix(character.size());
    return character;
}

unsigned code_of_three_bytes(std::string_view c) {
    const auto at = [&](size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(c[i])); };
    return ((at(0) & 0x0Fu) << 12) | ((at(1) & 0x3Fu) << 6) | (at(2) & 0x3Fu);
}

// Appends the character in its one form; false when an acceptance number cannot have it.
bool append_normalised(std::string_view character, std::string& out) {
    if (character.size() == 1) {
        const auto c = static_cast<unsigned char>(character[0]);
        if (c == ' ') return true;
        if (!is_ascii_alnum(c) && std::string_view("-[]()").find(character) == std::string_view::npos)
            return false;
        out += character;
        return true;
    }
    if (character.size() == 3) {
        const unsigned code = code_of_three_bytes(character);
        if (code == 0x3000) return true;       // ideographic space
        if (code >= 0xFF01 && code <= 0xFF5E)  // full-width ASCII
            return append_normalised(std::string(1, static_cast<char>(code - 0xFEE0)), out);
        if (code != 0x3014 && code != 0x3015 &&  // tortoise-shell brackets
            (code < 0x3400 || code > 0x9FFF))
            return false;
        out += character;
        return true;
    }
    return false;
}

}  // namespace

Verdict read_acceptance_number(std::string_view text, std::string& out) {
    out.clear();
    if (text.empty()) return Reason::empty;
    if (text.size() > max_acceptance_bytes) return Reason::too_long;
    if (std::ranges::all_of(text, [](char c) { return is_ascii_alnum(static_cast<unsigned char>(c)); })) {
        out = text;
    } else {
        if (!api::is_plain_text(text, max_acceptance_bytes)) return Reason::bad_character;
        while (!text.empty())
            if (!append_normalised(take_character(text), out)) return Reason::bad_character;
    }
    if (out.size() < min_acceptance_bytes) return out.empty() ? Reason::empty : Reason::bad_character;
    return std::nullopt;
}

Verdict read_text(std::string_view text, size_t max_bytes, std::string& out) {
    if (text.find_first_not_of(' ') == std::string_view::npos) return Reason::empty;
    if (text.size() > max_bytes) return Reason::too_long;
    if (!api::is_plain_text(text, max_bytes)) return Reason::not_plain_text;
    out = text;
    return std::nullopt;
}

Verdict read_date(std::string_view text, Date& out) {
    if (text.empty()) return Reason::empty;
    const auto day = parse_date(text);
    if (!day) return Reason::not_a_date;
    out = *day;
    return std::nullopt;
}

Verdict read_optional_date(std::string_view text, std::optional<Date>& out) {
    out.reset();
    if (text.empty()) return std::nullopt;
    Date day;
    if (const auto wrong = read_date(text, day)) return wrong;
    out = day;
    return std::nullopt;
}

Verdict read_yes_or_no(std::string_view text, bool& out) {
    if (text.empty()) return Reason::empty;
    if (text != "是" && text != "否") return Reason::not_yes_or_no;
    out = text == "是";
    return std::nullopt;
}

Verdict read_ordinal(std::string_view text, int least, int& out) {
    if (text.empty()) return Reason::empty;
    if (text.size() > 4) return Reason::not_a_number;
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return Reason::not_a_number;
        value = value * 10 + (c - '0');
    }
    if (value < least) return Reason::not_a_number;
    out = value;
    return std::nullopt;
}

Verdict read_procedure(std::string_view text, Procedure& out) {
    return read_word(procedures, text, out);
}

Verdict read_position(std::string_view text, PartyPosition& out) {
    return read_word(positions, text, out);
}

Verdict read_number(std::string_view text, const HashIdentity& hash, IdentityIndex& out) {
    if (text.empty()) return Reason::empty;
    const auto number = IdentityNumber::parse(text);
    if (!number) return reason_of(number.error());
    out = hash(*number);
    return std::nullopt;
}

Verdict read_mark(std::string_view text, uint32_t& bits) {
    Confidentiality mark{};
    if (const auto wrong = read_word(marks, text, mark)) {
        bits |= static_cast<uint32_t>(Confidentiality::other);
        return wrong;
    }
    bits |= static_cast<uint32_t>(mark);
    return std::nullopt;
}

Verdict read_marks(std::string_view text, uint32_t& bits) {
    static constexpr std::array<std::string_view, 3> separators{"、", ";", "；"};
    Verdict wrong;
    while (!text.empty()) {
        size_t end = text.size();
        size_t width = 0;
        for (const auto separator : separators) {
            const size_t at = text.find(separator);
            if (at == std::string_view::npos || at >= end) continue;
            end = at;
            width = separator.size();
        }
        if (const auto one = read_mark(text.substr(0, end), bits); one && !wrong) wrong = one;
        if (width != 0 && end + width == text.size() && !wrong) wrong = Reason::empty;  // ends in a separator
        text.remove_prefix(end + width);
    }
    return wrong;
}

}  // namespace lobby::office::imports
