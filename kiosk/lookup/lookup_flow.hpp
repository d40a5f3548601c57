// Asking where a case stands, as a pure state machine: events in, a new state and effects out. It knows no
// screen, device, network or clock; milliseconds come with the events.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/cards/card_events.hpp"
#include "office/api/messages.hpp"

namespace lobby::kiosk::lookup {

// ---- what can happen
// -----------------------------------------------------------------------------------------------

struct ChooseCard {};
struct ChooseCode {};
struct Key {
    char key{};  // '0'…'9', 'X', '<' takes one back
};
struct Confirm {};
struct OpenCase {
    size_t index{};
};
struct TakeAway {};
struct Back {};
struct Retry {};
struct Tick {};  // when due_ms says so

using kiosk::CardFailed;
using kiosk::CardPlaced;
using kiosk::CardProblem;
using kiosk::CardRead;
using kiosk::CardRemoved;
using kiosk::ReaderState;
using kiosk::ReaderView;

enum class AskError {
    unreachable,
    timed_out,
    records_too_old,  // nor may the kiosk's own records be shown any more
    card_would_do,    // the kiosk's own records answer a card, but no code
};
// The office is away: what it had said before of just this card.
struct FromRecords {
    std::vector<api::DisclosedCase> cases;  // none: nothing that may be told
    WallTime as_of{};
};
struct Answered {
    uint64_t question{};
    std::variant<api::LookupReply, AskError, FromRecords> outcome;
};

using Event = std::variant<ChooseCard, ChooseCode, Key, Confirm, OpenCase, TakeAway, Back, Retry, Tick,
                           ReaderState, CardPlaced, CardRead, CardFailed, CardRemoved, Answered>;

// ---- where the visitor is
// ------------------------------------------------------------------------------------------

struct Identify {};
struct PlaceCard {
    bool reading = false;
    bool remove_first = false;  // a card lies there that is not this visitor's
};
struct CardTrouble {
    CardProblem problem{};
};
struct ReaderUnavailable {};
enum class NumberProblem { none, incomplete, wrong };
struct EnterNumber {
    SecretString digits;
    NumberProblem problem = NumberProblem::none;
};
struct EnterCode {
    IdentityNumber number;
    SecretString digits;
    bool incomplete = false;
};
struct Asking {
    uint64_t question{};
    api::LookupRequest request;  // kept so that "try again" need not ask for the card again
};
struct Cases {};
struct OneCase {
    size_t index{};
};
struct TakingAway {
    size_t index{};
};
struct NothingToShow {};
struct Locked {
    uint64_t until_ms{};
};
struct OfficeUnreachable {
    api::LookupRequest request;
    AskError why = AskError::unreachable;
};
struct NothingInRecords {  // the office is away, and had said nothing of this card before
    api::LookupRequest request;
    WallTime as_of{};
};

using Step =
    std::variant<Identify, PlaceCard, CardTrouble, ReaderUnavailable, EnterNumber, EnterCode, Asking, Cases,
                 OneCase, TakingAway, NothingToShow, Locked, OfficeUnreachable, NothingInRecords>;

struct State {
    Step step;
    std::vector<api::DisclosedCase> cases;
    WallTime as_of{};
    bool from_records = false;  // the cases are what the office had said before it went away
    bool by_card = false;
    bool reader_usable = true;
    bool card_present = false;
    // The card that lies there was there when its reader was lost, or its visitor's session ended: whose it
    // is nobody knows, and what it says is not used until it has been lifted.
    bool card_stale = false;
    std::optional<IdentityNumber> card;  // that lies there: another service of the visit may need it too
    uint64_t next_question = 1;

    State() = default;
    State(State&&) noexcept = default;
    State& operator=(State&&) noexcept = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State();  // wipes the cases' names
};

// Overwrites every personal text and empties the list.
void wipe(std::vector<api::DisclosedCase>& cases);

// ---- what is to be done
// --------------------------------------------------------------------------------------------

struct AskOffice {
    uint64_t question{};
    api::LookupRequest request;
};
struct CancelQuestion {
    uint64_t question{};
};
struct LeaveLookup {};  // back past the first screen: home
struct EndByCard {      // the card was taken: goodbye
    bool to_window{};   // nothing could be shown: the visitor needs a person
};
struct ReconnectNow {};

using Effect = std::variant<AskOffice, CancelQuestion, LeaveLookup, EndByCard, ReconnectNow>;
using Effects = std::vector<Effect>;

inline constexpr size_t identity_number_length = 18;
inline constexpr size_t query_code_length = 8;

// A lookup that begins with the choice how to identify oneself.
[[nodiscard]] State begin(const ReaderView& reader, uint64_t first_question);

Effects step(State& state, Event event, uint64_t now_ms);

// When a Tick changes something; nothing: not before another event.
[[nodiscard]] std::optional<uint64_t> due_ms(const State& state);

}  // namespace lobby::kiosk::lookup
