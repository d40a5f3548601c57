// "Call a person", as a pure state machine that lies over whatever the visitor does: see
// kiosk/lookup/lookup_flow.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "office/api/ticket_terms.hpp"

namespace lobby::kiosk::help {

// To the desk: kept in the journal, and sent at once when the office is there.
struct CallPerson {
    uint64_t question{};
    std::string screen;  // word of the screen on which it was asked
    std::optional<api::TicketNumber> ticket;
};
using Errand = std::variant<CallPerson>;

enum class Reached {
    told,        // the office has it
    kept,        // on disk, but the office cannot be reached now: nobody knows of it yet
    not_called,  // it could not even be kept
};
// Answers CallPerson; after `kept` once more, with `told`, when the office has it.
struct PersonCalled {
    uint64_t question{};
    Reached reached{};
};
struct Again {};
struct Close {};  // back to what lies below

using Event = std::variant<PersonCalled, Again, Close>;

struct CloseHelp {};
using Effect = std::variant<Errand, CloseHelp>;
using Effects = std::vector<Effect>;

struct State {
    CallPerson call;
    std::optional<Reached> reached;  // nothing: it is on its way
    uint64_t next_question = 1;
};

[[nodiscard]] State begin(uint64_t question, std::string screen, std::optional<api::TicketNumber> ticket,
                          Effects& effects);

Effects step(State& state, const Event& event);

}  // namespace lobby::kiosk::help
