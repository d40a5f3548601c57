// sync-fleet: a fleet of kiosks in one process, commanded by lines on standard input; each command is
// answered by a line of JSON. Called by run.
//
//   tls N              what the TLS library keeps for a connection
//   up N               connects until N kiosks are
//   ask COUNT          lookups one after the other, each at another kiosk
//   arm, served        an office that goes away and comes back: until every kiosk has had a lookup answered
//   drain BACKLOG N    one kiosk's journal: a backlog, and N entries one by one
#include <iostream>
#include <sstream>

#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/awaited.hpp"
#include "kiosk/link/kiosk_identity.hpp"
#include "office/fleet/registry.hpp"
#include "office/pki/authority.hpp"
#include "office/store/databases.hpp"
#include "tests/bench/sync/fleet.hpp"

namespace {

using namespace lobby;
using namespace lobby::bench;
namespace asio = boost::asio;
namespace json = boost::json;
namespace fs = std::filesystem;

struct Options {
    std::string dir;
    std::string data_dir;
    std::string people;
    uint16_t port = 0;
    size_t kiosks = 0;
};

// What staff and kiosks do one by one at enrolment.
std::vector<kiosk::LinkSettings> enrolled(const Options& options) {
    const SystemClock clock;
    const auto key = office::StoreKey::load_or_make(options.data_dir);
    const auto authority = office::CertificateAuthority::load_or_make(options.data_dir, clock.wall());
    auto db = office::open_office_db(options.data_dir, office::Access::write);
    std::vector<kiosk::LinkSettings> fleet;
    office::store::Transaction transaction(db);
    for (size_t i = 0; i < options.kiosks; ++i) {
        const auto id = fmt::format("fleet-{}", i);
        kiosk::LinkSettings settings;
        settings.link_port = options.port;
        settings.identity_dir = fs::path(options.dir) / id;
        const auto own = x509::key_from_pem(kiosk::load_or_make_key(settings.identity_dir));
        const auto request = x509::make_request(**own, "kiosk");
        const auto certificate = authority.sign_kiosk(*request, id, clock.wall());
        office::record_kiosk(db, key, clock.wall(), id, "", x509::serial_of(*certificate));
        kiosk::save_identity(settings.identity_dir, x509::to_pem(*certificate),
                             x509::to_pem(authority.certificate()));
        fleet.push_back(std::move(settings));
    }
    transaction.commit();
    return fleet;
}

void tell(const json::object& what) {
    fmt::print("{}\n", json::serialize(what));
    std::fflush(stdout);
}

asio::awaitable<void> carry_out(asio::io_context& io, const Options& options,
                                const std::vector<kiosk::LinkSettings>& kiosks, SyncFleet& fleet,
                                std::string line) {
    std::istringstream in(line);
    std::string word;
    size_t count = 0;
    size_t more = 0;
    in >> word >> count >> more;
    if (word == "tls") {
        tell({{"bytes", tls_bytes_each(options.data_dir, kiosks.back(), count)}});
    } else if (word == "up") {
        const double took = co_await fleet.up(count);
        tell({{"seconds", took}});
    } else if (word == "ask") {
        const Times times = co_await fleet.ask(count);
        tell({{"p50_us", times.percentile(0.5)}, {"p99_us", times.percentile(0.99)}, {"rate", times.rate()}});
    } else if (word == "arm") {
        fleet.arm();
        tell({});
    } else if (word == "served") {
        const Served served = co_await fleet.all_served();
        tell({{"served", served.served},
              {"failed", served.failed},
              {"half_s", served.half_s},
              {"all_s", served.all_s}});
    } else if (word == "drain") {
        const Drained d = co_await drain(io, kiosks.back(), fs::path(options.dir) / "journal", count, more);
        tell({{"entries_per_second", d.entries_per_second},
              {"each_p50_us", d.each_p50_us},
              {"each_p99_us", d.each_p99_us},
              {"bare_per_second", d.bare_per_second}});
    } else {
        throw std::runtime_error("no such command: " + word);
    }
}

asio::awaitable<void> obey(asio::io_context& io, const Options& options) {
    const auto kiosks = enrolled(options);
    // The last is the one with a journal.
    SyncFleet fleet(io, {kiosks.begin(), kiosks.end() - 1}, shuffled(read_people(options.people)));
    tell({{"enrolled", kiosks.size()}});
    asio::posix::stream_descriptor standard_input(io, ::dup(STDIN_FILENO));
    std::string text;
    for (;;) {
        boost::system::error_code error;
        const size_t n =
            co_await asio::async_read_until(standard_input, asio::dynamic_buffer(text), '\n', token(error));
        if (error) break;
        std::string line = text.substr(0, n);
        text.erase(0, n);
        co_await carry_out(io, options, kiosks, fleet, std::move(line));
    }
}

}  // namespace

int main(int argc, char** argv) {
    try {
        CLI::App app("A fleet of kiosks", "sync-fleet");
        Options options;
        app.add_option("--dir", options.dir)->required();
        app.add_option("--data-dir", options.data_dir)->required();
        app.add_option("--people", options.people)->required();
        app.add_option("--port", options.port)->required();
        app.add_option("--kiosks", options.kiosks)->required();
        CLI11_PARSE(app, argc, argv);
        rlimit limit{};
        ::getrlimit(RLIMIT_NOFILE, &limit);
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
        asio::io_context io(1);
        std::exception_ptr wrong;
        asio::co_spawn(io, obey(io, options), [&](const std::exception_ptr& e) {
            wrong = e;
            io.stop();
        });
        io.run();
        if (wrong) std::rethrow_exception(wrong);
        return 0;
    } catch (const std::exception& e) {
        fmt::print(stderr, "sync-fleet: {}\n", e.what());
        return 1;
    }
}
