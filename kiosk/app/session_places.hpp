// Where the visitor is and how he gets from one service to another: what session_flow.cpp puts together. Not
// for others.
#pragma once

#include "kiosk/app/session_flow.hpp"

namespace lobby::kiosk::app {

template <class T>
bool at(const State& state) {
    return std::holds_alternative<T>(state.place);
}

template <class Steps, class... Ts>
bool step_is(const Steps& step) {
    return (std::holds_alternative<Ts>(step) || ...);
}

// No number of a question is ever used twice, whichever service asks, also one that lies over another.
void share_numbers(State& state);

[[nodiscard]] bool in_session(const State& state);

void begin_session(State& state, Place where, uint64_t now_ms, Effects& effects);
void begin_lookup(State& state, uint64_t now_ms, Effects& effects);
void begin_tickets(State& state, uint64_t now_ms, Effects& effects);
void begin_my_ticket(State& state, uint64_t now_ms, Effects& effects);
void begin_rating(State& state, const StartRating& start, uint64_t now_ms, Effects& effects);
void begin_lawyer(State& state, uint64_t now_ms, Effects& effects);
void begin_help(State& state, const CallHelp& call, uint64_t now_ms, Effects& effects);

void end_session(State& state, Place where, Effects& effects);
// The visitor is gone; who only touched "home" keeps his language for as long as he is likely to stand there.
void forget_visitor(State& state, Effects& effects);
[[nodiscard]] Goodbye goodbye(const State& state, uint64_t now_ms, const SessionRules& rules, bool to_window);
[[nodiscard]] bool needs_a_person(const State& state);

// To the service that is on the screen; nothing when it is another one.
void pass_on(State& state, lookup::Event event, uint64_t now_ms, const SessionRules& rules, Effects& effects);
void pass_on(State& state, tickets::Event event, uint64_t now_ms, const SessionRules& rules,
             Effects& effects);
void pass_on(State& state, lawyer::Event event, uint64_t now_ms, const SessionRules& rules, Effects& effects);
void pass_on(State& state, ratings::Event event, uint64_t now_ms, Effects& effects);
void pass_on(State& state, const help::Event& event, uint64_t now_ms, Effects& effects);

}  // namespace lobby::kiosk::app
