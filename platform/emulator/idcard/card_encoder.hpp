// A card as people write it down, into the 256-byte text block of its type (domain: GA/T 490 and the struct
// layouts of the other three types; the same source as the driver's decoder, written apart from it). Pure and
// total. Only what does not fit is refused: a card with a wrong check digit or date is a card that a kiosk
// has to meet, too.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace lobby::emulator {

enum class CardKind { citizen, residence_permit, foreign_2017, foreign_2023 };

// All in UTF-8; what a type of card does not have is left empty.
struct CardFacts {
    CardKind kind = CardKind::citizen;
    std::string name{};  // of a foreign card the Chinese one
    std::string english_name{};
    std::string sex{};     // in Chinese, or the digit of GB/T 2261.1
    std::string nation{};  // in Chinese, or the two digits of GB/T 3304
    std::string birth{};   // YYYYMMDD
    std::string address{};
    std::string number{};
    std::string issuer{};
    std::string valid_from{};  // YYYYMMDD
    std::string valid_to{};    // YYYYMMDD, or in Chinese "long-term"
    std::string pass_number{};
    std::string issue_count{};
    std::string nationality{};  // three letters
    std::string version{};
    std::string authority{};
    std::string renewals{};
    std::string old_number{};     // the end of the number before
    std::string added_address{};  // read by a command of its own
};

enum class CardFlaw { too_long, not_utf8, unknown_word, not_on_this_card };

struct CardEncodeError {
    std::string_view field;
    CardFlaw flaw{};
};

[[nodiscard]] std::string_view word_of(CardFlaw flaw);

using TextBlock = std::array<uint8_t, 256>;
using AddressBlock = std::array<uint8_t, 70>;

struct EncodedCard {
    TextBlock text{};
    std::optional<AddressBlock> added_address;
};

[[nodiscard]] Result<EncodedCard, CardEncodeError> encode_card(const CardFacts& facts);

}  // namespace lobby::emulator
