#include "office/accounts/commands.hpp"

#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "base/civil_date.hpp"
#include "office/accounts/account_store.hpp"
#include "office/accounts/password.hpp"
#include "office/store/databases.hpp"

namespace lobby::office::accounts {

namespace {

// Whoever may run the program at the office's server: the operating system knows who.
const std::string operator_name = "operator";

struct Options {
    std::string name;
    std::string role;
    bool password_from_input = false;
};

[[noreturn]] void refuse(std::string_view why) {
    fmt::print(stderr, "{}\n", why);
    throw CLI::RuntimeError(2);
}

SecretString password_of(const Options& options) {
    if (!options.password_from_input) return one_time_password();
    std::string line;
    std::getline(std::cin, line);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    auto password = SecretString::take(line);
    if (const auto fault = fault_of(password))
        refuse(*fault == PasswordFault::too_short ? "a password has at least 10 characters"
                                                  : "a password has at most 256 bytes");
    return password;
}

void tell(const Options& options, const SecretString& password) {
    if (options.password_from_input) return;
    fmt::print("{}\n", password.view());
    fmt::print(stderr, "a one-time password, good for {} hours; it has to be changed at the first sign-in\n",
               one_time_password_life.count());
}

template <class Work>
void in_transaction(const OfficeConfig& config, Work work) {
    auto db = open_office_db(config.data_dir, Access::write);
    const auto key = StoreKey::load_or_make(config.data_dir);
    store::Transaction transaction(db);
    work(db, key, SystemClock().wall());
    transaction.commit();
}

void add(const OfficeConfig& config, const Options& options) {
    if (!is_account_name(options.name))
        refuse("an account's name has 2 to 32 of a-z, 0-9, _, - and ., a letter first");
    const auto role = staff_role_from(options.role);
    if (!role) refuse("the role is one of: window, supervisor, technician, administrator");
    const auto key_is_made = StoreKey::load_or_make(config.data_dir);  // starts libsodium
    const auto password = password_of(options);
    const NewPassword stored{hash_password(password), !options.password_from_input};
    in_transaction(config, [&](store::Database& db, const StoreKey& key, WallTime now) {
        if (!add_account(db, key, now, options.name, *role, stored, operator_name))
            refuse("there is an account of this name already");
    });
    tell(options, password);
}

void reset(const OfficeConfig& config, const Options& options) {
    const auto key_is_made = StoreKey::load_or_make(config.data_dir);
    const auto password = password_of(options);
    const NewPassword stored{hash_password(password), !options.password_from_input};
    in_transaction(config, [&](store::Database& db, const StoreKey& key, WallTime now) {
        if (!set_password(db, key, now, options.name, stored, operator_name))
            refuse("there is no account of this name");
    });
    tell(options, password);
}

void disable(const OfficeConfig& config, const std::string& name, bool disabled) {
    in_transaction(config, [&](store::Database& db, const StoreKey& key, WallTime now) {
        if (!set_disabled(db, key, now, name, disabled, operator_name))
            refuse("there is no account of this name");
    });
    fmt::print("{}\n", disabled ? "disabled" : "enabled");
}

void list(const OfficeConfig& config) {
    auto db = open_office_db(config.data_dir, Access::write);
    for (const auto& a : list_accounts(db))
        fmt::print("{}\t{}\t{}\t{}\tsince {}\n", a.name, word_of(a.role), a.disabled ? "disabled" : "enabled",
                   a.must_change_password ? "one-time password" : "own password", iso_time(a.added_at));
}

}  // namespace

void add_commands(CLI::App& app, const ConfigSource& config) {
    auto* staff = app.add_subcommand("staff", "The accounts of those who use the console");
    staff->require_subcommand(1);
    staff->fallthrough();
    auto options = std::make_shared<Options>();
    const auto command = [&](const char* name, const char* what) {
        auto* c = staff->add_subcommand(name, what);
        c->fallthrough();
        return c;
    };
    const auto named = [&](const char* name, const char* what) {
        auto* c = command(name, what);
        c->add_option("name", options->name, "The account's name")->required();
        return c;
    };
    const auto with_password = [&](CLI::App* c) {
        c->add_flag("--password-stdin", options->password_from_input,
                    "Read the password from standard input; it need not be changed");
    };

    auto* a = named("add", "Add an account; prints its one-time password");
    a->add_option("--role", options->role, "window, supervisor, technician or administrator")->required();
    with_password(a);
    a->callback([config, options] { add(config(), *options); });

    auto* r = named("reset", "Give an account a new one-time password; its sessions end, and so does a lock");
    with_password(r);
    r->callback([config, options] { reset(config(), *options); });

    named("disable", "Let an account in no more; its sessions end within seconds")
        ->callback([config, options] { disable(config(), options->name, true); });
    named("enable", "Let a disabled account in again")->callback([config, options] {
        disable(config(), options->name, false);
    });
    command("list", "Name, role and state of every account")->callback([config] { list(config()); });
}

}  // namespace lobby::office::accounts
