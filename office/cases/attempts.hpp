// Where failures are counted for the throttle: the table `attempts` of office.db, so that no restart lifts a
// lock. A subject is whoever is slowed down: a keyed hash, or a word of ours with a colon ("kiosk:hall-1").
//
// Inside the caller's IMMEDIATE transaction. Throw store::Error.
#pragma once

#include <string>

#include "office/cases/throttle.hpp"
#include "office/store/database.hpp"

namespace lobby::office {

// What is known at `now`; kept, where the clock was set back.
[[nodiscard]] AttemptState attempts_at(store::Database& office_db, const std::string& subject, WallTime now);

void save_attempts(store::Database& office_db, const std::string& subject, const AttemptState& state);

// Forgets whose last failure is long ago, whoever he is.
void sweep_attempts(store::Database& office_db, WallTime now, const ThrottleRules& rules);

}  // namespace lobby::office
