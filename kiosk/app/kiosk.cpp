#include "kiosk/app/kiosk.hpp"

#include <utility>

#include "kiosk/app/screens.hpp"
#include "kiosk/app/scrub_stack.hpp"
#include "kiosk/app/services.hpp"

#ifdef LOBBY_INSPECT
#include "kiosk/ui/inspect_server.hpp"
#endif

namespace lobby::kiosk::app {

namespace {

Locales load_locales(const std::filesystem::path& catalogues) {
    Locales locales;
    for (const char* language : {first_language, "en"})
        locales.emplace(language, ui::Locale(catalogues, language));
    return locales;
}

bool is_hall_news(const Event& event) {
    const auto* of_tickets = std::get_if<tickets::Event>(&event);
    return of_tickets && std::holds_alternative<tickets::HallNews>(*of_tickets);
}

}  // namespace

struct Kiosk::Impl {
    Impl(const Settings& s, const std::filesystem::path& inspect_socket, const Clock& c, Log& l)
        : settings(s),
          clock(c),
          log(l),
          window(s.window),
          locales(load_locales(s.catalogues)),
          services(settings, locales, c, l,
                   {[this](Event event) { send(std::move(event)); }, [this] { return state.language; },
                    [this] { window.quit(); }, [this](platform::Preview seen) { show(std::move(seen)); }}) {
        state.place = Home{};
        state.office = s.profile;
        emit = [this](Event event) { pending.push_back(std::move(event)); };
#ifdef LOBBY_INSPECT
        if (!inspect_socket.empty())
            inspect = std::make_unique<ui::InspectServer>(
                services.executor(), inspect_socket,
                [this](std::string file, std::function<void(bool)> done) {
                    window.post([this, file = std::move(file), done = std::move(done)] {
                        done(window.save_picture(file));
                    });
                });
#else
        static_cast<void>(inspect_socket);
#endif
    }

    // ---- any thread
    // ---------------------------------------------------------------------------------------------------
    // Events are moved, never copied more than the queue must: they may hold a person's number.
    void send(Event event) {
        auto shared = std::make_shared<Event>(std::move(event));
        window.post([this, shared] { pending.push_back(std::move(*shared)); });
    }

    void show(platform::Preview seen) {
        auto shared = std::make_shared<platform::Preview>(std::move(seen));
        window.post([this, shared] { see(*shared); });
    }

    // ---- main thread
    // -------------------------------------------------------------------------------------------------
    void draw(ui::Ui& ui) {
        const View view{state, clock.wall(), window.now_ms(), settings.session.warning_ms, emit, &pictures};
        if (ui.touched()) emit(Touched{});
        draw_screen(ui, view);
    }

    void see(const platform::Preview& seen) {
        const auto* lawyer = std::get_if<lawyer::State>(&state.place);
        if (!lawyer || !std::holds_alternative<lawyer::Capture>(lawyer->step)) return;  // it comes too late
        const auto& picture = seen.picture;
        pictures.preview =
            std::make_shared<ui::Photo>(++last_photo, picture.rgb(), static_cast<int>(picture.width()),
                                        static_cast<int>(picture.height()));
        pictures.corners.clear();
        if (seen.guidance.found)
            for (const auto& corner : seen.guidance.corners) pictures.corners.push_back({corner.x, corner.y});
        pictures.good = platform::is_good(seen.guidance);
    }

    // What is on the screen beside the words: the page that was taken, until the next one.
    void keep_picture(const Event& event) {
        const auto* of_lawyer = std::get_if<lawyer::Event>(&event);
        if (of_lawyer && std::holds_alternative<lawyer::PageTaken>(*of_lawyer))
            pictures.taken = pictures.preview;
    }
    void forget_picture(const Effect& effect) {
        const auto* errand = std::get_if<lawyer::Errand>(&effect);
        if (!errand) return;
        if (std::holds_alternative<lawyer::Rest>(*errand)) pictures.forget();
        if (std::holds_alternative<lawyer::WatchScanner>(*errand)) pictures.preview.reset();
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
            keep_picture(event);
            for (auto& effect : step(state, std::move(event), now_ms, settings.session))
                carry_out(std::move(effect));
        }
        pending.clear();
        if (warning_seconds_left(state, now_ms) != warning_before) changed = true;
        if (changed) shown_at_ms = now_ms;
        return changed;
    }

    void carry_out(Effect effect) {
        forget_picture(effect);
        if (std::holds_alternative<WipeSession>(effect)) {
            log.write(lobby::Event::session_ended);
            services.forget_visitor();
            pictures.forget();
            wipe_wanted = true;
        } else if (std::holds_alternative<SessionBegan>(effect)) {
            log.write(lobby::Event::session_started);
        } else {
            services.carry_out(std::move(effect));
        }
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
            services.start();  // after the first picture: nobody waits for devices and network
        }
        // With the start screen shown, nothing of the visitor is needed any more.
        if (wipe_wanted && std::holds_alternative<Home>(state.place)) {
            wipe_wanted = false;
            window.forget_glyphs();
            scrub_stack();
            services.scrub();
        }
    }

    const Settings settings;
    const Clock& clock;
    Log& log;
    ui::Window window;
    const Locales locales;
    State state;
    Emit emit;
    lawyer::PagePictures pictures;
    int last_photo = 0;
    std::vector<Event> pending;
    std::string last_screen;
    uint32_t shown_at_ms = 0;
    bool started = false;
    bool wipe_wanted = false;
    Services services;
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
    k.services.stop();
}

}  // namespace lobby::kiosk::app
