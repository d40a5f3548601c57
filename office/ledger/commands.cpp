#include "office/ledger/commands.hpp"

#include <fstream>
#include <memory>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/durable_file/durable_file.hpp"
#include "office/ledger/anchor_keeper.hpp"
#include "office/ledger/ledger_export.hpp"
#include "office/store/databases.hpp"

namespace lobby::office::ledger {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(std::string_view why) {
    fmt::print(stderr, "{}\n", why);
    throw CLI::RuntimeError(2);
}

struct ExportOptions {
    LedgerRange range;
    std::string file;
    std::string by;
};

std::span<const uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

// Whole on disk, or not there.
int64_t write_export(store::Database& db, const ExportOptions& options) {
    constexpr size_t at_once = 1u << 20;
    const fs::path file = options.file;
    try {
        OpenFile out(file, O_WRONLY | O_CREAT | O_EXCL);
        std::string text;
        const auto count = export_ledger(db, options.range, [&](std::string_view line) {
            text += line;
            if (text.size() < at_once) return;
            out.write(bytes_of(text));
            text.clear();
        });
        out.write(bytes_of(text));
        out.sync();
        sync_folder(file.has_parent_path() ? file.parent_path() : fs::path("."));
        return count;
    } catch (...) {
        std::error_code ignored;
        fs::remove(file, ignored);
        throw;
    }
}

// That somebody took it along stands in it first.
void write_account(store::Database& db, const OfficeConfig& config, const ExportOptions& options) {
    const SystemClock clock;
    const auto key = StoreKey::load_or_make(config.data_dir);
    boost::json::object body{{"by", options.by}, {"from", options.range.first}};
    if (options.range.last) body["to"] = *options.range.last;
    store::Transaction transaction(db);
    append_to_ledger(db, key, clock.wall(), {LedgerKind::ledger_exported, std::move(body)});
    transaction.commit();
}

void run_export(const OfficeConfig& config, const ExportOptions& options) {
    if (options.range.last && *options.range.last < options.range.first) refuse("--to is before --from");
    if (fs::exists(options.file)) refuse(options.file + " is there already");
    auto db = open_office_db(config.data_dir, Access::write);
    write_account(db, config, options);
    const auto count = write_export(db, options);
    fmt::print("{} entries\n", count);
}

struct CheckOptions {
    std::string file;
    std::string anchor;
    std::string key;
};

std::string_view word_of(ExportBreak::What what) {
    switch (what) {
        case ExportBreak::What::malformed:
            return "is no entry";
        case ExportBreak::What::missing:
            return "does not follow: entries are missing";
        case ExportBreak::What::altered:
            break;
    }
    return "was altered";
}

std::optional<LedgerAnchor> anchor_of(const CheckOptions& options) {
    if (options.anchor.empty()) return std::nullopt;
    AnchorPublicKey key{};
    if (!from_hex(options.key, key)) refuse("--key is what `case-office ledger key` prints");
    std::ifstream in(options.anchor, std::ios::binary);
    std::string text(4097, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<size_t>(in.gcount()));
    auto anchor = read_anchor(text, key);
    if (!anchor)
        refuse(anchor.error() == AnchorError::not_signed ? "the anchor is not signed by that key"
                                                         : "that is no anchor");
    return *anchor;
}

void run_check(const CheckOptions& options) {
    const auto anchor = anchor_of(options);
    std::ifstream in(options.file, std::ios::binary);
    if (!in) refuse("the file cannot be read");
    const auto checked = check_export(in, anchor ? std::optional(anchor->end.seq) : std::nullopt);
    if (!checked) {
        fmt::print("line {} {}\n", checked.error().line, word_of(checked.error().what));
        throw CLI::RuntimeError(1);
    }
    fmt::print("entries {} to {}, unbroken\n", checked->first, checked->last);
    if (!anchor) return;
    if (!checked->asked) {
        fmt::print("the anchor is of entry {}, which is not in the file\n", anchor->end.seq);
        throw CLI::RuntimeError(1);
    }
    if (*checked->asked != anchor->end.hash) {
        fmt::print("entry {} is not the one that was anchored on {}\n", anchor->end.seq,
                   iso_date(anchor->day));
        throw CLI::RuntimeError(1);
    }
    fmt::print("entry {} is the one that was anchored on {}\n", anchor->end.seq, iso_date(anchor->day));
}

void run_anchor(const OfficeConfig& config) {
    const SystemClock clock;
    auto db = open_office_db(config.data_dir, Access::read);
    const auto key = StoreKey::load_or_make(config.data_dir);
    auto log = Log::discard(clock);
    using Looked = AnchorKeeper::Looked;
    const auto looked = AnchorKeeper(config.data_dir, config.anchor_copies, db, key, clock, log).look();
    if (looked == Looked::broken)
        refuse("the ledger does not agree with its head or its newest anchor: verify");
    if (looked == Looked::failed) refuse("the anchor or its copy cannot be written");
    if (looked == Looked::nothing) refuse("the ledger is empty");
    fmt::print("{}\n",
               (anchors_dir(config.data_dir) / (iso_date(office_date(clock.wall())) + ".json")).string());
}

}  // namespace

void add_commands(CLI::App& app, const ConfigSource& config) {
    auto* group = app.add_subcommand("ledger", "Take the ledger along, check what was taken, anchor it");
    group->require_subcommand(1);
    group->fallthrough();

    auto options = std::make_shared<ExportOptions>();
    auto* e = group->add_subcommand("export", "Write entries into a file, a line each");
    e->fallthrough();
    e->add_option("--out", options->file, "A new file")->required();
    e->add_option("--from", options->range.first, "First entry (1)")->check(CLI::PositiveNumber);
    e->add_option("--to", options->range.last, "Last entry (the newest)")->check(CLI::PositiveNumber);
    e->add_option("--by", options->by, "Staff account")->required();
    e->callback([config, options] { run_export(config(), *options); });

    auto given = std::make_shared<CheckOptions>();
    auto* c = group->add_subcommand("check", "Check a file that export wrote; needs no key of the office");
    c->fallthrough();
    c->add_option("file", given->file, "The file")->required()->check(CLI::ExistingFile);
    auto* anchor = c->add_option("--anchor", given->anchor, "An anchor of a day")->check(CLI::ExistingFile);
    auto* key = c->add_option("--key", given->key, "The office's public key for anchors");
    anchor->needs(key);
    c->callback([given] { run_check(*given); });

    auto* a = group->add_subcommand("anchor", "Sign today's end of the ledger, if serve has not done so");
    a->fallthrough();
    a->callback([config] { run_anchor(config()); });

    auto* k = group->add_subcommand("key", "Print the public key that anchors are checked with");
    k->fallthrough();
    k->callback(
        [config] { fmt::print("{}\n", hex(AnchorKey::load_or_make(config().data_dir).public_key())); });
}

}  // namespace lobby::office::ledger
