// Where lawyers' registrations of the kiosks' journals go (office/lawyers).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "office/api/messages.hpp"
#include "office/store/database.hpp"

namespace lobby::office {

class RegistrationIntake {
public:
    struct Recorded {
        std::string_view refused;        // why, a word; empty: it was taken in, now or before
        std::function<void()> announce;  // what follows once it is on disk; may be empty
    };

    virtual ~RegistrationIntake() = default;

    // On the writer's thread, inside of the transaction that also notes how far the journal is dealt with:
    // what is kept here is kept once. The entry is a RegistrationSubmitted or a RegistrationWithdrawn. What
    // is refused goes to the ledger and holds nobody up. store::Error undoes the whole message, which
    // the kiosk sends again; then announce() is dropped, otherwise it is called on the journal desk's
    // executor.
    [[nodiscard]] virtual Recorded record(store::Database& office_db, const std::string& kiosk_id,
                                          const api::JournalEntry& entry) = 0;
};

}  // namespace lobby::office
