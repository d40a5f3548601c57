// Entitlements that window staff record after they authenticated a person, and the query codes that go with
// them: office.db. Each change and its ledger entry are one transaction.
//
// All functions throw store::Error; those that write run inside the caller's IMMEDIATE transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "office/cases/disclosure.hpp"
#include "office/cases/throttle.hpp"
#include "office/store/database.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office {

struct Grant {
    IdentityIndex person;
    Entitlement entitlement;
    std::string proofs;      // words, comma separated: "identity_card,household_register"
    std::string granted_by;  // staff account
    bool new_code = false;   // replace a code that the person already has
    bool by_card = false;    // he asks with his card: who has no code gets none
};

struct Granted {
    int64_t entitlement_id{};
    std::optional<SecretString>
        code;  // once, to be printed for the person; nothing when he keeps the code he has
};

Granted grant_entitlement(store::Database& office_db, const StoreKey& key, WallTime now, const Grant& grant);

// False when there is no such entitlement in force.
bool withdraw_entitlement(store::Database& office_db, const StoreKey& key, WallTime now,
                          int64_t entitlement_id, const std::string& by);

struct RecordedEntitlement {
    int64_t id{};
    Entitlement entitlement;
    std::string proofs;
    std::string granted_by;
    WallTime granted_at{};
};

// What staff recorded for a person, newest first; its statement stays prepared. Belongs to the connection's
// thread.
class EntitlementReader {
public:
    explicit EntitlementReader(store::Database& office_db);
    [[nodiscard]] std::vector<Entitlement> of(const IdentityIndex& person);

private:
    store::Statement query_;
};

[[nodiscard]] std::vector<RecordedEntitlement> entitlements_of_case(store::Database& office_db,
                                                                    const std::string& acceptance_number);

// ---- query codes
// ---------------------------------------------------------------------------------------------------

inline constexpr size_t query_code_digits = 8;

enum class CodeCheck { right, wrong, locked };

struct CodeVerdict {
    CodeCheck check{};
    std::chrono::seconds retry_after{};  // when locked
};

// Judges a code and counts it, in one step: guesses that come at the same time are counted one by one. Does
// the same work whether or not the person is known.
CodeVerdict check_code(store::Database& office_db, const StoreKey& key, WallTime now,
                       const IdentityIndex& person, std::string_view code, const std::string& kiosk_id,
                       const ThrottleRules& by_identity, const ThrottleRules& by_kiosk);

}  // namespace lobby::office
