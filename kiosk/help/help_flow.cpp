#include "kiosk/help/help_flow.hpp"

#include <utility>

namespace lobby::kiosk::help {

namespace {

Effects call(State& state) {
    state.call.question = state.next_question++;
    state.reached.reset();
    Effects effects;
    effects.emplace_back(Errand{state.call});
    return effects;
}

Effects on(State& state, const PersonCalled& called) {
    if (called.question == state.call.question) state.reached = called.reached;
    return {};
}

// Only what was not kept is asked for again: a call that is on disk gets there by itself.
Effects on(State& state, const Again&) {
    return state.reached == Reached::not_called ? call(state) : Effects{};
}

Effects on(State&, const Close&) {
    Effects effects;
    effects.emplace_back(CloseHelp{});
    return effects;
}

}  // namespace

State begin(uint64_t question, std::string screen, std::optional<api::TicketNumber> ticket,
            Effects& effects) {
    State state;
    state.next_question = question;
    state.call.screen = std::move(screen);
    state.call.ticket = ticket;
    effects = call(state);
    return state;
}

Effects step(State& state, const Event& event) {
    return std::visit([&](const auto& e) { return on(state, e); }, event);
}

}  // namespace lobby::kiosk::help
