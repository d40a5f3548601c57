#include "office/cases/entitlements.hpp"

#include <algorithm>
#include <cstring>
#include <span>

#include <sodium.h>

#include "office/cases/attempts.hpp"
#include "office/ledger/ledger.hpp"

namespace lobby::office {

namespace {

int64_t ms(WallTime at) {
    return at.time_since_epoch().count();
}

WallTime from_ms(int64_t at) {
    return WallTime(std::chrono::milliseconds(at));
}

int size_of(std::span<const uint8_t> bytes) {
    return static_cast<int>(bytes.size());
}

SecretString random_code() {
    std::string digits;
    for (size_t i = 0; i < query_code_digits; ++i)
        digits.push_back(static_cast<char>('0' + randombytes_uniform(10)));
    return SecretString::take(digits);
}

bool has_code(SQLite::Database& db, const IdentityIndex& person) {
    SQLite::Statement query(db, "SELECT 1 FROM query_codes WHERE identity_index = ?");
    query.bind(1, person.bytes.data(), size_of(person.bytes));
    return query.executeStep();
}

SecretString issue_code(SQLite::Database& db, const StoreKey& key, WallTime now, const IdentityIndex& person,
                        const std::string& by) {
    auto code = random_code();
    const auto hash = key.code_hash(person, code.view());
    SQLite::Statement put(
        db,
        "INSERT INTO query_codes (identity_index, code_hash, issued_at, issued_by) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (identity_index) DO UPDATE SET code_hash = ?2, issued_at = ?3, issued_by = ?4");
    put.bind(1, person.bytes.data(), size_of(person.bytes));
    put.bind(2, hash.data(), size_of(hash));
    put.bind(3, ms(now));
    put.bind(4, by);
    put.exec();
    append_to_ledger(db, key, now, {LedgerKind::code_issued, {{"person", hex(person.bytes)}, {"by", by}}});
    return code;
}

Entitlement entitlement_at(SQLite::Statement& row) {
    Entitlement e;
    e.acceptance_number = row.getColumn("acceptance_number").getString();
    e.role = static_cast<api::Role>(row.getColumn("role").getInt());
    e.principal = row.getColumn("principal").getInt();
    e.person_name = row.getColumn("person_name").getString();
    if (const auto until = row.getColumn("valid_until"); !until.isNull())
        e.valid_until = Date(std::chrono::days(until.getInt()));
    e.withdrawn = !row.getColumn("withdrawn_at").isNull();
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

Granted grant_entitlement(SQLite::Database& db, const StoreKey& key, WallTime now, const Grant& grant) {
    const auto& e = grant.entitlement;
    SQLite::Statement put(db,
                          "INSERT INTO entitlements (identity_index, acceptance_number, role, principal, "
                          "person_name, proofs, granted_by, granted_at, "
                          "valid_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING entitlement_id");
    put.bind(1, grant.person.bytes.data(), size_of(grant.person.bytes));
    put.bind(2, e.acceptance_number);
    put.bind(3, static_cast<int>(e.role));
    put.bind(4, e.principal);
    put.bind(5, e.person_name);
    put.bind(6, grant.proofs);
    put.bind(7, grant.granted_by);
    put.bind(8, ms(now));
    if (e.valid_until) put.bind(9, static_cast<int64_t>(e.valid_until->time_since_epoch().count()));
    Granted out;
    put.executeStep();
    out.entitlement_id = put.getColumn(0).getInt64();
    put.reset();
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

bool withdraw_entitlement(SQLite::Database& db, const StoreKey& key, WallTime now, int64_t entitlement_id,
                          const std::string& by) {
    SQLite::Statement withdraw(db,
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

EntitlementReader::EntitlementReader(SQLite::Database& db)
    : query_(db,
             "SELECT acceptance_number, role, principal, person_name, valid_until, withdrawn_at FROM "
             "entitlements WHERE identity_index = ? ORDER BY entitlement_id DESC LIMIT 200") {}

std::vector<Entitlement> EntitlementReader::of(const IdentityIndex& person) {
    query_.reset();
    query_.bind(1, person.bytes.data(), size_of(person.bytes));
    std::vector<Entitlement> out;
    while (query_.executeStep()) out.push_back(entitlement_at(query_));
    query_.reset();
    return out;
}

std::vector<RecordedEntitlement> entitlements_of_case(SQLite::Database& db,
                                                      const std::string& acceptance_number) {
    SQLite::Statement query(
        db,
        "SELECT entitlement_id, acceptance_number, role, principal, person_name, proofs, granted_by, "
        "granted_at, valid_until, "
        "withdrawn_at FROM entitlements WHERE acceptance_number = ? ORDER BY entitlement_id");
    query.bind(1, acceptance_number);
    std::vector<RecordedEntitlement> out;
    while (query.executeStep())
        out.push_back({query.getColumn("entitlement_id").getInt64(), entitlement_at(query),
                       query.getColumn("proofs").getString(), query.getColumn("granted_by").getString(),
                       from_ms(query.getColumn("granted_at").getInt64())});
    return out;
}

CodeVerdict check_code(SQLite::Database& db, const StoreKey& key, WallTime now, const IdentityIndex& person,
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
        SQLite::Statement query(db, "SELECT code_hash FROM query_codes WHERE identity_index = ?");
        query.bind(1, person.bytes.data(), size_of(person.bytes));
        if (query.executeStep() && query.getColumn(0).getBytes() == size_of(stored))
            std::memcpy(stored.data(), query.getColumn(0).getBlob(), stored.size());
    }
    const auto given = key.code_hash(person, code);
    const bool right = sodium_memcmp(given.data(), stored.data(), stored.size()) == 0;

    sweep_attempts(db, now, by_identity);
    save_attempts(db, who, right ? AttemptState{} : after_failure(person_attempts, now, by_identity));
    save_attempts(db, where, right ? kiosk_attempts : after_failure(kiosk_attempts, now, by_kiosk));
    return {right ? CodeCheck::right : CodeCheck::wrong, {}};
}

}  // namespace lobby::office
