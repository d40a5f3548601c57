// The stage that each registration's lawyer knows of (office.db, notice_stages). On the caller's connection;
// inside of an IMMEDIATE transaction. Throws store::Error.
#pragma once

#include <set>

#include "office/api/messages.hpp"
#include "office/api/registration.hpp"
#include "office/store/database.hpp"

namespace lobby::office {

enum class StageNews { first_seen, same, moved };

// Compares and notes.
StageNews note_stage(store::Database& office_db, const api::RegistrationId& id,
                     const api::StageEvent& stands);
// Forgets those that are watched no longer.
void keep_stages_of(store::Database& office_db, const std::set<api::RegistrationId>& watched);

}  // namespace lobby::office
