// How long a wait will be, as an honest range.
//
// The near future of the lines is played through some dozens of times with the engine's own rules: service
// times as they were lately, the visitors who are at the windows now, those who wait and stand before this
// one, those with precedence who may still come. The range holds the middle of what came out, and is then
// widened (or narrowed) by as much as recent ranges were wrong (conformal prediction), so that at least four
// in five real waits lie inside. Deterministic: the same state gives the same range.
#pragma once

#include "office/queue/settings.hpp"
#include "office/queue/state.hpp"

namespace lobby::office::queue {

// For somebody who takes a ticket now. Nothing when that cannot be said: no window that serves it is open, or
// the service is paused.
[[nodiscard]] std::optional<ToldWait> wait_for_newcomer(const State& state, const Settings& settings,
                                                        const std::string& service, Precedence precedence,
                                                        WallTime now,
                                                        const std::optional<Appointment>& appointment = {});

// What is left for somebody who waits. Nothing as above, and for a ticket that does not wait.
[[nodiscard]] std::optional<ToldWait> wait_left(const State& state, const Settings& settings,
                                                const Ticket& ticket, WallTime now);

// Those who would be called before this one if nobody came any more, at windows that serve it.
[[nodiscard]] uint32_t people_ahead(const State& state, const Settings& settings, const Ticket& ticket,
                                    WallTime now);

// The range that the raw bounds (seconds) become with what recent ranges taught.
[[nodiscard]] ToldWait calibrated(const State& state, double raw_low, double raw_high);

}  // namespace lobby::office::queue
