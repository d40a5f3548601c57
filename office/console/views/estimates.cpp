#include "office/console/views/estimates.hpp"

namespace lobby::office::console {

const Estimate* Estimates::of(queue::TicketId id) const {
    const auto found = tickets.find(id);
    return found == tickets.end() ? nullptr : &found->second;
}

Estimates estimates_of(const queue::State& state, const queue::Settings& settings, WallTime now) {
    Estimates out;
    for (const auto& service : settings.services) {
        out.newcomers[service.id] =
            queue::wait_for_newcomer(state, settings, service.id, queue::Precedence::ordinary, now);
        for (const auto& place : state.line(service.id)) {
            const auto* t = state.ticket(place.ticket);
            if (!t) continue;
            out.tickets[t->id] = {queue::people_ahead(state, settings, *t, now),
                                  queue::wait_left(state, settings, *t, now)};
        }
    }
    return out;
}

}  // namespace lobby::office::console
