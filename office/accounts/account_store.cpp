#include "office/accounts/account_store.hpp"

#include "office/cases/attempts.hpp"
#include "office/ledger/ledger.hpp"

namespace lobby::office {

namespace {

constexpr const char* columns =
    "SELECT name, role, must_change, password_ends_at, generation, added_at, disabled_at, password_hash FROM "
    "accounts";

Account account_at(store::Statement& row) {
    Account a;
    a.name = row.column(0).text();
    const auto role = staff_role_from(row.column(1).text());
    a.role = role.value_or(StaffRole::window);
    a.must_change_password = row.column(2).int32() != 0;
    if (!row.column(3).is_null()) a.password_ends_at = from_ms(row.column(3).int64());
    a.generation = static_cast<uint64_t>(row.column(4).int64());
    a.added_at = from_ms(row.column(5).int64());
    a.disabled = !row.column(6).is_null() || !role;  // a role of a newer program opens nothing
    return a;
}

void bind_password(store::Statement& statement, WallTime now, const NewPassword& password) {
    statement.bind(1, password.hash);
    statement.bind(2, password.one_time ? 1 : 0);
    if (password.one_time) statement.bind(3, ms(now + one_time_password_life));
}

}  // namespace

std::optional<StoredAccount> find_account(store::Database& db, const std::string& name) {
    store::Statement query(db, std::string(columns) + " WHERE name = ?");
    query.bind(1, name);
    if (!query.step()) return std::nullopt;
    return StoredAccount{account_at(query), query.column(7).text()};
}

std::vector<Account> list_accounts(store::Database& db) {
    store::Statement query(db, std::string(columns) + " ORDER BY name");
    std::vector<Account> out;
    while (query.step()) out.push_back(account_at(query));
    return out;
}

bool add_account(store::Database& db, const StoreKey& key, WallTime now, const std::string& name,
                 StaffRole role, const NewPassword& password, const std::string& by) {
    store::Statement put(
        db,
        "INSERT INTO accounts (password_hash, must_change, password_ends_at, name, role, generation, "
        "added_at, added_by) VALUES (?, ?, ?, ?, ?, 1, ?, ?) ON CONFLICT (name) DO NOTHING");
    bind_password(put, now, password);
    put.bind(4, name);
    put.bind(5, std::string(word_of(role)));
    put.bind(6, ms(now));
    put.bind(7, by);
    if (put.exec() == 0) return false;
    append_to_ledger(db, key, now,
                     {LedgerKind::account_added, {{"account", name}, {"role", word_of(role)}, {"by", by}}});
    return true;
}

bool set_disabled(store::Database& db, const StoreKey& key, WallTime now, const std::string& name,
                  bool disabled, const std::string& by) {
    store::Statement put(db,
                         "UPDATE accounts SET disabled_at = ?, generation = generation + 1 WHERE name = ?");
    if (disabled) put.bind(1, ms(now));
    put.bind(2, name);
    if (put.exec() == 0) return false;
    const auto kind = disabled ? LedgerKind::account_disabled : LedgerKind::account_enabled;
    append_to_ledger(db, key, now, {kind, {{"account", name}, {"by", by}}});
    return true;
}

bool set_password(store::Database& db, const StoreKey& key, WallTime now, const std::string& name,
                  const NewPassword& password, const std::string& by) {
    store::Statement put(db,
                         "UPDATE accounts SET password_hash = ?, must_change = ?, password_ends_at = ?, "
                         "generation = generation + 1 WHERE name = ?");
    bind_password(put, now, password);
    put.bind(4, name);
    if (put.exec() == 0) return false;
    const bool own = by == name;
    if (!own) save_attempts(db, sign_in_subject(key, name), {});
    const auto kind = own ? LedgerKind::account_password_changed : LedgerKind::account_password_reset;
    append_to_ledger(db, key, now, {kind, {{"account", name}, {"by", by}}});
    return true;
}

std::string sign_in_subject(const StoreKey& key, std::string_view name) {
    const auto mac = key.mac("sign-in name", {reinterpret_cast<const uint8_t*>(name.data()), name.size()});
    return {reinterpret_cast<const char*>(mac.data()), mac.size()};
}

}  // namespace lobby::office
