#include "office/console/console.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include "base/x509/private_file.hpp"
#include "office/accounts/account_store.hpp"
#include "office/console/desk.hpp"
#include "office/console/http_server.hpp"
#include "office/store/databases.hpp"

namespace lobby::office {

namespace asio = boost::asio;
using namespace console;  // NOLINT: this is its shell

namespace {

IdentitySource identity_source(const ConsoleParts& p) {
    return [&config = p.config, &authority = p.authority, &clock = p.clock]() -> ServerIdentity {
        const auto& c = config.console;
        if (c.certificate.empty()) return authority.server_identity(config.host_name, clock.wall());
        auto certificate = read_small_file(c.certificate);
        auto key = read_small_file(c.key);
        if (!certificate || !key)
            throw std::runtime_error("[console] certificate and key cannot be read: " +
                                     (certificate ? c.key : c.certificate).string());
        return {std::move(*key), std::move(*certificate)};
    };
}

PageFiles load_pages(const ConsoleParts& p) {
    const bool named = !p.config.console.pages_dir.empty();
    const auto dir = named ? p.config.console.pages_dir : pages_beside_program();
    if (!named && !std::filesystem::is_directory(dir)) {
        p.log.write(Event::console_pages_missing);
        return {};
    }
    return PageFiles::load(dir);
}

std::vector<Route> all_routes() {
    std::vector<Route> routes;
    for (auto part : {session_routes(), queue_routes(), public_routes(), account_routes(), help_routes(),
                      entitlement_routes(), figures_routes(), appointment_routes(), registration_routes(),
                      file_review_routes(), notice_routes()})
        routes.insert(routes.end(), part.begin(), part.end());
    return routes;
}

}  // namespace

struct Console::Parts {
    Parts(asio::io_context& context, const ConsoleParts& p, const ConsoleLimits& lim)
        : io(context),
          parts(p),
          limits(lim),
          accounts_db(open_office_db(p.config.data_dir, Access::read)),
          accounts(p.key, p.writer, p.clock, p.log, lim.sign_in),
          sessions(lim.sessions),
          live(context, p.queue, p.help, p.config.data_dir, p.config.profile, p.clock),
          registrations(context, p.lawyers, p.clock),
          pages(load_pages(p)),
          archive(p.config.data_dir),
          announcer(p.config.speech, speech::voice_of(p.config.speech), p.log),
          desk{p.config,       p.key,     p.writer,  p.queue,  p.lookups, p.help,
               p.appointments, p.lawyers, p.reviews, accounts, sessions,  live,
               registrations,  archive,   announcer, pages,    p.clock,   p.log},
          routes(all_routes()),
          server(
              context, {p.config.console.address, p.config.console.port}, identity_source(p),
              [this](Request& request) { return answer(desk, routes, request); }, p.log, lim.http),
          tick(context) {}

    asio::awaitable<void> watch();
    void end_sessions_that_are_over();

    asio::io_context& io;
    const ConsoleParts parts;
    const ConsoleLimits limits;
    store::Database accounts_db;
    AccountService accounts;
    Sessions sessions;
    Live live;
    RegistrationFeed registrations;
    const PageFiles pages;
    Archive archive;
    speech::Announcer announcer;
    Desk desk;
    const std::vector<Route> routes;
    HttpServer server;
    asio::steady_timer tick;
    int64_t seen = -1;
    bool stopping = false;
};

// An account that was disabled or given a new password, here or by the command, has no session from before.
void Console::Parts::end_sessions_that_are_over() {
    const int64_t version = accounts_db.change_mark();
    std::map<std::string, uint64_t> good;
    const bool changed = version != seen && sessions.size() > 0;
    if (changed) {
        for (const auto& a : list_accounts(accounts_db))
            if (!a.disabled) good[a.name] = a.generation;
        seen = version;
    }
    sessions.sweep(parts.clock.steady(), [&](const Session& s) {
        if (!changed) return false;
        const auto account = good.find(s.account);
        return account == good.end() || account->second != s.generation;
    });
}

asio::awaitable<void> Console::Parts::watch() {
    while (!stopping) {
        tick.expires_after(limits.watch);
        boost::system::error_code error;
        co_await tick.async_wait(asio::redirect_error(asio::use_awaitable, error));
        if (stopping) co_return;
        try {
            end_sessions_that_are_over();
        } catch (const std::exception&) {  // a locked database: tried again at the next tick
            seen = -1;
            parts.log.write(Event::store_failed, {{Field::reason, "accounts"}});
        }
    }
}

Console::Console(asio::io_context& io, const ConsoleParts& parts, ConsoleLimits limits)
    : parts_(std::make_unique<Parts>(io, parts, limits)) {}

Console::~Console() {
    stop();
}

uint16_t Console::port() const {
    return parts_->server.port();
}

std::string Console::public_url() const {
    const auto& config = parts_->parts.config;
    if (!config.console.public_url.empty()) return config.console.public_url;
    return fmt::format("https://{}:{}", config.host_name, port());
}

void Console::start() {
    parts_->server.start();
    asio::co_spawn(parts_->io, parts_->watch(), asio::detached);
    parts_->parts.log.write(Event::console_listening, {{Field::port, port()}});
}

void Console::stop() {
    if (parts_->stopping) return;
    parts_->stopping = true;
    parts_->tick.cancel();
    parts_->live.end();
    parts_->registrations.end();
    parts_->server.stop();
}

}  // namespace lobby::office
