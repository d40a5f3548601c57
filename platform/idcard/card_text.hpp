// What is written in an identity card's chip: the 256-byte text block of the four card types. Pure and total.
//
// Layouts: GA/T 490 for the citizen's card (fixed fields, UTF-16LE); the type letter at byte 248 says which:
// none for a citizen, 'J' Hong Kong, Macao and Taiwan residence permit, 'I' foreign permanent resident card
// of 2017, 'Y' that of 2023 (struct layouts as in public reader code; see the project's domain notes).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/identity_number.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"

namespace lobby::platform {

enum class CardType { citizen, residence_permit, foreign_2017, foreign_2023 };

struct IdCard {
    CardType type{};
    IdentityNumber number;
    SecretString name;  // UTF-8; of a foreign card the Chinese name where there is one, else the English one
    std::optional<Sex> sex;
    std::string_view nation;  // GB/T 3304, in Chinese; empty where the card has none
    Date birth;
    Date valid_from;
    std::optional<Date> valid_to;  // nothing: long-term
    bool agrees = true;            // birth date and sex on the card are those in the number
};

enum class CardTextError { length, unknown_type, encoding, number, name, date };

[[nodiscard]] std::string_view word_of(CardTextError error);

inline constexpr size_t card_text_bytes = 256;

[[nodiscard]] Result<IdCard, CardTextError> decode_card_text(std::span<const uint8_t> block);

// The 56 nations of GB/T 3304 by their two digits; empty for any other.
[[nodiscard]] std::string_view nation_name(int code);

}  // namespace lobby::platform
