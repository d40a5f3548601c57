#include "kiosk/app/services.hpp"

#include <chrono>
#include <csignal>
#include <optional>
#include <thread>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>

#include "kiosk/app/clock_watch.hpp"
#include "kiosk/app/lawyer_services.hpp"
#include "kiosk/app/scrub_stack.hpp"
#include "kiosk/cache/cache_keeper.hpp"
#include "kiosk/cache/offline_lookup.hpp"
#include "kiosk/link/office_link.hpp"
#include "kiosk/store/kiosk_store.hpp"
#include "kiosk/tickets/desk_service.hpp"
#include "kiosk/tickets/no_desk.hpp"

namespace lobby::kiosk::app {

namespace asio = boost::asio;

namespace {

// The reader's word for what happened, in the flow's.
lookup::Event flow_event(platform::ReaderEvent event) {
    if (std::holds_alternative<platform::ReaderReady>(event)) return lookup::ReaderState{true};
    if (std::holds_alternative<platform::ReaderLost>(event)) return lookup::ReaderState{false};
    if (std::holds_alternative<platform::CardPlaced>(event)) return lookup::CardPlaced{};
    if (const auto* removed = std::get_if<platform::CardRemoved>(&event))
        return lookup::CardRemoved{removed->was_read};
    if (auto* read = std::get_if<platform::CardRead>(&event))
        return lookup::CardRead{std::move(read->card.number), std::move(read->card.name),
                                read->card.valid_from, read->card.valid_to};
    switch (std::get<platform::CardFailed>(event).reason) {
        case platform::CardFailure::lift_and_place:
            return lookup::CardFailed{lookup::CardProblem::lift_and_place};
        case platform::CardFailure::not_an_identity_card:
            return lookup::CardFailed{lookup::CardProblem::not_an_identity_card};
        case platform::CardFailure::unreadable:
            break;
    }
    return lookup::CardFailed{lookup::CardProblem::unreadable};
}

// Without a store there are no numbers, but cases can still be asked for.
std::optional<KioskStore> open_store(const Settings& settings, const Clock& clock, Log& log) {
    if (settings.store_dir.empty()) return std::nullopt;
    try {
        return KioskStore::open(settings.store_dir, clock, log);
    } catch (const std::exception&) {
        log.write(lobby::Event::store_failed, {{Field::reason, "cannot_open"}});
        return std::nullopt;
    }
}

// The pepper stands with the kiosk's own key, in another folder than what it is for.
cache::CacheKeeper::Settings cache_settings(const Settings& settings) {
    return {{settings.store_dir / "cache", settings.store_dir / "quarantine"},
            settings.link.identity_dir / "cache.pepper"};
}

}  // namespace

struct Services::Impl {
    Impl(const Settings& s, const Locales& locales, const Clock& clock, Log& log, Outside o)
        : settings(s),
          outside(std::move(o)),
          io(1),
          work(io.get_executor()),
          signals(io, SIGTERM, SIGINT),
          clock_watch(io, clock, log),
          link(
              io, s.link, clock, log, [this](const LinkState& news) { on_link(news); }, randombytes_uniform),
          reader(io, s.reader, log,
                 [this](platform::ReaderEvent event) { outside.send(Event{flow_event(std::move(event))}); }),
          store(open_store(s, clock, log)) {
        const auto answer = [this](tickets::DeskAnswer said) {
            std::visit([this](auto& event) { outside.send(Event{std::move(event)}); }, said);
        };
        if (!store) {
            desk = std::make_unique<tickets::NoDesk>(answer);
            make_lawyers(locales, clock, log);
            return;
        }
        tickets::OfficeSide office{
            [this] { link.journal_grew(); },
            [this](const api::TicketQuestion& question, std::chrono::milliseconds deadline,
                   tickets::OfficeSide::Answered done) {
                link.ask_ticket(question, deadline, std::move(done));
            },
            [this](api::AppointmentQuestion question, std::chrono::milliseconds deadline,
                   tickets::OfficeSide::AppointmentTold done) {
                link.ask_appointment(std::move(question), deadline, std::move(done));
            }};
        auto whole = std::make_unique<tickets::DeskService>(
            tickets::DeskService::Parts{io, *store, clock, log, locales, s.printer, std::move(office),
                                        s.profile, outside.language, answer});
        whole_desk = whole.get();
        desk = std::move(whole);
        link.set_journal(*store);
        link.set_hall_observer([this](const api::HallFeed& feed) { whole_desk->on_feed(feed); });
        store->on_acknowledged([this](uint64_t through) { whole_desk->acknowledged(through); });
        if (s.cache.enabled)
            make_cache(clock, log);
        else
            cache::remove_cache(cache_settings(s), log);
        make_lawyers(locales, clock, log);
    }

    void make_cache(const Clock& clock, Log& log) {
        keeper.emplace(io, cache_settings(settings), clock, log);
        offline.emplace(cache::OfflineLookup::Parts{
            *keeper, *store, clock, log, {std::chrono::hours(settings.cache.hours)}, [this] {
                link.journal_grew();
            }});
        link.set_feed({[this](const std::optional<api::CachePepper>& pepper, FeedSide::Send send) {
                           keeper->connected(pepper, std::move(send));
                       },
                       [this] { keeper->disconnected(); },
                       [this](api::FeedPart part) { keeper->take(std::move(part)); }});
    }

    void make_lawyers(const Locales& locales, const Clock& clock, Log& log) {
        lawyers = std::make_unique<LawyerServices>(
            LawyerServices::Parts{io, settings, locales, clock, log, link, store ? &*store : nullptr,
                                  whole_desk, [this](Event event) { outside.send(std::move(event)); },
                                  [this](platform::Preview seen) { outside.show(std::move(seen)); }});
    }

    // ---- I/O thread
    // --------------------------------------------------------------------------------------------------
    void on_link(const LinkState& state) {
        if (std::holds_alternative<LinkConnecting>(state)) return;
        OfficeState news;
        const auto* down = std::get_if<LinkDown>(&state);
        if (keeper && down && down->reason == LinkError::revoked) keeper->revoked();
        if (const auto* up = std::get_if<LinkUp>(&state)) {
            news = {true, up->office};
            clock_watch.office_says(up->office_time);
            lawyers->on_office(*up);
        }
        if (whole_desk) whole_desk->on_office(news.reachable, news.profile);
        outside.send(Event{std::move(news)});
    }

    // The office is away, or its store is: what did it say before?
    lookup::Answered from_records(uint64_t question, const api::LookupRequest& asked, lookup::AskError why) {
        if (!offline) return {question, why};
        const auto* card = std::get_if<api::CardEvidence>(&asked.evidence);
        if (!card) return {question, offline->can_answer() ? lookup::AskError::card_would_do : why};
        auto found = offline->answer(*card);
        if (found) return {question, lookup::FromRecords{std::move(found->cases), found->as_of}};
        const bool too_old = found.error() == cache::OfflineProblem::too_old;
        return {question, too_old ? lookup::AskError::records_too_old : why};
    }

    void on_answer(uint64_t question, const api::LookupRequest& asked,
                   Result<api::LookupReply, LinkError> result) {
        using lookup::AskError;
        if (!result && result.error() == LinkError::cancelled) return;
        const bool late = !result && result.error() == LinkError::timed_out;
        if (!result || std::holds_alternative<api::LookupUnavailable>(*result))
            return outside.send(Event{lookup::Event{
                from_records(question, asked, late ? AskError::timed_out : AskError::unreachable)}});
        outside.send(Event{lookup::Event{lookup::Answered{question, std::move(*result)}}});
    }

    // ---- main thread
    // -------------------------------------------------------------------------------------------------
    void ask(lookup::AskOffice asked) {
        const uint64_t question = asked.question;
        auto kept = asked.request;
        questions[question] =
            link.lookup(std::move(asked.request), std::chrono::milliseconds(settings.answer_deadline_ms),
                        [this, question, kept = std::move(kept)](Result<api::LookupReply, LinkError> result) {
                            on_answer(question, kept, std::move(result));
                        });
    }

    void cancel(uint64_t question) {
        if (const auto found = questions.find(question); found != questions.end()) link.cancel(found->second);
        questions.erase(question);
    }

    const Settings& settings;
    Outside outside;
    asio::io_context io;
    asio::executor_work_guard<asio::io_context::executor_type> work;
    asio::signal_set signals;
    ClockWatch clock_watch;
    OfficeLink link;
    platform::CardReader reader;
    std::optional<KioskStore> store;
    std::optional<cache::CacheKeeper> keeper;
    std::optional<cache::OfflineLookup> offline;  // with the keeper
    std::unique_ptr<tickets::TicketService> desk;
    tickets::DeskService* whole_desk = nullptr;  // the same, where there is a store
    std::unique_ptr<LawyerServices> lawyers;
    std::map<uint64_t, OfficeLink::Ticket> questions;
    std::thread thread;
};

Services::Services(const Settings& settings, const Locales& locales, const Clock& clock, Log& log,
                   Outside outside)
    : impl_(std::make_unique<Impl>(settings, locales, clock, log, std::move(outside))) {}

Services::~Services() {
    stop();
}

void Services::start() {
    auto& s = *impl_;
    s.signals.async_wait([&s](boost::system::error_code error, int) {
        if (!error) s.outside.quit();
    });
    if (s.whole_desk) s.whole_desk->start();
    s.lawyers->start();
    if (s.keeper) s.keeper->start();
    s.clock_watch.start();
    s.link.start();
    if (s.settings.reader.device.empty())
        s.outside.send(Event{lookup::Event{lookup::ReaderState{false}}});
    else
        s.reader.start();
    s.thread = std::thread([&s] { s.io.run(); });
}

void Services::stop() {
    auto& s = *impl_;
    if (!s.thread.joinable()) return;
    s.clock_watch.stop();
    s.link.stop();
    s.reader.stop();
    s.lawyers->stop();
    if (s.whole_desk) s.whole_desk->stop();
    s.work.reset();
    s.io.stop();
    s.thread.join();
    if (s.keeper) s.keeper->stop();
}

void Services::carry_out(Effect effect) {
    auto& s = *impl_;
    if (auto* ask = std::get_if<lookup::AskOffice>(&effect))
        s.ask(std::move(*ask));
    else if (const auto* cancel = std::get_if<lookup::CancelQuestion>(&effect))
        s.cancel(cancel->question);
    else if (std::holds_alternative<lookup::ReconnectNow>(effect))
        s.link.retry_now();
    else if (auto* ticket = std::get_if<tickets::Errand>(&effect))
        s.desk->carry_out(std::move(*ticket));
    else if (auto* rating = std::get_if<ratings::Errand>(&effect))
        s.desk->carry_out(std::move(*rating));
    else if (auto* help = std::get_if<help::Errand>(&effect))
        s.desk->carry_out(std::move(*help));
    else if (auto* lawyer = std::get_if<lawyer::Errand>(&effect))
        s.lawyers->carry_out(std::move(*lawyer), s.outside.language());
}

void Services::forget_visitor() {
    impl_->questions.clear();
    impl_->link.scrub();
}

void Services::scrub() {
    asio::post(impl_->io, scrub_stack);
}

asio::any_io_executor Services::executor() {
    return impl_->io.get_executor();
}

}  // namespace lobby::kiosk::app
