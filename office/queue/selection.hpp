// Who is called next, and the promise to those who are not.
//
// Of all whom the window may call (State::each_callable), the first of these, in each by the time of coming:
//   1 reserved    his appointment's time has come; that place was taken when he booked
//   2 overdue     he was overtaken N times (overtaken_at_most) or has waited T minutes (overtaken_until)
//   3 precedence  his class goes first by the office's rules
//   4 ordinary
//   5 early       parked: missed a call and lets others go first, or his appointment is still to come
//
// Overtaken: a window that could have called X calls Y, who came after X, when X was not parked and Y had no
// reserved place. Promise: "next" overtakes nobody more than N times, and nobody who has waited T or longer.
// Proof. Let "next" overtake X by Y, and suppose that X was overdue. X was callable and not parked, so Y is
// not of rule 5. Y is not of rule 1, because a reserved place does not overtake. Since X stood for rule 2, Y
// was taken by rule 2 as the earliest of the overdue; but X is overdue and earlier: contradiction. So X had
// been overtaken fewer than N times, by "next" or by choice of staff, and had waited less than T. As each
// overtaking counts one more, "next" does it at most N times. (Staff may call a chosen ticket at any time;
// that counts as overtaking, so that it brings forward the turn of those who were passed over.)
#pragma once

#include "office/queue/settings.hpp"
#include "office/queue/state.hpp"

namespace lobby::office::queue {

struct Choice {
    TicketId ticket{};
    Turn turn{};
};

[[nodiscard]] std::optional<Choice> next_for(const State& state, const Settings& settings,
                                             const std::string& window, WallTime now);

// By which rule a waiting ticket stands now, and its place within that rule.
[[nodiscard]] Turn turn_of(const Ticket& ticket, const Settings& settings, WallTime now);
[[nodiscard]] Place place_in_turn(const Ticket& ticket, Turn turn);

}  // namespace lobby::office::queue
