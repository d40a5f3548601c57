#include "office/fleet/commands.hpp"

#include <memory>

#include <fmt/format.h>

#include "office/fleet/enrolment_desk.hpp"
#include "office/fleet/registry.hpp"
#include "office/store/databases.hpp"

namespace lobby::office::fleet {

namespace {

struct Options {
    std::string kiosk;
    std::string label;
    std::string revoke;
    bool list = false;
};

[[noreturn]] void refuse(std::string_view why) {
    fmt::print(stderr, "{}\n", why);
    throw CLI::RuntimeError(2);
}

void issue(const OfficeConfig& config, const Options& options) {
    if (!is_kiosk_id(options.kiosk)) refuse("a kiosk id has 1 to 32 letters, digits, - and _");
    const SystemClock clock;
    auto db = open_office_db(config.data_dir, Access::write);
    const auto key = StoreKey::load_or_make(config.data_dir);
    static_cast<void>(CertificateAuthority::load_or_make(config.data_dir, clock.wall()));
    store::Transaction transaction(db);
    const auto code = issue_enrolment_code(db, key, clock.wall(), options.kiosk, options.label);
    transaction.commit();
    fmt::print("{}\n", code.text());
    fmt::print(stderr,
               "valid for {} hours, once; enter it at the kiosk: lobby-kiosk --config FILE --enrol CODE\n",
               enrolment_code_life.count());
}

void revoke(const OfficeConfig& config, const std::string& kiosk) {
    auto db = open_office_db(config.data_dir, Access::write);
    const auto key = StoreKey::load_or_make(config.data_dir);
    store::Transaction transaction(db);
    if (!revoke_kiosk(db, key, SystemClock().wall(), kiosk)) refuse("there is no such kiosk in the fleet");
    transaction.commit();
    fmt::print("revoked\n");
}

void list(const OfficeConfig& config) {
    open_office_db(config.data_dir, Access::write);
    for (const auto& kiosk : KioskRegistry(config.data_dir).list())
        fmt::print("{}\t{}\t{}\tenrolled {}\tcertificate until {}\n", kiosk.kiosk_id,
                   kiosk.revoked ? "revoked" : "in the fleet", kiosk.label, iso_time(kiosk.enrolled_at),
                   iso_date(office_date(kiosk.enrolled_at + kiosk_life)));
}

}  // namespace

void add_commands(CLI::App& app, const ConfigSource& config) {
    auto options = std::make_shared<Options>();
    auto* enrol = app.add_subcommand("enrol", "Take a kiosk into the fleet: prints its one-time code");
    enrol->fallthrough();
    auto* what = enrol->add_option_group("what");
    what->add_option("--kiosk", options->kiosk, "The kiosk's id: letters, digits, - and _");
    what->add_option("--revoke", options->revoke,
                     "Take this kiosk out of the fleet; its link is cut within seconds");
    what->add_flag("--list", options->list, "The kiosks of the fleet");
    what->require_option(1);
    enrol->add_option("--label", options->label, "Where it stands");
    enrol->callback([config, options] {
        if (options->list)
            list(config());
        else if (!options->revoke.empty())
            revoke(config(), options->revoke);
        else
            issue(config(), *options);
    });
}

}  // namespace lobby::office::fleet
