#include "office/cases/commands.hpp"

#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "office/cases/entitlements.hpp"
#include "office/cases/person_roots.hpp"
#include "office/cases/stored_case.hpp"
#include "office/ledger/anchor_keeper.hpp"
#include "office/store/databases.hpp"

namespace lobby::office::cases {

namespace {

[[noreturn]] void refuse(std::string_view why) {
    fmt::print(stderr, "{}\n", why);
    throw CLI::RuntimeError(2);
}

struct GrantOptions {
    std::string number;
    std::string name;
    std::string acceptance_number;
    std::string role;
    int principal = 0;
    std::string proofs = "identity_card";
    std::string until;
    std::string by;
    bool new_code = false;
};

// An identity number on a command line is seen by every process: "-" reads it from standard input.
IdentityNumber read_number(std::string& given) {
    if (given == "-") std::getline(std::cin, given);
    auto number = IdentityNumber::parse(given);
    sodium_memzero(given.data(), given.size());
    if (!number) refuse("the identity number is not valid: check it against the card");
    return std::move(*number);
}

void grant(const OfficeConfig& config, GrantOptions options) {
    const SystemClock clock;
    const auto number = read_number(options.number);
    const auto role = api::from_word<api::Role>(options.role);
    if (!role) refuse("the role is one of: party, legal_representative, close_relative, defender, agent");
    std::optional<Date> until;
    if (!options.until.empty()) {
        until = parse_date(options.until);
        if (!until) refuse("--until is a date: 2026-12-31");
        if (*until < office_date(clock.wall())) refuse("--until has passed");
    }
    auto office_db = open_office_db(config.data_dir, Access::write);
    open_cases_db(config.data_dir, Access::write);
    const auto stored = CaseReader(config.data_dir).by_acceptance_number(options.acceptance_number);
    if (!stored) refuse("there is no case with that acceptance number");
    const bool known = options.principal == 0 || std::ranges::any_of(stored->parties, [&](const auto& p) {
                           return p.ordinal == options.principal;
                       });
    if (!known) refuse("--principal is not a party of that case");

    const auto key = StoreKey::load_or_make(config.data_dir);
    store::Transaction transaction(office_db);
    const auto granted =
        grant_entitlement(office_db, key, clock.wall(),
                          {PersonRoots(office_db, key).keep(number),
                           {options.acceptance_number, *role, options.principal, options.name, until, false},
                           options.proofs,
                           options.by,
                           options.new_code});
    transaction.commit();
    fmt::print("entitlement {}\n", granted.entitlement_id);
    if (granted.code)
        fmt::print("query code {}\n", granted.code->view());
    else
        fmt::print("the person keeps the query code that he has\n");
    if (stored->confidentiality != 0)
        fmt::print("note: this case is marked confidential; the kiosk will show nothing of it\n");
}

void list(const OfficeConfig& config, const std::string& acceptance_number) {
    auto office_db = open_office_db(config.data_dir, Access::write);
    for (const auto& r : entitlements_of_case(office_db, acceptance_number))
        fmt::print("{}\t{}\tprincipal {}\tuntil {}\tby {}\tproofs {}\t{}\n", r.id,
                   api::word_of(r.entitlement.role), r.entitlement.principal,
                   r.entitlement.valid_until ? iso_date(*r.entitlement.valid_until) : "-", r.granted_by,
                   r.proofs, r.entitlement.withdrawn ? "withdrawn" : "in force");
}

void withdraw(const OfficeConfig& config, int64_t id, const std::string& by) {
    auto office_db = open_office_db(config.data_dir, Access::write);
    const auto key = StoreKey::load_or_make(config.data_dir);
    store::Transaction transaction(office_db);
    if (!withdraw_entitlement(office_db, key, SystemClock().wall(), id, by))
        refuse("there is no such entitlement in force");
    transaction.commit();
    fmt::print("withdrawn\n");
}

bool sound(store::Database& db, const char* name) {
    const auto fault = db.fault();
    fmt::print("{}: {}\n", name, fault.value_or("ok"));
    return !fault;
}

std::string_view word_of(LedgerBreak::What what) {
    switch (what) {
        case LedgerBreak::What::missing:
            return "is missing";
        case LedgerBreak::What::altered:
            return "was altered";
        case LedgerBreak::What::head:
            return "does not fit the ledger's head (entries cut off, or the store key is another)";
    }
    return "is broken";
}

std::string_view word_of(AnchorBreak::What what) {
    switch (what) {
        case AnchorBreak::What::malformed:
            return "is no anchor";
        case AnchorBreak::What::not_signed:
            return "is not signed by this office";
        case AnchorBreak::What::cut_off:
            return "is of an entry that is gone";
        case AnchorBreak::What::altered:
            break;
    }
    return "is of another entry than the one in its place";
}

bool anchored(store::Database& office_db, const OfficeConfig& config, const std::string& copies) {
    const auto key = AnchorKey::load_or_make(config.data_dir).public_key();
    auto check = check_anchors(office_db, anchors_dir(config.data_dir), key);
    if (!copies.empty()) {
        const auto more = check_anchors(office_db, copies, key);
        check.good += more.good;
        check.breaks.insert(check.breaks.end(), more.breaks.begin(), more.breaks.end());
    }
    for (const auto& broken : check.breaks) fmt::print("anchor {} {}\n", broken.file, word_of(broken.what));
    fmt::print("anchors: {} agree\n", check.good);
    return check.breaks.empty();
}

void verify(const OfficeConfig& config, const std::string& copies) {
    auto office_db = open_office_db(config.data_dir, Access::read);
    auto cases_db = open_cases_db(config.data_dir, Access::read);
    bool good = sound(cases_db, "cases.db");
    good = sound(office_db, "office.db") && good;
    fmt::print("cases: {}\n", cases_db.number("SELECT count(*) FROM cases"));
    const auto key = StoreKey::load_or_make(config.data_dir);
    const auto entries = verify_ledger(office_db, key);
    if (entries)
        fmt::print("ledger: {} entries, unbroken\n", *entries);
    else
        fmt::print("ledger: entry {} {}\n", entries.error().seq, word_of(entries.error().what));
    good = anchored(office_db, config, copies) && good;
    if (!good || !entries) throw CLI::RuntimeError(1);
}

}  // namespace

void add_commands(CLI::App& app, const ConfigSource& config) {
    auto* entitle = app.add_subcommand("entitle", "Record that window staff confirmed a person for a case");
    entitle->require_subcommand(1);
    entitle->fallthrough();

    auto options = std::make_shared<GrantOptions>();
    auto* g = entitle->add_subcommand("grant", "Confirm a person; prints his query code");
    g->fallthrough();
    g->add_option("--number", options->number, "Identity number; - reads it from standard input")->required();
    g->add_option("--name", options->name, "Name as on the identity card")->required();
    g->add_option("--case", options->acceptance_number, "Acceptance number")->required();
    g->add_option("--role", options->role, "party, legal_representative, close_relative, defender, agent")
        ->required();
    g->add_option("--principal", options->principal,
                  "Which party of the case he asks for (1 is the first); 0: the case as a whole");
    g->add_option("--proofs", options->proofs, "Proofs seen, comma separated");
    g->add_option("--until", options->until, "Last day, for example 2026-12-31");
    g->add_option("--by", options->by, "Staff account")->required();
    g->add_flag("--new-code", options->new_code, "Replace a query code that was lost");
    g->callback([config, options] { grant(config(), *options); });

    auto id = std::make_shared<int64_t>(0);
    auto by = std::make_shared<std::string>();
    auto* w = entitle->add_subcommand("withdraw", "Withdraw an entitlement");
    w->fallthrough();
    w->add_option("--id", *id, "The entitlement's number")->required();
    w->add_option("--by", *by, "Staff account")->required();
    w->callback([config, id, by] { withdraw(config(), *id, *by); });

    auto number = std::make_shared<std::string>();
    auto* l = entitle->add_subcommand("list", "Who is entitled to a case");
    l->fallthrough();
    l->add_option("--case", *number, "Acceptance number")->required();
    l->callback([config, number] { list(config(), *number); });

    auto* v = app.add_subcommand("verify", "Check the databases and the ledger's chain");
    v->fallthrough();
    auto copies = std::make_shared<std::string>();
    v->add_option("--anchors", *copies, "A folder of anchors that was kept elsewhere")
        ->check(CLI::ExistingDirectory);
    v->callback([config, copies] { verify(config(), *copies); });
}

}  // namespace lobby::office::cases
