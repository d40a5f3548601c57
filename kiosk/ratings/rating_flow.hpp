// Saying how it was, as a pure state machine: see kiosk/lookup/lookup_flow.hpp and
// kiosk/tickets/ticket_flow.hpp. A rating is of a ticket, never of a person: a card only finds the ticket and
// is forgotten as soon as it has.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/cards/card_events.hpp"
#include "kiosk/tickets/hall_view.hpp"

namespace lobby::kiosk::ratings {

using By = std::variant<IdentityNumber, api::TicketNumber>;

inline constexpr int lowest_score = 1;
inline constexpr int highest_score = 5;

// ---- what can happen
// -----------------------------------------------------------------------------------------------

struct Key {
    char key{};  // 'A'…'Z', '0'…'9', '<' takes one back
};
struct Confirm {};
struct ChooseScore {
    int score{};  // 1 very bad … 5 very good
};
struct ToggleReason {
    api::RatingReason reason{};
};
struct Send {};
struct Back {};
struct Retry {};

// Of FindRatable: this ticket may be rated. `checked`: the office has just said so; otherwise it is away, and
// judges when the rating reaches it.
struct RatingOpen {
    uint64_t question{};
    api::TicketNumber number;
    tickets::Names service;
    bool checked{};
};
enum class NoRating { not_yet_called, already_rated, unknown, not_ready };  // not_ready: nobody can say now
struct RatingRefused {
    uint64_t question{};
    NoRating reason{};
};
// Of SendRating: on disk, or not.
struct RatingKept {
    uint64_t question{};
};
struct RatingNotKept {
    uint64_t question{};
};

using Event =
    std::variant<Key, Confirm, ChooseScore, ToggleReason, Send, Back, Retry, RatingOpen, RatingRefused,
                 RatingKept, RatingNotKept, ReaderState, CardPlaced, CardRead, CardFailed, CardRemoved>;

// ---- what the desk is to do
// ----------------------------------------------------------------------------------------

struct FindRatable {  // by a card: its newest ticket of today that was called
    uint64_t question{};
    By by;
};
struct SendRating {
    uint64_t question{};
    api::TicketNumber number;
    int score{};
    std::vector<api::RatingReason> reasons;
};
using Errand = std::variant<FindRatable, SendRating>;

struct LeaveRating {};  // home
using Effect = std::variant<Errand, LeaveRating>;
using Effects = std::vector<Effect>;

// ---- where the visitor is
// ------------------------------------------------------------------------------------------

struct WhichTicket {
    std::string typed;
    bool incomplete = false;
    std::optional<CardProblem> card_problem;
};
struct Finding {
    uint64_t question{};
};
struct Faces {
    api::TicketNumber number;
    tickets::Names service;
    bool checked{};
    int score = 0;  // 0: none yet
    std::set<api::RatingReason> reasons;
    bool not_kept = false;  // the last try to keep it failed
};
struct Sending {
    uint64_t question{};
    Faces faces;
};
struct Thanks {
    bool later = false;  // kept here, the office gets it when it is back
};
struct Refused {
    NoRating reason{};
};
using Step = std::variant<WhichTicket, Finding, Faces, Sending, Thanks, Refused>;

struct State {
    Step step;
    ReaderView reader;
    uint64_t next_question = 1;
};

[[nodiscard]] State begin(const ReaderView& reader, uint64_t first_question);
// For a ticket that is on the screen already.
[[nodiscard]] State begin_for(const ReaderView& reader, uint64_t first_question,
                              const api::TicketNumber& number, Effects& effects);

Effects step(State& state, Event event);

// What may be said for a score: what was good for 4 and 5, what was not for 1 and 2, either for 3.
[[nodiscard]] std::span<const api::RatingReason> reasons_for(int score);

}  // namespace lobby::kiosk::ratings
