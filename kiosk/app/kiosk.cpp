#include "kiosk/app/kiosk.hpp"

#include <csignal>
#include <map>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>

#include "kiosk/app/screens.hpp"
#include "kiosk/app/scrub_stack.hpp"
#include "kiosk/link/office_link.hpp"
#include "kiosk/tickets/no_desk.hpp"

#ifdef LOBBY_INSPECT
#include "kiosk/ui/inspect_server.hpp"
#endif

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

bool is_hall_news(const Event& event) {
    const auto* of_tickets = std::get_if<tickets::Event>(&event);
    return of_tickets && std::holds_alternative<tickets::HallNews>(*of_tickets);
}

uint32_t random_below(uint32_t bound) {
    return randombytes_uniform(bound);
}

}  // namespace

struct Kiosk::Impl {
    Impl(const Settings& s, const std::filesystem::path& inspect_socket, const Clock& c, Log& l)
        : settings(s),
          clock(c),
          log(l),
          window(s.window),
          io(1),
          work(io.get_executor()),
          signals(io, SIGTERM, SIGINT),
          link(
              io, s.link, c, l, [this](const LinkState& news) { on_link(news); }, random_below),
          reader(io, s.reader, l, [this](platform::ReaderEvent event) { on_reader(std::move(event)); }) {
        for (const char* language : {first_language, "en"})
            locales.emplace(language, ui::Locale(s.catalogues, language));
        state.place = Home{};
        state.office = s.profile;
        emit = [this](Event event) { pending.push_back(std::move(event)); };
        desk = std::make_unique<tickets::NoDesk>([this](tickets::DeskAnswer answer) {
            std::visit([this](auto& event) { pending.emplace_back(std::move(event)); }, answer);
        });
#ifdef LOBBY_INSPECT
        if (!inspect_socket.empty())
            inspect = std::make_unique<ui::InspectServer>(
                io.get_executor(), inspect_socket, [this](std::string file, std::function<void(bool)> done) {
                    window.post([this, file = std::move(file), done = std::move(done)] {
                        done(window.save_picture(file));
                    });
                });
#else
        static_cast<void>(inspect_socket);
#endif
    }

    // ---- I/O thread
    // --------------------------------------------------------------------------------------------------
    void on_link(const LinkState& link_state) {
        OfficeState news;
        if (const auto* up = std::get_if<LinkUp>(&link_state))
            news = {true, up->office};
        else if (std::holds_alternative<LinkConnecting>(link_state))
            return;
        send(Event{std::move(news)});
    }
    void on_reader(platform::ReaderEvent event) {
        send(Event{flow_event(std::move(event))});
    }
    // Events are moved, never copied more than the queue must: they may hold a person's number.
    void send(Event event) {
        auto shared = std::make_shared<Event>(std::move(event));
        window.post([this, shared] { pending.push_back(std::move(*shared)); });
    }

    // ---- main thread
    // -------------------------------------------------------------------------------------------------
    void draw(ui::Ui& ui) {
        const View view{state, clock.wall(), window.now_ms(), settings.session.warning_ms, emit};
        if (ui.touched()) emit(Touched{});
        draw_screen(ui, view);
    }

    bool settle(uint32_t now_ms) {
        const int warning_before = warning_seconds_left(state, shown_at_ms);
        const auto due = next_tick_ms(state, now_ms, settings.session);
        bool changed = false;
        if (due && *due == 0) pending.emplace_back(Tick{});
        // Carrying out effects may bring further events.
        for (size_t i = 0; i < pending.size(); ++i) {
            Event event = std::move(pending[i]);
            changed = changed || shows_hall(state) || !is_hall_news(event);
            for (auto& effect : step(state, std::move(event), now_ms, settings.session))
                carry_out(std::move(effect));
        }
        pending.clear();
        if (warning_seconds_left(state, now_ms) != warning_before) changed = true;
        if (changed) shown_at_ms = now_ms;
        return changed;
    }

    void carry_out(Effect effect) {
        if (auto* ask = std::get_if<lookup::AskOffice>(&effect)) {
            const uint64_t question = ask->question;
            const auto ticket =
                link.lookup(std::move(ask->request), std::chrono::milliseconds(settings.answer_deadline_ms),
                            [this, question](Result<api::LookupReply, LinkError> result) {
                                on_answer(question, std::move(result));
                            });
            tickets[question] = ticket;
        } else if (const auto* cancel = std::get_if<lookup::CancelQuestion>(&effect)) {
            if (const auto found = tickets.find(cancel->question); found != tickets.end())
                link.cancel(found->second);
            tickets.erase(cancel->question);
        } else if (std::holds_alternative<lookup::ReconnectNow>(effect)) {
            link.retry_now();
        } else if (auto* ticket = std::get_if<tickets::Errand>(&effect)) {
            desk->carry_out(std::move(*ticket));
        } else if (auto* rating = std::get_if<ratings::Errand>(&effect)) {
            desk->carry_out(std::move(*rating));
        } else if (auto* help = std::get_if<help::Errand>(&effect)) {
            desk->carry_out(std::move(*help));
        } else if (std::holds_alternative<WipeSession>(effect)) {
            tickets.clear();
            log.write(lobby::Event::session_ended);
            link.scrub();
            wipe_wanted = true;
        } else {
            log.write(lobby::Event::session_started);
        }
    }

    // On the I/O thread.
    void on_answer(uint64_t question, Result<api::LookupReply, LinkError> result) {
        lookup::Answered answered{question, lookup::AskError::unreachable};
        if (result)
            answered.outcome = std::move(*result);
        else if (result.error() == LinkError::timed_out)
            answered.outcome = lookup::AskError::timed_out;
        else if (result.error() == LinkError::cancelled)
            return;
        send(Event{lookup::Event{std::move(answered)}});
    }

    void presented(const ui::SemanticTree& tree, const ui::FrameStats& stats) {
        if (tree.screen != last_screen) {
            last_screen = tree.screen;
            log.write(lobby::Event::screen_shown,
                      {{Field::screen, tree.screen}, {Field::milliseconds, stats.last_us / 1000}});
        }
#ifdef LOBBY_INSPECT
        if (inspect) inspect->publish(tree, stats);
#else
        static_cast<void>(stats);
#endif
        if (!started) {
            started = true;
            begin_io();
        }
        // With the start screen shown, nothing of the visitor is needed any more.
        if (wipe_wanted && std::holds_alternative<Home>(state.place)) {
            wipe_wanted = false;
            window.forget_glyphs();
            scrub_stack();
            asio::post(io, scrub_stack);
        }
    }

    // Devices and network come after the first picture: nobody waits for them.
    void begin_io() {
        signals.async_wait([this](boost::system::error_code error, int) {
            if (!error) window.quit();
        });
        link.start();
        if (settings.reader.device.empty())
            send(Event{lookup::Event{lookup::ReaderState{false}}});
        else
            reader.start();
        io_thread = std::thread([this] { io.run(); });
    }

    void end_io() {
        link.stop();
        reader.stop();
        work.reset();
        io.stop();
        if (io_thread.joinable()) io_thread.join();
    }

    const Settings settings;
    const Clock& clock;
    Log& log;
    ui::Window window;
    std::map<std::string, ui::Locale> locales;
    asio::io_context io;
    asio::executor_work_guard<asio::io_context::executor_type> work;
    asio::signal_set signals;
    OfficeLink link;
    platform::CardReader reader;
    std::thread io_thread;
    State state;
    Emit emit;
    std::vector<Event> pending;
    std::unique_ptr<tickets::TicketService> desk;
    std::map<uint64_t, OfficeLink::Ticket> tickets;
    std::string last_screen;
    uint32_t shown_at_ms = 0;
    bool started = false;
    bool wipe_wanted = false;
#ifdef LOBBY_INSPECT
    std::unique_ptr<ui::InspectServer> inspect;
#endif
};

Kiosk::Kiosk(const Settings& settings, const std::filesystem::path& inspect_socket, const Clock& clock,
             Log& log)
    : impl_(std::make_unique<Impl>(settings, inspect_socket, clock, log)) {}

Kiosk::~Kiosk() = default;

void Kiosk::run() {
    auto& k = *impl_;
    k.window.run({
        [&k](ui::Ui& ui) { k.draw(ui); },
        [&k](uint32_t now_ms) { return k.settle(now_ms); },
        [&k](uint32_t now_ms) -> std::optional<uint32_t> {
            const auto due = next_tick_ms(k.state, now_ms, k.settings.session);
            if (!due) return std::nullopt;
            return static_cast<uint32_t>(std::min<uint64_t>(*due, 3'600'000));
        },
        [&k]() -> const ui::Locale& { return k.locales.at(k.state.language); },
        [&k](const ui::SemanticTree& tree, const ui::FrameStats& stats) { k.presented(tree, stats); },
    });
    k.end_io();
}

}  // namespace lobby::kiosk::app
