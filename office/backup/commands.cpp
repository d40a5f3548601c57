#include "office/backup/commands.hpp"

#include <memory>

#include <fmt/format.h>

#include "base/civil_date.hpp"
#include "office/backup/backup.hpp"
#include "office/store/databases.hpp"

namespace lobby::office::backup {

namespace {

void tell(const Result<Summary, Trouble>& done, std::string_view what) {
    if (!done) {
        fmt::print(stderr, "{} {}\n", done.error().file, word_of(done.error().error));
        throw CLI::RuntimeError(2);
    }
    fmt::print("{}: {} files, {} bytes, as of {}, ledger up to entry {}\n", what, done->files, done->bytes,
               iso_time(done->at), done->ledger.seq);
}

// That the copy is a ledger of this office, whole.
void check_copy(const OfficeConfig& config, const std::string& dir) {
    const auto summary = check(dir);
    tell(summary, "unaltered");
    auto copy = open_office_db(dir, Access::read);
    const auto entries = verify_ledger(copy, StoreKey::load_or_make(config.data_dir));
    if (!entries || *entries != summary->ledger.seq) {
        fmt::print(stderr, "its ledger is broken\n");
        throw CLI::RuntimeError(1);
    }
    fmt::print("ledger: {} entries, unbroken\n", *entries);
}

}  // namespace

void add_commands(CLI::App& app, const ConfigSource& config) {
    auto to = std::make_shared<std::string>();
    auto of = std::make_shared<std::string>();
    auto* b = app.add_subcommand("backup", "Copy the office's data while it serves; keys are kept apart");
    b->fallthrough();
    auto* make_it = b->add_option("--to", *to, "A new folder");
    auto* check_it = b->add_option("--check", *of, "Check a backup instead")->check(CLI::ExistingDirectory);
    make_it->excludes(check_it);
    b->callback([config, to, of] {
        if (!of->empty()) return check_copy(config(), *of);
        if (to->empty()) throw CLI::RequiredError("--to or --check");
        const SystemClock clock;
        tell(make(config().data_dir, *to, clock.wall()), "backup");
    });

    auto from = std::make_shared<std::string>();
    auto* r = app.add_subcommand("restore", "Put a backup into a data folder that has keys and no databases");
    r->fallthrough();
    r->add_option("--from", *from, "The backup")->required()->check(CLI::ExistingDirectory);
    r->callback([config, from] { tell(restore(*from, config().data_dir), "restored"); });
}

}  // namespace lobby::office::backup
