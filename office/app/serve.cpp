#include "office/app/serve.hpp"

#include <cstdio>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>
#include <sys/stat.h>

#include "office/cases/lookup_service.hpp"
#include "office/fleet/enrolment_desk.hpp"
#include "office/import/inbox.hpp"
#include "office/link/enrolment_server.hpp"
#include "office/link/link_server.hpp"
#include "office/store/databases.hpp"

namespace lobby::office {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::milliseconds goodbye_time{500};  // for the kiosks to hear that the office closes

asio::awaitable<Result<EnrolmentAnswer, EnrolmentError>> enrol(DatabaseWriter& writer, const StoreKey& key,
                                                               const CertificateAuthority& authority,
                                                               const Clock& clock, std::string body) {
    using Answer = Result<EnrolmentAnswer, EnrolmentError>;
    std::function<Answer(SQLite::Database&)> work = [&](SQLite::Database& db) {
        return enrol_kiosk(db, key, authority, clock.wall(), body);
    };
    auto answer = co_await writer.write<Answer>(work);
    if (!answer) co_return fail(EnrolmentError::malformed);
    co_return std::move(*answer);
}

}  // namespace

int serve(const OfficeConfig& config) {
    ::umask(077);
    const SystemClock clock;
    make_private_dir(config.data_dir);
    make_private_dir(config.data_dir / "log");
    auto log = Log::to_file("case-office", clock, config.data_dir / "log" / "office.log");
    log.write(Event::program_started);
    const auto key = StoreKey::load_or_make(config.data_dir);
    const auto authority = CertificateAuthority::load_or_make(config.data_dir, clock.wall());
    DatabaseWriter writer(open_office_db(config.data_dir, Access::write));
    LookupService lookups(config, key, WorkingDays::built_in(), writer, clock, log);

    asio::io_context io(1);
    LinkServer link(
        io, config, authority,
        [&lookups](std::string kiosk, api::LookupRequest request) {
            return lookups.answer(std::move(kiosk), std::move(request));
        },
        clock, log);
    EnrolmentServer enrolment(
        io, config, authority,
        [&](std::string body) { return enrol(writer, key, authority, clock, std::move(body)); }, clock, log);
    std::optional<imports::Inbox> inbox;
    if (!config.inbox_dir.empty())
        inbox.emplace(io, config.inbox_dir, imports::Importer(config.data_dir, key, clock, log), clock, log);
    link.start();
    enrolment.start();
    if (inbox) inbox->start();

    asio::steady_timer last_words(io);
    asio::signal_set signals(io, SIGTERM, SIGINT);
    signals.async_wait([&](boost::system::error_code, int) {
        log.write(Event::program_stopping);
        link.stop();
        enrolment.stop();
        if (inbox) inbox->stop();
        last_words.expires_after(goodbye_time);
        last_words.async_wait([&](boost::system::error_code) { io.stop(); });
    });

    log.write(Event::office_listening, {{Field::port, link.port()}});
    fmt::print("{{\"ready\":true,\"link_port\":{},\"enrol_port\":{}}}\n", link.port(), enrolment.port());
    std::fflush(stdout);
    io.run();
    return 0;
}

}  // namespace lobby::office
