#include "office/cases/entitlements.hpp"

#include <algorithm>
#include <cstring>
#include <span>

#include <sodium.h>

#include "office/cases/attempts.hpp"
#include "office/ledger/ledger.hpp"

namespace lobby::office {

namespace {

SecretString random_code() {
    std::string digits;
    for (size_t i = 0; i < query_code_digits; ++i)
        digits.push_back(static_cast<char>('0' + randombytes_uniform(10)));
    return SecretString::take(digits);
}

bool has_code(store::Database& db, const IdentityIndex& person) {
    store::Statement query(db, "SELECT 1 FROM query_codes WHERE identity_index = ?");
    query.bind(1, person.bytes);
    return query.step();
}

SecretString issue_code(store::Database& db, const StoreKey& key, WallTime now, const IdentityIndex& person,
                        const std::string& by) {
    auto code = random_code();
    const auto hash = key.code_hash(person, code.view());
    store::Statement put(
        db,
        "INSERT INTO query_codes (identity_index, code_hash, issued_at, issued_by) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (identity_index) DO UPDATE SET code_hash = ?2, issued_at = ?3, issued_by = ?4");
    put.bind(1, person.bytes);
    put.bind(2, hash);
    put.bind(3, ms(now));
    put.bind(4, by);
    put.exec();
    append_to_ledger(db, key, now, {LedgerKind::code_issued, {{"person", hex(person.bytes)}, {"by", by}}});
    return code;
}

Entitlement entitlement_at(store::Statement& row) {
    Entitlement e;
    e.acceptance_number = row.column("acceptance_number").text();
    e.role = static_cast<api::Role>(row.column("role").int32());
    e.principal = row.column("principal").int32();
    e.person_name = row.column("person_name").text();
    if (const auto until = row.column("valid_until"); !until.is_null())
        e.valid_until = Date(std::chrono::days(until.int32()));
    e.withdrawn = !row.column("withdrawn_at").is_null();
    return e;
}

// ---- attempts
// ------------------------------------------------------------------------------------------------------

std::string kiosk_subject(const std::string& kiosk_id) {
    return "kiosk:" + kiosk_id;
}

std::string person_subject(const IdentityIndex& person) {
    return {reinterpret_cast<const char*>(person.bytes.data()), person.bytes.size()};
}

}  // namespace

Granted grant_entitlement(store::Database& db, const StoreKey& key, WallTime now, const Grant& grant) {
    const auto& e = grant.entitlement;
    store::Statement put(db,
                         "INSERT INTO entitlements (identity_index, acceptance_number, role, principal, "
                         "person_name, proofs, granted_by, granted_at, "
                         "valid_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING entitlement_id");
    put.bind(1, grant.person.bytes);
    put.bind(2, e.acceptance_number);
    put.bind(3, static_cast<int>(e.role));
    put.bind(4, e.principal);
    put.bind(5, e.person_name);
    put.bind(6, grant.proofs);
    put.bind(7, grant.granted_by);
    put.bind(8, ms(now));
    if (e.valid_until) put.bind(9, static_cast<int64_t>(e.valid_until->time_since_epoch().count()));
    Granted out;
    out.entitlement_id = put.returned().value();
    append_to_ledger(db, key, now,
                     {LedgerKind::entitlement_granted,
                      {{"entitlement", out.entitlement_id},
                       {"person", hex(grant.person.bytes)},
                       {"case", e.acceptance_number},
                       {"role", api::word_of(e.role)},
                       {"principal", e.principal},
                       {"proofs", grant.proofs},
                       {"until", e.valid_until ? iso_date(*e.valid_until) : ""},
                       {"by", grant.granted_by}}});
    if (grant.new_code || (!grant.by_card && !has_code(db, grant.person)))
        out.code = issue_code(db, key, now, grant.person, grant.granted_by);
    return out;
}

bool withdraw_entitlement(store::Database& db, const StoreKey& key, WallTime now, int64_t entitlement_id,
                          const std::string& by) {
    store::Statement withdraw(db,
                              "UPDATE entitlements SET withdrawn_at = ?, withdrawn_by = ? WHERE "
                              "entitlement_id = ? AND withdrawn_at IS NULL");
    withdraw.bind(1, ms(now));
    withdraw.bind(2, by);
    withdraw.bind(3, entitlement_id);
    if (withdraw.exec() == 0) return false;
    append_to_ledger(db, key, now,
                     {LedgerKind::entitlement_withdrawn, {{"entitlement", entitlement_id}, {"by", by}}});
    return true;
}

EntitlementReader::EntitlementReader(store::Database& db)
    : query_(db,
             "SELECT acceptance_number, role, principal, person_name, valid_until, withdrawn_at FROM "
             "entitlements WHERE identity_index = ? ORDER BY entitlement_id DESC LIMIT 200") {}

std::vector<Entitlement> EntitlementReader::of(const IdentityIndex& person) {
    query_.reset();
    query_.bind(1, person.bytes);
    std::vector<Entitlement> out;
    while (query_.step()) out.push_back(entitlement_at(query_));
    query_.reset();
    return out;
}

std::vector<RecordedEntitlement> entitlements_of_case(store::Database& db,
                                                      const std::string& acceptance_number) {
    store::Statement query(
        db,
        "SELECT entitlement_id, acceptance_number, role, principal, person_name, proofs, granted_by, "
        "granted_at, valid_until, "
        "withdrawn_at FROM entitlements WHERE acceptance_number = ? ORDER BY entitlement_id");
    query.bind(1, acceptance_number);
    std::vector<RecordedEntitlement> out;
    while (query.step())
        out.push_back({query.column("entitlement_id").int64(), entitlement_at(query),
                       query.column("proofs").text(), query.column("granted_by").text(),
                       from_ms(query.column("granted_at").int64())});
    return out;
}

CodeVerdict check_code(store::Database& db, const StoreKey& key, WallTime now, const IdentityIndex& person,
                       std::string_view code, const std::string& kiosk_id, const ThrottleRules& by_identity,
                       const ThrottleRules& by_kiosk) {
    const auto who = person_subject(person);
    const auto where = kiosk_subject(kiosk_id);
    const auto person_attempts = attempts_at(db, who, now);
    const auto kiosk_attempts = attempts_at(db, where, now);
    const auto person_lock = locked_for(person_attempts, now, by_identity);
    const auto kiosk_lock = locked_for(kiosk_attempts, now, by_kiosk);
    if (person_lock || kiosk_lock)
        return {CodeCheck::locked, std::max(person_lock.value_or(std::chrono::seconds(0)),
                                            kiosk_lock.value_or(std::chrono::seconds(0)))};

    Digest32 stored{};  // matches nothing
    {
        store::Statement query(db, "SELECT code_hash FROM query_codes WHERE identity_index = ?");
        query.bind(1, person.bytes);
        if (query.step() && query.column(0).size() == stored.size())
            std::memcpy(stored.data(), query.column(0).bytes().data(), stored.size());
    }
    const auto given = key.code_hash(person, code);
    const bool right = sodium_memcmp(given.data(), stored.data(), stored.size()) == 0;

    sweep_attempts(db, now, by_identity);
    save_attempts(db, who, right ? AttemptState{} : after_failure(person_attempts, now, by_identity));
    save_attempts(db, where, right ? kiosk_attempts : after_failure(kiosk_attempts, now, by_kiosk));
    return {right ? CodeCheck::right : CodeCheck::wrong, {}};
}

}  // namespace lobby::office
