// Signing in, and passwords: what takes Argon2id runs on two threads of its own, so that neither a crowd at
// the door nor an attack takes the I/O thread or the machine's memory.
//
// An unknown name, a wrong password, a disabled account and a one-time password that is too old are one
// answer, after the same work. Failures are counted by name (known or not) and by address, before the
// password is looked at: guesses that come at the same time are counted one by one.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include "base/log.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "office/accounts/account.hpp"
#include "office/cases/throttle.hpp"
#include "office/store/store_key.hpp"
#include "office/store/writer.hpp"

namespace lobby::office {

struct SignInRules {
    ThrottleRules by_name{4, std::chrono::seconds(30), std::chrono::seconds(3600),
                          std::chrono::seconds(24 * 3600)};
    // Many people may stand behind one address.
    ThrottleRules by_address{30, std::chrono::seconds(30), std::chrono::seconds(600),
                             std::chrono::seconds(3600)};
    size_t waiting = 32;  // for a thread; more are told to come back
};

enum class SignInError { wrong, locked, busy, unavailable };

struct SignInRefusal {
    SignInError why{};
    std::chrono::seconds retry_after{};  // when locked or busy
};

enum class AccountError {
    too_short,
    too_long,
    same,     // as the one before
    wrong,    // the old password
    exists,   // an account of this name
    unknown,  // no account of this name
    locked,
    busy,
    unavailable,
};
[[nodiscard]] std::string_view word_of(AccountError error);

class AccountService {
public:
    // `writer` (of office.db), `clock` and `log` outlive the service.
    AccountService(const StoreKey& key, DatabaseWriter& writer, const Clock& clock, Log& log,
                   SignInRules rules = {});
    AccountService(const AccountService&) = delete;
    AccountService& operator=(const AccountService&) = delete;
    ~AccountService();  // waits for what is under way

    boost::asio::awaitable<Result<Account, SignInRefusal>> sign_in(std::string name, SecretString password,
                                                                   std::string address);
    boost::asio::awaitable<void> signed_out(std::string name);  // for the ledger

    // The account as it then is. A wrong old password counts like a failed sign-in.
    boost::asio::awaitable<Result<Account, AccountError>> change_password(std::string name,
                                                                          SecretString old_password,
                                                                          SecretString new_password,
                                                                          std::string address);
    // The one-time password, to be shown once.
    boost::asio::awaitable<Result<SecretString, AccountError>> add(std::string name, StaffRole role,
                                                                   std::string by);
    boost::asio::awaitable<Result<SecretString, AccountError>> reset(std::string name, std::string by);
    boost::asio::awaitable<std::optional<AccountError>> set_disabled(std::string name, bool disabled,
                                                                     std::string by);
    boost::asio::awaitable<Result<std::vector<Account>, AccountError>> list();

private:
    struct Begun;
    struct Judged;
    boost::asio::awaitable<bool> fits(std::string hash, SecretString password);
    boost::asio::awaitable<std::string> hashed(SecretString password);
    // Whether this is the account's password; the failure is counted, and stands in the ledger.
    boost::asio::awaitable<Result<Account, SignInRefusal>> judge(std::string name, SecretString password,
                                                                 std::string address, bool signs_in);
    Begun begin(store::Database& db, const std::string& name, const std::string& address) const;
    void finish(store::Database& db, const Judged& judged) const;

    const StoreKey key_;
    DatabaseWriter& writer_;
    const Clock& clock_;
    Log& log_;
    const SignInRules rules_;
    const std::string nobodys_hash_;  // an unknown name costs the same work
    // Shared with coroutines that an executor destroys after the service.
    const std::shared_ptr<std::atomic<size_t>> waiting_ = std::make_shared<std::atomic<size_t>>(0);
    boost::asio::thread_pool pool_;
};

}  // namespace lobby::office
