// The staff's accounts in office.db; each change and its ledger entry are one.
//
// What writes runs inside the caller's IMMEDIATE transaction. All throw store::Error.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "office/accounts/account.hpp"
#include "office/store/database.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office {

// A one-time password that nobody used is worth nothing after this.
inline constexpr std::chrono::hours one_time_password_life{72};

struct StoredAccount {
    Account account;
    std::string password_hash;
};

[[nodiscard]] std::optional<StoredAccount> find_account(store::Database& db, const std::string& name);
[[nodiscard]] std::vector<Account> list_accounts(store::Database& db);

// For a password that its owner has to change: `one_time`.
struct NewPassword {
    std::string hash;
    bool one_time = true;
};

// False when the name is taken.
bool add_account(store::Database& db, const StoreKey& key, WallTime now, const std::string& name,
                 StaffRole role, const NewPassword& password, const std::string& by);
// These are false when there is no such account. Sessions of before end.
bool set_disabled(store::Database& db, const StoreKey& key, WallTime now, const std::string& name,
                  bool disabled, const std::string& by);
// `by` the owner: he changed it; by somebody else: a reset, which also lifts a lock.
bool set_password(store::Database& db, const StoreKey& key, WallTime now, const std::string& name,
                  const NewPassword& password, const std::string& by);

// What failed sign-ins of this name are counted under, whether or not there is such an account. A keyed hash:
// somebody who types his password into the wrong field must not leave it in the database.
[[nodiscard]] std::string sign_in_subject(const StoreKey& key, std::string_view name);

}  // namespace lobby::office
