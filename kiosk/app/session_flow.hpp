// The visitor's session around every service: home, time limits that can be extended, goodbye, wiping. Pure:
// see kiosk/lookup/lookup_flow.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/lookup/lookup_flow.hpp"

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
struct ShowLawyerInfo {};
struct ShowTicketInfo {};
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

using Event = std::variant<StartLookup, ShowLawyerInfo, ShowTicketInfo, GoHome, Finish, MoreTime, Touched,
                           Tick, ChooseLanguage, OfficeState, lookup::Event>;

// ---- state
// ---------------------------------------------------------------------------------------------------------

struct Home {};
struct LawyerInfo {};
struct TicketInfo {};
struct Goodbye {
    uint64_t until_ms{};
    bool take_card = false;
    bool to_window = false;  // nothing could be shown: say once more who can help
};

using Place = std::variant<Home, lookup::State, LawyerInfo, TicketInfo, Goodbye>;

struct State {
    Place place;
    uint64_t last_touch_ms = 0;
    std::optional<uint64_t> warning_until_ms;  // the warning is on the screen
    bool reader_usable = false;
    bool reader_reported = false;  // the reader has said once whether it works
    bool card_present = false;
    bool card_stale = false;       // it lay there before this visitor: see lookup::State
    bool office_reachable = true;  // until the link says otherwise
    api::OfficeProfile office;
    std::string language = first_language;
    uint64_t next_question = 1;
};

// ---- effects
// -------------------------------------------------------------------------------------------------------

struct WipeSession {};  // the visitor is gone: forget what widgets, glyph cache and others remember
struct SessionBegan {};

using Effect =
    std::variant<WipeSession, SessionBegan, lookup::AskOffice, lookup::CancelQuestion, lookup::ReconnectNow>;
using Effects = std::vector<Effect>;

Effects step(State& state, Event event, uint64_t now_ms, const SessionRules& rules);

// When the next Tick changes something; nothing: not before another event.
[[nodiscard]] std::optional<uint64_t> next_tick_ms(const State& state, uint64_t now_ms,
                                                   const SessionRules& rules);

// Whole seconds until the session ends, as the warning shows them.
[[nodiscard]] int warning_seconds_left(const State& state, uint64_t now_ms);

}  // namespace lobby::kiosk::app
