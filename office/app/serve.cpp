#include "office/app/serve.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "office/app/join_desks.hpp"
#include "office/appointments/appointment_desk.hpp"
#include "office/cases/lookup_service.hpp"
#include "office/cases/person_roots.hpp"
#include "office/console/console.hpp"
#include "office/feed/feed_desk.hpp"
#include "office/file_review/file_review_desk.hpp"
#include "office/fleet/enrolment_desk.hpp"
#include "office/fleet/help_desk.hpp"
#include "office/fleet/journal_desk.hpp"
#include "office/hall/hall_publisher.hpp"
#include "office/import/inbox.hpp"
#include "office/lawyers/lawyer_desk.hpp"
#include "office/ledger/anchor_keeper.hpp"
#include "office/link/enrolment_server.hpp"
#include "office/link/link_server.hpp"
#include "office/notices/gateway_choice.hpp"
#include "office/notices/notice_desk.hpp"
#include "office/queue/store/queue_service.hpp"
#include "office/scans/scan_archive.hpp"
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

// A kiosk has the series of its numbers from its first day, so that it can be alone at once.
asio::awaitable<Result<EnrolmentAnswer, EnrolmentError>> enrol_with_series(
    DatabaseWriter& writer, const StoreKey& key, const CertificateAuthority& authority,
    queue::QueueService& queue, const Clock& clock, std::string body) {
    auto answer = co_await enrol_through(writer, key, authority, clock, std::move(body));
    if (!answer) co_return answer;
    queue::Ask ask{"enrolment", {}, {}, queue::AssignSeries{answer->kiosk_id}};
    const auto assigned = co_await queue.execute(std::move(ask));
    // It is enrolled all the same, and asks again when it connects.
    static_cast<void>(assigned);
    co_return answer;
}

NoticeNames notice_names(const OfficeConfig& config) {
    const bool zh = config.notices.language == NoticeSettings::Language::zh;
    return {zh ? config.profile.name_zh : config.profile.name_en, config.profile.phone};
}

}  // namespace

int serve(const OfficeConfig& config, const queue::Settings& settings, const file_review::Rules& reviews) {
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
    auto office_db = open_office_db(config.data_dir, Access::read);
    queue::QueueService queue(office_db, settings, key, writer, clock, log);
    HelpDesk help(office_db, key, writer, clock);
    AppointmentDesk appointments(office_db, queue.settings(), key, writer, clock);
    FileReviewDesk review(office_db, reviews, key, WorkingDays::built_in(), appointments, writer, clock);
    appointments.on_cancelled([&](store::Database& db, const std::string& id, const std::string& by) {
        review.appointment_cancelled(db, id, by);
    });
    NoticeOutbox outbox(config.notices, key, clock);
    NoticeDesk notices(io, office_db, outbox, notice_names(config), key, writer,
                       make_gateway(config.notices, clock), clock, log);
    ScanArchive scan_archive(config.data_dir, writer, clock, log);
    LawyerDesk lawyers(io, config, office_db, scan_archive, key, WorkingDays::built_in(), writer, clock, log);
    StageWatch stages(
        io, config.data_dir, outbox, watched_cases(clock),
        [&](store::Database& db, const api::RegistrationId& id) { return lawyers.agreed_phone(db, id); },
        writer, log);
    join(lawyers, review, outbox, stages);
    scan_archive.on_arrived([&](const api::PageId&) { asio::post(io, [&] { lawyers.page_arrived(); }); });
    JournalDesk journals(office_db, queue, help, appointments, writer, key, clock, log);
    journals.take_registrations_to(lawyers);
    LookupService lookups(config, key, WorkingDays::built_in(), writer, clock, log);
    Console console(io, {config, key, authority, writer, queue, lookups, help, appointments, lawyers, review,
                         clock, log});
    FeedDesk feed(io, config.data_dir, WorkingDays::built_in(), clock, log);
    AnchorKeeper anchors(config.data_dir, config.anchor_copies, office_db, key, clock, log);
    HallPublisher hall(io, queue, console.public_url() + "/t/", clock);

    KioskServices services{
        [&](std::string kiosk, api::LookupRequest request) {
            return lookups.answer(std::move(kiosk), std::move(request));
        },
        [&](const std::string& kiosk, const std::optional<api::JournalId>& journal) {
            return journals.greet(kiosk, journal);
        },
        [&](std::string kiosk, api::JournalId journal, api::JournalEntries entries) {
            return journals.apply(std::move(kiosk), journal, std::move(entries));
        },
        [&](const api::TicketQuestion& question) { return hall.answer(question); },
        [&](const std::string& kiosk) { return hall.feed_for(kiosk); },
        [&](const api::AppointmentQuestion& question) { return appointments.answer(question); }};
    services.lawyer = [&](std::string kiosk, api::LawyerQuestion question) {
        return lawyers.answer(std::move(kiosk), std::move(question));
    };
    services.check = [&](std::string kiosk, api::CheckQuestion question) {
        return lawyers.check(std::move(kiosk), std::move(question));
    };
    services.scan_key = scan_archive.public_key();
    services.check_rules = config.lawyers.papers;
    services.scans = [&](scans::Request request) { return scan_archive.receive(std::move(request)); };
    services.slots = [&](std::string kiosk, api::SlotsQuestion question) {
        return review.slots(std::move(kiosk), std::move(question));
    };
    services.book = [&](std::string kiosk, api::BookQuestion question) {
        return review.book(std::move(kiosk), std::move(question));
    };
    services.cache_pepper = cache_pepper(key);
    services.feed = [&](FeedFrom from) { return feed.read(std::move(from)); };
    LinkServer link(io, config, authority, std::move(services), clock, log);
    EnrolmentServer enrolment(
        io, config, authority,
        [&](std::string body) {
            return enrol_with_series(writer, key, authority, queue, clock, std::move(body));
        },
        clock, log);
    std::optional<imports::Inbox> inbox;
    if (!config.inbox_dir.empty())
        inbox.emplace(io, config.inbox_dir, imports::Importer(config.data_dir, key, clock, log), clock, log);
    asio::co_spawn(io, queue.watch_the_clock(), asio::detached);
    asio::co_spawn(io, scan_archive.watch_the_clock(), asio::detached);
    asio::co_spawn(io, lawyers.watch_the_clock(), asio::detached);
    asio::co_spawn(io, anchors.watch_the_clock(), asio::detached);
    hall.start([&] { link.hall_changed(); });
    feed.start([&] { link.feed_changed(); });
    link.start();
    enrolment.start();
    console.start();
    notices.start();
    if (outbox.on() && config.notices.stage_changes) stages.start();
    if (inbox) {
        inbox->on_taken([&] {
            stages.wake();
            feed.wake();
        });
        inbox->start();
    }

    asio::steady_timer last_words(io);
    asio::signal_set signals(io, SIGTERM, SIGINT);
    signals.async_wait([&](boost::system::error_code, int) {
        log.write(Event::program_stopping);
        link.stop();
        enrolment.stop();
        console.stop();
        hall.stop();
        notices.stop();
        scan_archive.stop();
        stages.stop();
        feed.stop();
        lawyers.stop();
        anchors.stop();
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
