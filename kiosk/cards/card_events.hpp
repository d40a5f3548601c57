// What the card reader tells, as every flow that takes a card is told it. Plain values: no device here.
#pragma once

#include <optional>

#include "base/civil_date.hpp"
#include "base/identity_number.hpp"
#include "base/secret.hpp"

namespace lobby::kiosk {

struct ReaderState {
    bool usable{};
};
struct CardPlaced {};
struct CardRead {
    IdentityNumber number;
    SecretString name;
    Date valid_from;
    std::optional<Date> valid_to;
};
enum class CardProblem { lift_and_place, not_an_identity_card, unreadable };
struct CardFailed {
    CardProblem problem{};
};
struct CardRemoved {
    bool was_read = true;  // false: a card that could not be read; it began nothing, so it ends nothing
};

// What is known of the reader and its card before a flow's first event.
struct ReaderView {
    bool usable{};
    bool card_present{};
    // The card that lies there was there when its reader was lost, or its visitor's session ended: whose it
    // is nobody knows, and what it says is not used until it has been lifted.
    bool card_stale{};

    // A card that lies there when the reader is lost may be another's by the time it is back.
    void hear(const ReaderState& reader) {
        usable = reader.usable;
        if (usable || !card_present) return;
        card_present = false;
        card_stale = true;
    }
};

}  // namespace lobby::kiosk
