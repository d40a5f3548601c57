// The queue's engine: state and request give events, or the reason why not. Pure and deterministic;
// office/queue/store keeps the events and is the single writer.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "office/queue/commands.hpp"
#include "office/queue/settings.hpp"
#include "office/queue/state.hpp"

namespace lobby::office::queue {

// Numbers that the office issues itself carry this series. Kiosks get the other letters, without I and O.
inline constexpr char office_series = 'Z';

struct Decision {
    std::vector<Event> events;       // to be applied in this order; none when it had been done before
    std::optional<TicketId> ticket;  // that it was about: taken, called, changed
};

// Any request begins the new office day first when it is due: open tickets of days before expire, windows
// close. A repeated journal entry, and a repeated deed whose effect is there already (give back, open, close,
// pause, resume a service, print report), is a success without events.
[[nodiscard]] Result<Decision, QueueError> decide(const State& state, const Settings& settings,
                                                  const Request& request);

// The day that is in force at this time: later than the state's when it is over; earlier only when the clock
// turns out to have been wrong by more than some hours. A clock set back a little never brings yesterday
// back.
[[nodiscard]] Date day_in_force(const State& state, const Settings& settings, WallTime now);

// Why the service issues no ticket now; nothing when it does. Kiosks ask this of what the office sent them.
[[nodiscard]] std::optional<QueueError> refuses(const State& state, const Settings& settings,
                                                const std::string& service, WallTime now);

}  // namespace lobby::office::queue
