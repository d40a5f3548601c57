#include "office/queue/selection.hpp"

namespace lobby::office::queue {

Turn turn_of(const Ticket& t, const Settings& settings, WallTime now) {
    if (parked(t, now)) return Turn::early;
    if (reserved_now(t, now)) return Turn::reserved;
    if (t.overtaken >= settings.overtaken_at_most || now - t.taken_at >= settings.overtaken_until)
        return Turn::overdue;
    return settings.goes_first(t.precedence) ? Turn::precedence : Turn::ordinary;
}

Place place_in_turn(const Ticket& t, Turn turn) {
    return {turn == Turn::reserved ? t.appointment->from : t.taken_at, t.id};
}

std::optional<Choice> next_for(const State& state, const Settings& settings, const std::string& window,
                               WallTime now) {
    std::optional<Choice> best;
    Place best_place;
    state.each_callable(window, [&](const Ticket& t) {
        const Turn turn = turn_of(t, settings, now);
        const Place place = place_in_turn(t, turn);
        if (best && (turn > best->turn || (turn == best->turn && place > best_place))) return;
        best = Choice{t.id, turn};
        best_place = place;
    });
    return best;
}

}  // namespace lobby::office::queue
