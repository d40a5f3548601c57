#include "office/app/serve.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "office/cases/lookup_service.hpp"
#include "office/console/console.hpp"
#include "office/fleet/enrolment_desk.hpp"
#include "office/import/inbox.hpp"
#include "office/link/enrolment_server.hpp"
#include "office/link/link_server.hpp"
#include "office/queue/store/queue_service.hpp"
#include "office/store/databases.hpp"

namespace lobby::office {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::milliseconds goodbye_time{500};  // for the kiosks to hear that the office closes

// Each kiosk is a descriptor.
void allow_many_descriptors() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 65'536);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

int serve(const OfficeConfig& config, const queue::Settings& hall) {
    ::umask(077);
    allow_many_descriptors();
    const SystemClock clock;
    make_private_dir(config.data_dir);
    make_private_dir(config.data_dir / "log");
    auto log = Log::to_file("case-office", clock, config.data_dir / "log" / "office.log");
    log.write(Event::program_started);
    const auto key = StoreKey::load_or_make(config.data_dir);
    const auto authority = CertificateAuthority::load_or_make(config.data_dir, clock.wall());
    asio::io_context io(1);  // goes last: reads and writes under way hand their results over to it
    DatabaseWriter writer(open_office_db(config.data_dir, Access::write));
    auto queue_db = open_office_db(config.data_dir, Access::read);
    queue::QueueService queue(queue_db, hall, key, writer, clock, log);
    LookupService lookups(config, key, WorkingDays::built_in(), writer, clock, log);

    LinkServer link(
        io, config, authority,
        [&lookups](std::string kiosk, api::LookupRequest request) {
            return lookups.answer(std::move(kiosk), std::move(request));
        },
        clock, log);
    EnrolmentServer enrolment(
        io, config, authority,
        [&](std::string body) { return enrol_through(writer, key, authority, clock, std::move(body)); },
        clock, log);
    std::optional<imports::Inbox> inbox;
    if (!config.inbox_dir.empty())
        inbox.emplace(io, config.inbox_dir, imports::Importer(config.data_dir, key, clock, log), clock, log);
    Console console(io, {config, key, authority, writer, queue, lookups, clock, log});
    asio::co_spawn(io, queue.watch_the_clock(), asio::detached);
    link.start();
    enrolment.start();
    console.start();
    if (inbox) inbox->start();

    asio::steady_timer last_words(io);
    asio::signal_set signals(io, SIGTERM, SIGINT);
    signals.async_wait([&](boost::system::error_code, int) {
        log.write(Event::program_stopping);
        link.stop();
        enrolment.stop();
        console.stop();
        if (inbox) inbox->stop();
        last_words.expires_after(goodbye_time);
        last_words.async_wait([&](boost::system::error_code) { io.stop(); });
    });

    log.write(Event::office_listening, {{Field::port, link.port()}});
    fmt::print("{{\"ready\":true,\"link_port\":{},\"enrol_port\":{},\"console_port\":{}}}\n", link.port(),
               enrolment.port(), console.port());
    std::fflush(stdout);
    io.run();
    return 0;
}

}  // namespace lobby::office
