#include "office/accounts/sign_in.hpp"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "office/accounts/account_store.hpp"
#include "office/accounts/password.hpp"
#include "office/cases/attempts.hpp"
#include "office/ledger/ledger.hpp"

namespace lobby::office {

namespace asio = boost::asio;

namespace {

constexpr size_t hashing_threads = 2;  // each takes 64 MiB
constexpr std::chrono::seconds busy_retry{5};

std::string address_subject(const std::string& address) {
    return "address:" + address;
}

AccountError error_of(PasswordFault fault) {
    return fault == PasswordFault::too_short ? AccountError::too_short : AccountError::too_long;
}

AccountError error_of(SignInError error) {
    switch (error) {
        case SignInError::wrong:
            return AccountError::wrong;
        case SignInError::locked:
            return AccountError::locked;
        case SignInError::busy:
            return AccountError::busy;
        case SignInError::unavailable:
            break;
    }
    return AccountError::unavailable;
}

// Takes back one failure that was counted before the password turned out right.
AttemptState without_one(AttemptState state, const AttemptState& counted) {
    if (state.failures > 0) --state.failures;
    if (state.locked_until == counted.locked_until) state.locked_until = {};
    return state;
}

struct Waiting {
    explicit Waiting(std::shared_ptr<std::atomic<size_t>> count) : count_(std::move(count)) { ++*count_; }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting() { --*count_; }
    std::shared_ptr<std::atomic<size_t>> count_;
};

}  // namespace

std::string_view word_of(AccountError error) {
    switch (error) {
        case AccountError::too_short:
            return "too_short";
        case AccountError::too_long:
            return "too_long";
        case AccountError::same:
            return "same";
        case AccountError::wrong:
            return "wrong";
        case AccountError::exists:
            return "exists";
        case AccountError::unknown:
            return "not_found";
        case AccountError::locked:
            return "locked";
        case AccountError::busy:
            return "busy";
        case AccountError::unavailable:
            return "unavailable";
    }
    return "unavailable";
}

struct AccountService::Begun {
    std::optional<std::chrono::seconds> locked;
    std::optional<StoredAccount> stored;
    AttemptState counted_at_address;
};

struct AccountService::Judged {
    std::string name;
    std::string address;
    Begun begun;
    std::string_view fault;  // a word for the ledger; empty: it is the password
    bool signs_in = false;
};

AccountService::AccountService(const StoreKey& key, DatabaseWriter& writer, const Clock& clock, Log& log,
                               SignInRules rules)
    : key_(key),
      writer_(writer),
      clock_(clock),
      log_(log),
      rules_(rules),
      nobodys_hash_(hash_password(one_time_password())),
      pool_(hashing_threads) {}

AccountService::~AccountService() {
    pool_.join();
    writer_.drain();
}

asio::awaitable<bool> AccountService::fits(std::string hash, SecretString password) {
    const Waiting waiting(waiting_);
    auto work = [&]() -> asio::awaitable<bool> { co_return password_fits(hash, password); };
    co_return co_await asio::co_spawn(pool_, work, asio::use_awaitable);
}

asio::awaitable<std::string> AccountService::hashed(SecretString password) {
    const Waiting waiting(waiting_);
    auto work = [&]() -> asio::awaitable<std::string> { co_return hash_password(password); };
    co_return co_await asio::co_spawn(pool_, work, asio::use_awaitable);
}

// Counts the attempt as failed; finish() takes that back when it was not.
AccountService::Begun AccountService::begin(store::Database& db, const std::string& name,
                                            const std::string& address) const {
    const auto now = clock_.wall();
    const auto who = sign_in_subject(key_, name);
    const auto where = address_subject(address);
    const auto by_name = attempts_at(db, who, now);
    const auto by_address = attempts_at(db, where, now);
    const auto name_lock = locked_for(by_name, now, rules_.by_name);
    const auto address_lock = locked_for(by_address, now, rules_.by_address);
    Begun begun;
    if (name_lock || address_lock) {
        begun.locked = std::max(name_lock.value_or(std::chrono::seconds(0)),
                                address_lock.value_or(std::chrono::seconds(0)));
        return begun;
    }
    sweep_attempts(db, now, rules_.by_name);
    begun.stored = find_account(db, name);
    begun.counted_at_address = after_failure(by_address, now, rules_.by_address);
    save_attempts(db, who, after_failure(by_name, now, rules_.by_name));
    save_attempts(db, where, begun.counted_at_address);
    return begun;
}

void AccountService::finish(store::Database& db, const Judged& judged) const {
    const auto now = clock_.wall();
    const bool good = judged.fault.empty();
    if (good) {
        const auto where = address_subject(judged.address);
        save_attempts(db, sign_in_subject(key_, judged.name), {});
        save_attempts(db, where, without_one(attempts_at(db, where, now), judged.begun.counted_at_address));
        if (!judged.signs_in) return;
    }
    // A name that is nobody's is not written down: it may be a password in the wrong field.
    boost::json::object body{{"account", judged.begun.stored ? judged.name : ""},
                             {"address", judged.address}};
    if (!good) body["reason"] = judged.fault;
    append_to_ledger(
        db, key_, now,
        {good ? LedgerKind::staff_signed_in : LedgerKind::staff_sign_in_refused, std::move(body)});
}

asio::awaitable<Result<Account, SignInRefusal>> AccountService::judge(std::string name, SecretString password,
                                                                      std::string address, bool signs_in) {
    if (*waiting_ >= rules_.waiting) co_return fail(SignInRefusal{SignInError::busy, busy_retry});
    // Named before co_await: GCC 12 mishandles temporaries with destructors in the awaited expression.
    std::function<Begun(store::Database&)> count = [&](store::Database& db) {
        return begin(db, name, address);
    };
    auto begun = co_await writer_.write<Begun>(count);
    if (!begun) co_return fail(SignInRefusal{SignInError::unavailable, {}});
    if (begun->locked) {
        log_.write(Event::staff_locked,
                   {{Field::address, address}, {Field::seconds, begun->locked->count()}});
        co_return fail(SignInRefusal{SignInError::locked, *begun->locked});
    }
    Judged judged{name, address, std::move(*begun), {}, signs_in};
    const auto& stored = judged.begun.stored;
    std::string hash = nobodys_hash_;
    if (stored) hash = stored->password_hash;
    const bool right = co_await fits(std::move(hash), std::move(password));
    if (!stored)
        judged.fault = "unknown_account";
    else if (!right)
        judged.fault = "wrong_password";
    else if (stored->account.disabled)
        judged.fault = "disabled";
    else if (stored->account.password_ends_at && clock_.wall() >= *stored->account.password_ends_at)
        judged.fault = "password_too_old";
    std::function<bool(store::Database&)> keep = [&](store::Database& db) {
        finish(db, judged);
        return true;
    };
    const auto kept = co_await writer_.write<bool>(keep);
    if (!kept) co_return fail(SignInRefusal{SignInError::unavailable, {}});
    if (!judged.fault.empty()) {
        log_.write(Event::staff_sign_in_refused, {{Field::address, address}, {Field::reason, judged.fault}});
        co_return fail(SignInRefusal{SignInError::wrong, {}});
    }
    co_return stored->account;
}

asio::awaitable<Result<Account, SignInRefusal>> AccountService::sign_in(std::string name,
                                                                        SecretString password,
                                                                        std::string address) {
    return judge(std::move(name), std::move(password), std::move(address), true);
}

asio::awaitable<void> AccountService::signed_out(std::string name) {
    std::function<int64_t(store::Database&)> keep = [&](store::Database& db) {
        return append_to_ledger(db, key_, clock_.wall(), {LedgerKind::staff_signed_out, {{"account", name}}});
    };
    co_await writer_.write<int64_t>(keep);
}

asio::awaitable<Result<Account, AccountError>> AccountService::change_password(std::string name,
                                                                               SecretString old_password,
                                                                               SecretString new_password,
                                                                               std::string address) {
    if (const auto fault = fault_of(new_password)) co_return fail(error_of(*fault));
    const bool same = old_password == new_password;
    const auto judged = co_await judge(name, std::move(old_password), std::move(address), false);
    if (!judged) co_return fail(error_of(judged.error().why));
    if (same) co_return fail(AccountError::same);
    NewPassword password;
    password.hash = co_await hashed(std::move(new_password));
    password.one_time = false;
    std::function<std::optional<StoredAccount>(store::Database&)> keep = [&](store::Database& db) {
        std::optional<StoredAccount> account;
        if (set_password(db, key_, clock_.wall(), name, password, name)) account = find_account(db, name);
        return account;
    };
    const auto kept = co_await writer_.write<std::optional<StoredAccount>>(keep);
    if (!kept) co_return fail(AccountError::unavailable);
    if (!*kept) co_return fail(AccountError::unknown);
    co_return (*kept)->account;
}

asio::awaitable<Result<SecretString, AccountError>> AccountService::add(std::string name, StaffRole role,
                                                                        std::string by) {
    if (*waiting_ >= rules_.waiting) co_return fail(AccountError::busy);
    SecretString secret = one_time_password();
    SecretString copy = secret;
    NewPassword password;
    password.hash = co_await hashed(std::move(copy));
    std::function<bool(store::Database&)> keep = [&](store::Database& db) {
        return add_account(db, key_, clock_.wall(), name, role, password, by);
    };
    const auto added = co_await writer_.write<bool>(keep);
    if (!added) co_return fail(AccountError::unavailable);
    if (!*added) co_return fail(AccountError::exists);
    co_return secret;
}

asio::awaitable<Result<SecretString, AccountError>> AccountService::reset(std::string name, std::string by) {
    if (*waiting_ >= rules_.waiting) co_return fail(AccountError::busy);
    SecretString secret = one_time_password();
    SecretString copy = secret;
    NewPassword password;
    password.hash = co_await hashed(std::move(copy));
    std::function<bool(store::Database&)> keep = [&](store::Database& db) {
        return set_password(db, key_, clock_.wall(), name, password, by);
    };
    const auto set = co_await writer_.write<bool>(keep);
    if (!set) co_return fail(AccountError::unavailable);
    if (!*set) co_return fail(AccountError::unknown);
    co_return secret;
}

asio::awaitable<std::optional<AccountError>> AccountService::set_disabled(std::string name, bool disabled,
                                                                          std::string by) {
    std::function<bool(store::Database&)> keep = [&](store::Database& db) {
        return lobby::office::set_disabled(db, key_, clock_.wall(), name, disabled, by);
    };
    const auto set = co_await writer_.write<bool>(keep);
    if (!set) co_return AccountError::unavailable;
    if (!*set) co_return AccountError::unknown;
    co_return std::nullopt;
}

asio::awaitable<Result<std::vector<Account>, AccountError>> AccountService::list() {
    std::function<std::vector<Account>(store::Database&)> look = [](store::Database& db) {
        return list_accounts(db);
    };
    auto found = co_await writer_.write<std::vector<Account>>(look);
    if (!found) co_return fail(AccountError::unavailable);
    co_return std::move(*found);
}

}  // namespace lobby::office
