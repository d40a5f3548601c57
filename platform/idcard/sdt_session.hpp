// The conversation with the reader, as a machine without I/O: find, select, read; then watch whether the card
// is still there. card_reader.hpp carries the actions out.
//
// Presence after a read: a card that was read stays selected and a further find answers "not found" (80)
// until it is lifted, so that answer says nothing. `select` (20 02) is asked instead: it answers 90 while the
// card lies there and 81 once it is gone. A reader that answers both find and select with an error has no
// card. Two such answers in a row are needed before the card counts as taken away, so that one disturbed
// exchange does not end a visitor's session.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <variant>

#include "platform/idcard/card_text.hpp"
#include "platform/idcard/sdt_frame.hpp"

namespace lobby::platform {

enum class CardFailure { lift_and_place, not_an_identity_card, unreadable };

struct CardPlaced {};
struct CardRead {
    IdCard card;
};
struct CardFailed {
    CardFailure reason{};
};
struct CardRemoved {};

class SdtSession {
public:
    struct Ask {
        SdtCommand command{};
        std::chrono::milliseconds deadline{};
    };
    // Wait, then call on_pause_over().
    struct Pause {
        std::chrono::milliseconds time{};
    };
    using Next = std::variant<Ask, Pause>;
    using News = std::variant<CardPlaced, CardRead, CardFailed, CardRemoved>;
    struct Output {
        Next next;
        std::optional<News> news;
    };

    static constexpr std::chrono::milliseconds poll{300};  // vendors: no faster
    static constexpr std::chrono::milliseconds quick_deadline{1500};
    static constexpr std::chrono::milliseconds read_deadline{5000};
    static constexpr int silence_limit = 3;  // unanswered commands until the line counts as dead

    [[nodiscard]] Output start();
    [[nodiscard]] Output on_answer(const SdtAnswer& answer);
    [[nodiscard]] Output on_pause_over();
    // No answer within the deadline. Nothing: the reader is silent for good, open the line anew.
    [[nodiscard]] std::optional<Output> on_timeout();

private:
    enum class State { finding, selecting, reading, watching, lift_first };
    Output ask(State state, SdtCommand command, std::optional<News> news = {});
    Output pause(State state, std::optional<News> news = {});
    Output failed(CardFailure why);
    Output on_read(const SdtAnswer& answer);
    Output gone_once_more();

    State state_ = State::finding;
    bool placed_ = false;  // the world was told of a card
    int reads_failed_ = 0;
    int gone_ = 0;
    int silent_ = 0;
};

}  // namespace lobby::platform
