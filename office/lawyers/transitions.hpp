// Carries out what leads a registration from one state to the next: row, history, ledger entry and, where it
// opens or closes the case to the lawyer, his entitlement, all in the caller's transaction.
//
// All functions must be inside of an IMMEDIATE transaction and throw store::Error.
#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "office/lawyers/registrations.hpp"
#include "office/ledger/ledger.hpp"
#include "office/store/database.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office {

// What a confirmation gives.
struct Opening {
    ClientOfCase client;
    std::string person_name;  // of the card
    std::string proofs;       // words, comma separated
    Date valid_until;
};

struct TransitionContext {
    store::Database& db;
    const StoreKey& key;
    WallTime now;
};

// `changed` is brought up to date. `opening` is used when this leads to confirmed, and has to be there then.
// `by`: account, kiosk or empty (the office itself).
[[nodiscard]] Result<api::RegistrationState, ReviewRefusal> carry_out(const TransitionContext& context,
                                                                      StoredRegistration& changed,
                                                                      const RegistrationCommand& command,
                                                                      const std::string& by,
                                                                      const Opening* opening = nullptr);

// A line of history with its ledger entry, for what changes no state.
void note(const TransitionContext& context, const api::RegistrationId& id, LedgerKind kind,
          const std::string& word, const std::string& by, boost::json::object more = {});

}  // namespace lobby::office
