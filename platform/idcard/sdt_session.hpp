// The conversation with the reader, as a machine without I/O: find, select, read; then watch whether the card
// is still there. card_reader.hpp carries the actions out.
//
// Presence after a read. A card that was read stays selected, and a further find answers "not found" (80)
// until it is lifted: 80 alone does not mean that the card is gone. What does tell differs between readers
// and is not in any protocol page, so nothing is taken for granted: right after a read, while the card surely
// lies there, the machine asks in three ways, and watches in the first one that says so.
//
//   read added address (30 03)  90, or 91 "no content": it is there. Talks with the selected card itself and
//                               changes nothing; a vendor's own program watches in this way.
//   select (20 02)              90: it is there
//   find (20 01)                9F: it is there
//
// An answer about the card (31…47, 80, 81) to that question then means that it is gone, twice in a row, so
// that one disturbed exchange does not end a visitor's session; any other answer and a damaged one say
// nothing. Where none of the three proved itself, the card counts as lying there until find answers 9F, that
// is until a card is put down anew. So a reader with other habits, or a card that is lifted in the very
// instant between read and proof, can hide that a card was taken away (then the session ends by its time
// limit or with the next card), but never end a session whose card lies there.
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
struct CardRemoved {
    // False: of a card that could not be read. Then it is the best guess only (the card never showed how this
    // reader tells its presence), and no reason to end what an earlier card began before the line broke.
    bool was_read = true;
};

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
    static constexpr std::chrono::milliseconds read_deadline{5000};  // 1,295 bytes take 1.4 s at 9600 baud
    static constexpr int silence_limit = 3;  // unanswered commands until the line counts as dead
    static constexpr int damage_limit = 10;  // damaged answers in a row until then

    [[nodiscard]] Output start();
    [[nodiscard]] Output on_answer(const SdtAnswer& answer);
    [[nodiscard]] Output on_pause_over();
    // No answer within the deadline, or one that was damaged on its way. Nothing: the line is of no use, open
    // it anew.
    [[nodiscard]] std::optional<Output> on_timeout();
    [[nodiscard]] std::optional<Output> on_damage();

private:
    enum class State {
        finding,
        resuming,  // is a card selected already, from before the answer was lost or the program started?
        selecting,
        reading,
        proving,  // how does this reader tell that a card lies there?
        watching,
        waiting_for_next,  // it does not
        next_check,
        lift_first,
        lift_check,
    };
    Output ask(State state, SdtCommand command, std::optional<News> news = {});
    Output pause(State state, std::optional<News> news = {});
    Output read(std::optional<News> news = {});
    Output on_find(const SdtAnswer& answer);
    Output on_resume(const SdtAnswer& answer);
    Output on_select(const SdtAnswer& answer);
    Output on_read(const SdtAnswer& answer);
    Output on_proof(const SdtAnswer& answer);
    Output on_watch(const SdtAnswer& answer);
    Output on_next(const SdtAnswer& answer);
    Output on_next_check(const SdtAnswer& answer);
    Output on_lift(const SdtAnswer& answer);
    Output on_lift_check(const SdtAnswer& answer);
    Output on_lost_answer();
    Output try_failed();
    Output failed(CardFailure why);
    Output gone_once_more();
    Output put_down_anew();
    void forget_card();

    State state_ = State::finding;
    bool placed_ = false;         // the world was told of a card
    bool maybe_selected_ = true;  // a card may be selected without our knowing it
    bool read_ = false;           // and what is on it
    size_t probe_ = 0;            // of the ways to ask after a card
    int tries_failed_ = 0;
    bool tried_unlifted_ = false;  // a failed card was tried anew because find said that it was put down
    int gone_ = 0;
    int silent_ = 0;
    int damaged_ = 0;
};

}  // namespace lobby::platform
