#include "platform/emulator/idcard/card_encoder.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "platform/idcard/card_text.hpp"

namespace lobby::emulator {

namespace {

constexpr size_t type_letter_at = 248;

struct Place {
    std::string_view field;
    std::string CardFacts::*text;
    size_t at;
    size_t bytes;
};

constexpr std::array citizen_places{
    Place{"name", &CardFacts::name, 0, 30},           Place{"sex", &CardFacts::sex, 30, 2},
    Place{"nation", &CardFacts::nation, 32, 4},       Place{"birth", &CardFacts::birth, 36, 16},
    Place{"address", &CardFacts::address, 52, 70},    Place{"number", &CardFacts::number, 122, 36},
    Place{"issuer", &CardFacts::issuer, 158, 30},     Place{"valid_from", &CardFacts::valid_from, 188, 16},
    Place{"valid_to", &CardFacts::valid_to, 204, 16},
};
constexpr std::array permit_places{
    Place{"name", &CardFacts::name, 0, 30},
    Place{"sex", &CardFacts::sex, 30, 2},
    Place{"nation", &CardFacts::nation, 32, 4},
    Place{"birth", &CardFacts::birth, 36, 16},
    Place{"address", &CardFacts::address, 52, 70},
    Place{"number", &CardFacts::number, 122, 36},
    Place{"issuer", &CardFacts::issuer, 158, 30},
    Place{"valid_from", &CardFacts::valid_from, 188, 16},
    Place{"valid_to", &CardFacts::valid_to, 204, 16},
    Place{"pass_number", &CardFacts::pass_number, 220, 18},
    Place{"issue_count", &CardFacts::issue_count, 238, 4},
};
constexpr std::array foreign_2017_places{
    Place{"english_name", &CardFacts::english_name, 0, 120},
    Place{"sex", &CardFacts::sex, 120, 2},
    Place{"number", &CardFacts::number, 122, 30},
    Place{"nationality", &CardFacts::nationality, 152, 6},
    Place{"name", &CardFacts::name, 158, 30},
    Place{"valid_from", &CardFacts::valid_from, 188, 16},
    Place{"valid_to", &CardFacts::valid_to, 204, 16},
    Place{"birth", &CardFacts::birth, 220, 16},
    Place{"version", &CardFacts::version, 236, 4},
    Place{"authority", &CardFacts::authority, 240, 8},
};
// The English name has a second part, at 220.
constexpr Place english_2023{"english_name", &CardFacts::english_name, 52, 70};
constexpr Place english_2023_rest{"english_name", &CardFacts::english_name, 220, 22};
constexpr std::array foreign_2023_places{
    Place{"name", &CardFacts::name, 0, 30},
    Place{"sex", &CardFacts::sex, 30, 2},
    Place{"renewals", &CardFacts::renewals, 32, 4},
    Place{"birth", &CardFacts::birth, 36, 16},
    Place{"number", &CardFacts::number, 122, 36},
    Place{"valid_from", &CardFacts::valid_from, 188, 16},
    Place{"valid_to", &CardFacts::valid_to, 204, 16},
    Place{"nationality", &CardFacts::nationality, 242, 6},
    Place{"old_number", &CardFacts::old_number, 250, 6},
};

struct TypeOfCard {
    char letter;
    std::span<const Place> places;
};

TypeOfCard type_of(CardKind kind) {
    switch (kind) {
        case CardKind::citizen:
            break;
        case CardKind::residence_permit:
            return {'J', permit_places};
        case CardKind::foreign_2017:
            return {'I', foreign_2017_places};
        case CardKind::foreign_2023:
            return {'Y', foreign_2023_places};
    }
    return {' ', citizen_places};
}

// One character off the front of `text`; nothing where it is no UTF-8.
std::optional<char32_t> take_character(std::string_view& text) {
    const auto byte = [&text](size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    size_t length = 1;
    char32_t c = first;
    if (first >= 0x80) {
        length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || text.size() < length) return std::nullopt;
        c = first & (0xFFU >> (length + 1));
        for (size_t i = 1; i < length; ++i) {
            if ((byte(i) & 0xC0U) != 0x80) return std::nullopt;
            c = c << 6 | (byte(i) & 0x3FU);
        }
        static constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
        if (c < least[length] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return std::nullopt;
    }
    text.remove_prefix(length);
    return c;
}

std::optional<std::vector<char16_t>> utf16_of(std::string_view text) {
    std::vector<char16_t> units;
    while (!text.empty()) {
        const auto c = take_character(text);
        if (!c) return std::nullopt;
        if (*c < 0x10000) {
            units.push_back(static_cast<char16_t>(*c));
        } else {
            units.push_back(static_cast<char16_t>(0xD800 + ((*c - 0x10000) >> 10)));
            units.push_back(static_cast<char16_t>(0xDC00 + ((*c - 0x10000) & 0x3FF)));
        }
    }
    return units;
}

void fill_with_spaces(std::span<uint8_t> block) {
    for (size_t i = 0; i < block.size(); ++i) block[i] = i % 2 == 0 ? ' ' : 0;
}

void put(std::span<uint8_t> block, size_t at, std::span<const char16_t> units) {
    for (const char16_t unit : units) {
        block[at++] = static_cast<uint8_t>(unit & 0xFF);
        block[at++] = static_cast<uint8_t>(unit >> 8);
    }
}

bool digits(std::string_view text, size_t count) {
    return text.size() == count && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Words of the tables of GB/T 2261.1 and GB/T 3304 as the digits that stand on the card.
std::optional<std::string> code_of_sex(std::string_view word) {
    if (word == "\u7537") return "1";
    if (word == "\u5973") return "2";
    if (digits(word, 1)) return std::string(word);
    return std::nullopt;
}

std::optional<std::string> code_of_nation(std::string_view word) {
    if (digits(word, 2)) return std::string(word);
    for (int code = 1; !platform::nation_name(code).empty(); ++code)
        if (platform::nation_name(code) == word)
            return std::string{static_cast<char>('0' + code / 10), static_cast<char>('0' + code % 10)};
    return std::nullopt;
}

CardEncodeError error_in(const Place& place, CardFlaw flaw) {
    return {place.field, flaw};
}

std::optional<CardEncodeError> put_field(std::span<uint8_t> block, const Place& place,
                                         const std::string& text) {
    if (text.empty()) return std::nullopt;
    std::optional<std::string> written = text;
    if (place.text == &CardFacts::sex) written = code_of_sex(text);
    if (place.text == &CardFacts::nation) written = code_of_nation(text);
    if (!written) return error_in(place, CardFlaw::unknown_word);
    const auto units = utf16_of(*written);
    if (!units) return error_in(place, CardFlaw::not_utf8);
    if (units->size() * 2 > place.bytes) return error_in(place, CardFlaw::too_long);
    put(block, place.at, *units);
    return std::nullopt;
}

std::optional<CardEncodeError> put_english_2023(std::span<uint8_t> block, const std::string& text) {
    const auto units = utf16_of(text);
    if (!units) return error_in(english_2023, CardFlaw::not_utf8);
    const size_t first = std::min(units->size(), english_2023.bytes / 2);
    const size_t rest = units->size() - first;
    if (rest * 2 > english_2023_rest.bytes) return error_in(english_2023, CardFlaw::too_long);
    put(block, english_2023.at, std::span(*units).first(first));
    put(block, english_2023_rest.at, std::span(*units).last(rest));
    return std::nullopt;
}

// A fact that this type of card has no place for is a mistake of who wrote the card down.
std::optional<CardEncodeError> find_stray_fact(const CardFacts& facts, std::span<const Place> places) {
    static constexpr std::array<std::span<const Place>, 4> all{citizen_places, permit_places,
                                                               foreign_2017_places, foreign_2023_places};
    for (const auto& others : all)
        for (const Place& place : others) {
            if ((facts.*place.text).empty()) continue;
            if (std::ranges::none_of(places, [&place](const Place& p) { return p.text == place.text; }) &&
                !(facts.kind == CardKind::foreign_2023 && place.text == &CardFacts::english_name))
                return error_in(place, CardFlaw::not_on_this_card);
        }
    return std::nullopt;
}

}  // namespace

std::string_view word_of(CardFlaw flaw) {
    switch (flaw) {
        case CardFlaw::too_long:
            return "too_long";
        case CardFlaw::not_utf8:
            return "not_utf8";
        case CardFlaw::unknown_word:
            return "unknown_word";
        case CardFlaw::not_on_this_card:
            return "not_on_this_card";
    }
    return "unknown";
}

Result<EncodedCard, CardEncodeError> encode_card(const CardFacts& facts) {
    const TypeOfCard type = type_of(facts.kind);
    if (const auto stray = find_stray_fact(facts, type.places)) return fail(*stray);
    EncodedCard card;
    fill_with_spaces(card.text);
    for (const Place& place : type.places)
        if (const auto error = put_field(card.text, place, facts.*place.text)) return fail(*error);
    if (facts.kind == CardKind::foreign_2023)
        if (const auto error = put_english_2023(card.text, facts.english_name)) return fail(*error);
    card.text[type_letter_at] = static_cast<uint8_t>(type.letter);
    if (!facts.added_address.empty()) {
        const Place place{"added_address", &CardFacts::added_address, 0, 70};
        card.added_address.emplace();
        fill_with_spaces(*card.added_address);
        if (const auto error = put_field(*card.added_address, place, facts.added_address))
            return fail(*error);
    }
    return card;
}

}  // namespace lobby::emulator
