// What a card reader answers, as a machine without I/O: a card lies there or not, it was found, it is
// selected.
//
// A card is found once (9F) and answers further finds with 80 until it is lifted; select answers 81 and a
// read 41 where there is no card. How a selected card's reader answers a second select and the added address
// differs between readers: Habits.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "platform/emulator/idcard/card_encoder.hpp"
#include "platform/emulator/idcard/command_parser.hpp"

namespace lobby::emulator {

struct Habits {
    bool selects_again = true;        // 90 to a second select; otherwise 81 although the card lies there
    bool knows_added_address = true;  // otherwise 21 to 30 03
    bool finds_again = false;         // 9F to every find while the card lies there
};

struct Answer {
    std::vector<uint8_t> frame;
    bool holds_card_data = false;
};

class ReaderMachine {
public:
    explicit ReaderMachine(Habits habits = {}) : habits_(habits) {}

    [[nodiscard]] Answer answer(const Heard& heard);

    [[nodiscard]] bool has_card() const { return card_.has_value(); }
    // False: a card lies there already.
    bool place(const EncodedCard& card);
    // False: there is none.
    bool take();
    // The power was away: a card that lies there is as if newly placed.
    void restart() { state_ = State::fresh; }

private:
    enum class State { fresh, found, selected };
    Answer on_command(const Command& command);
    Answer find();
    Answer select();
    Answer read(bool with_fingerprints);
    [[nodiscard]] Answer read_added_address() const;
    [[nodiscard]] bool selected() const { return card_ && state_ == State::selected; }

    Habits habits_;
    std::optional<EncodedCard> card_;
    State state_ = State::fresh;
};

}  // namespace lobby::emulator
