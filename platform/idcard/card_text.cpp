#include "platform/idcard/card_text.hpp"

#include <string>

#include <sodium.h>

namespace lobby::platform {

namespace {

constexpr size_t type_letter_at = 248;

struct Field {
    size_t at;
    size_t bytes;
};

// Where each type of card has what. An absent field has no bytes.
struct Layout {
    CardType type;
    Field name;
    Field second_name;  // used when the first is empty
    Field second_name_rest;
    Field sex;
    Field nation;
    Field birth;
    Field number;
    Field valid_from;
    Field valid_to;
};

constexpr Layout citizen{.type = CardType::citizen,
                         .name = {0, 30},
                         .second_name = {},
                         .second_name_rest = {},
                         .sex = {30, 2},
                         .nation = {32, 4},
                         .birth = {36, 16},
                         .number = {122, 36},
                         .valid_from = {188, 16},
                         .valid_to = {204, 16}};
constexpr Layout permit{.type = CardType::residence_permit,
                        .name = {0, 30},
                        .second_name = {},
                        .second_name_rest = {},
                        .sex = {30, 2},
                        .nation = {32, 4},
                        .birth = {36, 16},
                        .number = {122, 36},
                        .valid_from = {188, 16},
                        .valid_to = {204, 16}};
constexpr Layout foreign_2017{.type = CardType::foreign_2017,
                              .name = {158, 30},
                              .second_name = {0, 120},
                              .second_name_rest = {},
                              .sex = {120, 2},
                              .nation = {},
                              .birth = {220, 16},
                              .number = {122, 30},
                              .valid_from = {188, 16},
                              .valid_to = {204, 16}};
constexpr Layout foreign_2023{.type = CardType::foreign_2023,
                              .name = {0, 30},
                              .second_name = {52, 70},
                              .second_name_rest = {220, 22},
                              .sex = {30, 2},
                              .nation = {},
                              .birth = {36, 16},
                              .number = {122, 36},
                              .valid_from = {188, 16},
                              .valid_to = {204, 16}};

void append_utf8(std::string& out, char32_t c) {
    if (c < 0x80) {
        out.push_back(static_cast<char>(c));
    } else if (c < 0x800) {
        out.push_back(static_cast<char>(0xC0 | (c >> 6)));
        out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
        out.push_back(static_cast<char>(0xE0 | (c >> 12)));
        out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    } else {
        out.push_back(static_cast<char>(0xF0 | (c >> 18)));
        out.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
        out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    }
}

// Spaces, tabs and the like stand on cards as U+0020 only; whatever steers a text's direction or layout, and
// what is no character, has no place on one.
bool printable(char32_t c) {
    return c >= 0x20 && !(c >= 0x7F && c < 0xA0) && c != 0x2028 && c != 0x2029 &&
           !(c >= 0x202A && c <= 0x202E) && !(c >= 0x2066 && c <= 0x2069) && c != 0xFEFF &&
           (c & 0xFFFE) != 0xFFFE;
}

// Appends what stands in `field`, up to the first zero, with the spaces that fill it. False for broken
// surrogates and control characters.
bool append_field(std::string& out, std::span<const uint8_t> block, const Field& field) {
    const auto unit = [&](size_t i) {
        return static_cast<char32_t>(block[field.at + i] | block[field.at + i + 1] << 8);
    };
    for (size_t i = 0; i + 1 < field.bytes; i += 2) {
        char32_t c = unit(i);
        if (c >= 0xDC00 && c < 0xE000) return false;
        if (c >= 0xD800 && c < 0xDC00) {
            if (i + 3 >= field.bytes) return false;
            const char32_t low = unit(i + 2);
            if (low < 0xDC00 || low >= 0xE000) return false;
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            i += 2;
        }
        if (c == 0) break;
        if (!printable(c)) return false;
        append_utf8(out, c);
    }
    return true;
}

// A fixed field, and the one that continues it, as UTF-8, without the spaces and zeros that fill it.
std::optional<SecretString> text_at(std::span<const uint8_t> block, const Field& field,
                                    const Field& rest = {}) {
    std::string out;
    out.reserve((field.bytes + rest.bytes) * 2);  // never grows: no copy stays behind
    std::optional<SecretString> text;
    if (append_field(out, block, field) && append_field(out, block, rest)) {
        const auto first = out.find_first_not_of(' ');
        const auto last = out.find_last_not_of(' ');
        text = first == std::string::npos
                   ? SecretString()
                   : SecretString(std::string_view(out).substr(first, last - first + 1));
    }
    sodium_memzero(out.data(), out.size());
    return text;
}

std::optional<Date> date_at(std::span<const uint8_t> block, const Field& field) {
    const auto text = text_at(block, field);
    if (!text || text->size() != 8) return std::nullopt;
    return parse_date(text->view());
}

const Layout* layout_of(std::span<const uint8_t> block) {
    const uint8_t low = block[type_letter_at];
    const uint8_t high = block[type_letter_at + 1];
    if (high != 0) return nullptr;
    switch (low) {
        case 0:
        case ' ':
            return &citizen;
        case 'J':
            return &permit;
        case 'I':
            return &foreign_2017;
        case 'Y':
            return &foreign_2023;
        default:
            return nullptr;
    }
}

// The number of a card of 2017 has two digits for the year, so it cannot say the century.
bool same_birth(const IdentityNumber& number, Date birth) {
    if (number.kind() != IdentityNumber::Kind::foreign_2017) return number.birth() == birth;
    const std::chrono::year_month_day written{number.birth()};
    const std::chrono::year_month_day on_card{birth};
    return written.month() == on_card.month() && written.day() == on_card.day() &&
           (static_cast<int>(written.year()) - static_cast<int>(on_card.year())) % 100 == 0;
}

std::optional<Sex> sex_of(std::string_view digit) {
    if (digit == "1") return Sex::male;
    if (digit == "2") return Sex::female;
    return std::nullopt;  // GB/T 2261.1: 0 unknown, 9 not said
}

}  // namespace

std::string_view word_of(CardTextError error) {
    switch (error) {
        case CardTextError::length:
            return "length";
        case CardTextError::unknown_type:
            return "unknown_type";
        case CardTextError::encoding:
            return "encoding";
        case CardTextError::number:
            return "number";
        case CardTextError::name:
            return "name";
        case CardTextError::date:
            return "date";
    }
    return "unknown";
}

Result<IdCard, CardTextError> decode_card_text(std::span<const uint8_t> block) {
    using Error = CardTextError;
    if (block.size() != card_text_bytes) return fail(Error::length);
    const Layout* layout = layout_of(block);
    if (!layout) return fail(Error::unknown_type);

    const auto number_text = text_at(block, layout->number);
    if (!number_text) return fail(Error::encoding);
    auto checked = IdentityNumber::parse(number_text->view());
    if (!checked) return fail(Error::number);

    auto name = text_at(block, layout->name);
    if (!name) return fail(Error::encoding);
    if (name->empty() && layout->second_name.bytes != 0) {
        name = text_at(block, layout->second_name, layout->second_name_rest);
        if (!name) return fail(Error::encoding);
    }
    if (name->empty()) return fail(Error::name);

    const auto birth = date_at(block, layout->birth);
    const auto from = date_at(block, layout->valid_from);
    if (!birth || !from) return fail(Error::date);
    // Whatever is not a date in the field's eight characters is the word for "long-term"; only that word is
    // let pass.
    std::optional<Date> to = date_at(block, layout->valid_to);
    if (!to) {
        const auto word = text_at(block, layout->valid_to);
        if (!word || word->view() != "\u957F\u671F") return fail(Error::date);
    }

    const auto sex_text = text_at(block, layout->sex);
    const auto sex = sex_text ? sex_of(sex_text->view()) : std::nullopt;
    std::string_view nation;
    if (layout->nation.bytes != 0) {
        const auto code = text_at(block, layout->nation);
        const auto digits = code ? code->view() : std::string_view();
        if (digits.size() == 2 && digits[0] >= '0' && digits[0] <= '9' && digits[1] >= '0' &&
            digits[1] <= '9')
            nation = nation_name((digits[0] - '0') * 10 + (digits[1] - '0'));
    }
    const bool agrees = same_birth(*checked, *birth) && (!sex || checked->sex() == *sex);
    return IdCard{layout->type, std::move(*checked), std::move(*name), sex, nation, *birth, *from, to,
                  agrees};
}

}  // namespace lobby::platform
