// The visitor's session around every service: home, time limits that can be extended, goodbye, wiping. Pure:
// see kiosk/lookup/lookup_flow.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/help/help_flow.hpp"
#include "kiosk/lawyer/lawyer_flow.hpp"
#include "kiosk/lookup/lookup_flow.hpp"
#include "kiosk/ratings/rating_flow.hpp"
#include "kiosk/tickets/ticket_flow.hpp"

namespace lobby::kiosk::app {

inline constexpr const char* first_language = "zh_CN";

struct SessionRules {
    uint64_t idle_ms = 45'000;     // without a touch, on screens where something is to be done
    uint64_t reading_ms = 90'000;  // the same where there is something to read
    uint64_t warning_ms = 20'000;  // how long the warning stands before the session ends
    uint64_t goodbye_ms = 6'000;
    uint64_t asking_ms = 90'000;  // far beyond the answer's own deadline
};

// ---- events
// --------------------------------------------------------------------------------------------------------

struct StartLookup {};
struct StartLawyer {};
struct StartTickets {};
struct StartMyTicket {};
struct StartRating {
    std::optional<api::TicketNumber> number;  // of the ticket on the screen; nothing: the visitor says which
};
struct CallHelp {
    std::string screen;
};
struct GoBack {};
struct GoHome {};
struct Finish {};
struct MoreTime {};
struct Touched {};  // anywhere
struct Tick {};
struct ChooseLanguage {
    std::string language;
};
struct OfficeState {
    bool reachable{};
    std::optional<api::OfficeProfile> profile;
};

// Cards and the reader come as lookup events, whichever service is on the screen.
using Event = std::variant<StartLookup, StartLawyer, StartTickets, StartMyTicket, StartRating, CallHelp,
                           GoBack, GoHome, Finish, MoreTime, Touched, Tick, ChooseLanguage, OfficeState,
                           lookup::Event, tickets::Event, ratings::Event, help::Event, lawyer::Event>;

// ---- state
// ---------------------------------------------------------------------------------------------------------

struct Home {};
struct Goodbye {
    uint64_t until_ms{};
    bool take_card = false;
    bool to_window = false;  // nothing could be shown: say once more who can help
    bool to_chairs = false;  // somebody holds a number: he goes no further than a chair
};

using Place = std::variant<Home, lookup::State, lawyer::State, tickets::State, ratings::State, Goodbye>;

struct State {
    Place place;
    uint64_t last_touch_ms = 0;
    std::optional<uint64_t> warning_until_ms;  // the warning is on the screen
    bool reader_usable = false;
    bool reader_reported = false;  // the reader has said once whether it works
    bool card_present = false;
    bool card_read = false;        // what it says has been told already, and is told once only
    bool card_stale = false;       // it lay there before this visitor: see lookup::State
    bool office_reachable = true;  // until the link says otherwise
    api::OfficeProfile office;
    std::string language = first_language;
    uint64_t next_question = 1;
    tickets::HallView hall;
    std::optional<help::State> help;  // lies over the place
    // The last call for a person: whoever touches twice calls once.
    std::optional<help::State> last_call;
    uint64_t last_call_ms = 0;
};

// For so long a call for a person stands for the next one too, whoever makes it.
inline constexpr uint64_t call_again_after_ms = 60'000;

// Whether news of the hall change what is on the screen.
[[nodiscard]] bool shows_hall(const State& state);

// ---- effects
// -------------------------------------------------------------------------------------------------------

struct WipeSession {};  // the visitor is gone: forget what widgets, glyph cache and others remember
struct SessionBegan {};

using Effect =
    std::variant<WipeSession, SessionBegan, lookup::AskOffice, lookup::CancelQuestion, lookup::ReconnectNow,
                 tickets::Errand, ratings::Errand, help::Errand, lawyer::Errand>;
using Effects = std::vector<Effect>;

Effects step(State& state, Event event, uint64_t now_ms, const SessionRules& rules);

// When the next Tick changes something; nothing: not before another event.
[[nodiscard]] std::optional<uint64_t> next_tick_ms(const State& state, uint64_t now_ms,
                                                   const SessionRules& rules);

// Whole seconds until the session ends, as the warning shows them.
[[nodiscard]] int warning_seconds_left(const State& state, uint64_t now_ms);

}  // namespace lobby::kiosk::app
