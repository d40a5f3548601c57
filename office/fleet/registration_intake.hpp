// Where lawyers' registrations of the kiosks' journals go (office/lawyers).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "office/api/messages.hpp"

namespace lobby::office {

class RegistrationIntake {
public:
    virtual ~RegistrationIntake() = default;

    // On the writer's thread, inside of the transaction that also notes how far the journal is dealt with:
    // what is kept here is kept once. The entry is a RegistrationSubmitted or a RegistrationWithdrawn. A
    // word: it is refused for good, which goes to the ledger and holds nobody up. SQLite::Exception undoes
    // the whole message, which the kiosk sends again.
    [[nodiscard]] virtual std::optional<std::string_view> record(SQLite::Database& office_db,
                                                                 const std::string& kiosk_id,
                                                                 const api::JournalEntry& entry) = 0;
    // When that is on disk, on the journal desk's executor: those that were not refused, in their order.
    virtual void announce(std::vector<api::RegistrationId> registrations) = 0;
};

}  // namespace lobby::office
