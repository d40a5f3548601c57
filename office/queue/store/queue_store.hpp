// The queue's events and snapshots in office.db. Each command's events and their ledger entries are one
// transaction.
//
// All functions throw store::Error, and std::runtime_error when the store is damaged or newer than this
// program; those that write run inside the caller's IMMEDIATE transaction.
#pragma once

#include <vector>

#include "office/queue/state.hpp"
#include "office/store/database.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office::queue {

// The state as it stands: the newest snapshot and the events since.
[[nodiscard]] State load_queue(store::Database& office_db);

// Number of the newest event; 0: none.
[[nodiscard]] uint64_t newest_event(store::Database& office_db);

// Appends events after `state`, applies them to it, and writes a snapshot when a day begins with them. On an
// exception `state` has to be thrown away.
void append_to_queue(store::Database& office_db, const StoreKey& key, State& state,
                     const std::vector<Event>& events);

}  // namespace lobby::office::queue
