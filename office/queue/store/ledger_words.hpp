// What the ledger says of an event of the queue: number, day, service, window, by whom. Never why somebody
// goes first, never a note; a rating stands there without its ticket.
#pragma once

#include "office/ledger/ledger.hpp"
#include "office/queue/state.hpp"

namespace lobby::office::queue {

// `before`: the state to which the event is still to be applied.
[[nodiscard]] LedgerEntry ledger_entry(const State& before, const Event& event);

}  // namespace lobby::office::queue
