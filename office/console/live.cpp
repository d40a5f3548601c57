#include "office/console/live.hpp"

#include <algorithm>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/serialize.hpp>

#include "office/console/views/queue_view.hpp"
#include "office/console/views/ticket_view.hpp"
#include "office/fleet/registry.hpp"
#include "office/queue/store/event_codec.hpp"
#include "office/store/databases.hpp"

namespace lobby::office::console {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

constexpr milliseconds coalesce{50};
constexpr milliseconds look_again{15'000};  // waits shrink and services close while nothing happens
constexpr milliseconds cheap{5};            // estimates that take no longer are made each time
constexpr milliseconds estimates_pause{1000};
constexpr int estimates_share = 4;  // dearer ones take at most a fifth of the thread
constexpr size_t most_tickets_watched = 2000;

// Who opened the windows today; the queue's state does not say.
std::map<std::string, std::string> openers(const std::filesystem::path& data_dir) {
    auto db = open_office_db(data_dir, Access::read);
    store::Statement query(
        db,
        "SELECT kind, by, body FROM queue_events WHERE kind IN ('window_opened', 'window_closed') AND seq > "
        "coalesce((SELECT seq FROM queue_events WHERE kind = 'day_started' ORDER BY seq DESC LIMIT 1), 0) "
        "ORDER BY seq");
    std::map<std::string, std::string> out;
    while (query.step()) {
        const auto body = queue::decode_event(query.column(0).text(), query.column(2).text());
        if (!body) continue;
        if (const auto* opened = std::get_if<queue::event::WindowOpened>(&*body))
            out[opened->window] = query.column(1).text();
        else if (const auto* closed = std::get_if<queue::event::WindowClosed>(&*body))
            out.erase(closed->window);
    }
    return out;
}

}  // namespace

struct Live::Desk : std::enable_shared_from_this<Live::Desk> {
    Desk(asio::io_context& context, queue::QueueService& q, HelpDesk& h, const std::filesystem::path& dir,
         api::OfficeProfile profile, const Clock& c)
        : io(context),
          queue(q),
          help(h),
          data_dir(dir),
          office(std::move(profile)),
          clock(c),
          pause(pool),
          repeat(pool),
          again(pool) {
        extras.opened_by = openers(dir);
    }

    void start();
    void on_change(const queue::QueueChange& change);
    void take_up(const queue::Event& event);
    void reload();
    void look_for_help();
    void schedule();
    void publish();
    void post_to(std::shared_ptr<Topic> topic, std::string json);
    void look_again_later();
    void reckon(SteadyTime now);
    void reckon_later();
    [[nodiscard]] boost::json::object queue_now() const;
    [[nodiscard]] std::string board_json();
    [[nodiscard]] std::optional<std::string> ticket_json(const std::string& token);
    // Runs look() on the views' thread.
    template <class T, class Look>
    asio::awaitable<T> ask(Look look) {
        auto self = shared_from_this();
        auto work = [self, look]() -> asio::awaitable<T> { co_return look(*self); };
        co_return co_await asio::co_spawn(pool, work, asio::use_awaitable);
    }

    asio::io_context& io;
    queue::QueueService& queue;
    HelpDesk& help;
    const std::filesystem::path data_dir;
    const api::OfficeProfile office;
    const Clock& clock;
    asio::thread_pool pool{1};

    // The I/O thread's.
    std::shared_ptr<Topic> queue_topic = std::make_shared<Topic>("queue");
    std::shared_ptr<Topic> overview_topic = std::make_shared<Topic>("queue");
    std::shared_ptr<Topic> board_topic = std::make_shared<Topic>("board");

    std::mutex tickets_mutex;
    std::map<std::string, std::weak_ptr<Topic>> tickets;  // that somebody watches, by token

    // The views' thread's.
    asio::steady_timer pause;
    asio::steady_timer repeat;
    asio::steady_timer again;
    queue::QueueService::Subscription subscription;
    HelpDesk::Subscription help_subscription;
    queue::State state;
    BoardModel board;
    QueueExtras extras;
    Estimates estimates;
    uint64_t reckoned_version = 0;
    steady_clock::time_point reckon_next{};
    steady_clock::time_point published{};
    bool waiting = false;
    bool reckoning = false;
    bool closing = false;
};

void Live::Desk::start() {
    std::weak_ptr<Desk> weak = weak_from_this();
    subscription = queue.subscribe(pool.get_executor(), [weak](const queue::QueueChange& change) {
        if (const auto self = weak.lock()) self->on_change(change);
    });
    help_subscription = help.subscribe(pool.get_executor(), [weak] {
        const auto self = weak.lock();
        if (!self || self->closing) return;
        self->look_for_help();
        self->schedule();
    });
    asio::post(pool, [weak] {
        const auto self = weak.lock();
        if (!self) return;
        self->reload();
        self->look_for_help();
        self->publish();
        self->look_again_later();
    });
}

void Live::Desk::reload() {
    state = queue.read([](const queue::State& s, const queue::Settings&) { return s; });
    board.settle(state);
}

// Rare: a visitor has asked for a person, or somebody goes there.
void Live::Desk::look_for_help() {
    std::map<std::string, std::string> labels;
    try {
        for (auto& kiosk : KioskRegistry(data_dir).list()) labels[kiosk.kiosk_id] = std::move(kiosk.label);
    } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): shown without labels then
    }
    extras.help.clear();
    for (const auto& call : help.open_calls()) {
        boost::json::object o{{"id", call.id},
                              {"kiosk", call.kiosk},
                              {"label", labels[call.kiosk]},
                              {"at", call.at.time_since_epoch().count()},
                              {"screen", call.screen},
                              {"ticket", nullptr}};
        if (call.ticket) o["ticket"] = api::text_of(*call.ticket);
        extras.help.push_back(std::move(o));
    }
}

void Live::Desk::take_up(const queue::Event& event) {
    board.on_event(event, state.version());
    if (const auto* opened = std::get_if<queue::event::WindowOpened>(&event.body))
        extras.opened_by[opened->window] = event.by;
    else if (const auto* closed = std::get_if<queue::event::WindowClosed>(&event.body))
        extras.opened_by.erase(closed->window);
    else if (std::holds_alternative<queue::event::DayStarted>(event.body))
        extras.opened_by.clear();
}

void Live::Desk::on_change(const queue::QueueChange& change) {
    const auto first = change.version - change.events->size();
    if (state.version() >= change.version) return;  // it was in the copy already
    if (state.version() != first) {                 // another process wrote
        reload();
    } else {
        for (const auto& event : *change.events) {
            if (!state.apply(event)) {
                reload();
                break;
            }
            take_up(event);
        }
    }
    board.settle(state);
    // A call does not wait: people look at the board while the clerk looks at the door.
    const bool called = std::ranges::any_of(*change.events, [](const queue::Event& e) {
        return std::holds_alternative<queue::event::Called>(e.body) ||
               std::holds_alternative<queue::event::Recalled>(e.body);
    });
    if (called && !closing) post_to(board_topic, board_json());
    schedule();
}

// At once after a pause, so that a call is on the board when the window's answer is; else when 50 ms are
// over.
void Live::Desk::schedule() {
    if (waiting || closing) return;
    const auto since = steady_clock::now() - published;
    if (since >= coalesce) return publish();
    waiting = true;
    pause.expires_after(coalesce - since);
    pause.async_wait([weak = weak_from_this()](boost::system::error_code error) {
        const auto self = weak.lock();
        if (!self || error) return;
        self->waiting = false;
        self->publish();
    });
}

void Live::Desk::look_again_later() {
    repeat.expires_after(look_again);
    repeat.async_wait([weak = weak_from_this()](boost::system::error_code error) {
        const auto self = weak.lock();
        if (!self || error) return;
        if (self->closing) return;
        if (!self->extras.help.empty()) self->look_for_help();  // those of yesterday go
        self->schedule();
        self->look_again_later();
    });
}

void Live::Desk::reckon_later() {
    if (reckoning || closing) return;
    reckoning = true;
    again.expires_at(reckon_next);
    again.async_wait([weak = weak_from_this()](boost::system::error_code error) {
        const auto self = weak.lock();
        if (!self || error) return;
        self->reckoning = false;
        self->schedule();
    });
}

void Live::Desk::reckon(SteadyTime now) {
    if (now < reckon_next) {
        if (reckoned_version != state.version()) reckon_later();
        return;
    }
    estimates = estimates_of(state, queue.settings(), clock.wall());
    reckoned_version = state.version();
    const auto after = steady_clock::now();
    const auto took = std::chrono::duration_cast<milliseconds>(after - now);
    if (took > cheap) reckon_next = after + std::max(estimates_pause, took * estimates_share);
}

void Live::Desk::post_to(std::shared_ptr<Topic> topic, std::string json) {
    auto data = std::make_shared<const std::string>(std::move(json));
    asio::post(io, [topic = std::move(topic), data = std::move(data), id = state.version()] {
        topic->publish({id, data});
    });
}

void Live::Desk::publish() {
    const auto now = steady_clock::now();
    published = now;
    post_to(board_topic, board_json());
    reckon(now);
    auto now_there = queue_now();
    post_to(queue_topic, boost::json::serialize(now_there));
    now_there["tickets"] = boost::json::array();
    post_to(overview_topic, boost::json::serialize(now_there));
    std::vector<std::pair<std::string, std::shared_ptr<Topic>>> watched;
    {
        const std::scoped_lock lock(tickets_mutex);
        std::erase_if(tickets, [](const auto& t) { return t.second.expired(); });
        for (const auto& [token, weak] : tickets)
            if (auto topic = weak.lock()) watched.emplace_back(token, std::move(topic));
    }
    for (auto& [token, topic] : watched)
        if (auto json = ticket_json(token)) post_to(std::move(topic), std::move(*json));
}

boost::json::object Live::Desk::queue_now() const {
    return queue_view(state, queue.settings(), estimates, extras, clock.wall());
}

std::string Live::Desk::board_json() {
    return boost::json::serialize(
        board_view(board, state, queue.settings(), estimates, office, clock.wall()));
}

std::optional<std::string> Live::Desk::ticket_json(const std::string& token) {
    if (token.empty()) return std::nullopt;
    const auto* t = state.by_token(token);
    if (!t) return std::nullopt;
    return boost::json::serialize(ticket_view(*t, state, queue.settings(), estimates.of(t->id), office));
}

Live::Live(asio::io_context& io, queue::QueueService& queue, HelpDesk& help,
           const std::filesystem::path& data_dir, api::OfficeProfile office, const Clock& clock)
    : desk_(std::make_shared<Desk>(io, queue, help, data_dir, std::move(office), clock)) {
    desk_->start();
}

// What waits runs to its end, so that nothing in the pool's queue keeps the pool itself alive.
Live::~Live() {
    asio::post(desk_->pool, [desk = desk_] {
        desk->closing = true;
        desk->subscription.reset();
        desk->help_subscription.reset();
        desk->pause.cancel();
        desk->repeat.cancel();
        desk->again.cancel();
    });
    desk_->pool.join();
}

const std::shared_ptr<Topic>& Live::queue_topic() const {
    return desk_->queue_topic;
}

const std::shared_ptr<Topic>& Live::overview_topic() const {
    return desk_->overview_topic;
}

const std::shared_ptr<Topic>& Live::board_topic() const {
    return desk_->board_topic;
}

std::shared_ptr<Topic> Live::ticket_topic(const std::string& token) {
    std::shared_ptr<Topic> topic;
    {
        const std::scoped_lock lock(desk_->tickets_mutex);
        if (desk_->tickets.size() >= most_tickets_watched)
            std::erase_if(desk_->tickets, [](const auto& t) { return t.second.expired(); });
        auto& weak = desk_->tickets[token];
        topic = weak.lock();
        if (topic) return topic;
        topic = std::make_shared<Topic>("ticket");
        weak = topic;
    }
    asio::post(desk_->pool, [weak = std::weak_ptr(desk_), topic, token] {
        const auto desk = weak.lock();
        auto json = desk ? desk->ticket_json(token) : std::nullopt;
        if (!json) return;
        auto data = std::make_shared<const std::string>(std::move(*json));
        asio::post(desk->io, [topic, data, id = desk->state.version()] { topic->publish({id, data}); });
    });
    return topic;
}

void Live::end() {
    desk_->queue_topic->end();
    desk_->overview_topic->end();
    desk_->board_topic->end();
    const std::scoped_lock lock(desk_->tickets_mutex);
    for (const auto& [token, weak] : desk_->tickets)
        if (const auto topic = weak.lock()) topic->end();
}

asio::awaitable<std::string> Live::queue_snapshot(bool with_tickets) {
    auto look = [with_tickets](Desk& desk) {
        desk.reckon(steady_clock::now());
        auto now_there = desk.queue_now();
        if (!with_tickets) now_there["tickets"] = boost::json::array();
        return boost::json::serialize(now_there);
    };
    co_return co_await desk_->ask<std::string>(look);
}

asio::awaitable<std::string> Live::board_snapshot() {
    auto look = [](Desk& desk) { return desk.board_json(); };
    co_return co_await desk_->ask<std::string>(look);
}

asio::awaitable<std::optional<std::string>> Live::ticket_snapshot(std::string token) {
    auto look = [token](Desk& desk) {
        desk.reckon(steady_clock::now());
        return desk.ticket_json(token);
    };
    co_return co_await desk_->ask<std::optional<std::string>>(look);
}

asio::awaitable<std::optional<SpokenCall>> Live::spoken_call(uint64_t seq) {
    auto look = [seq](Desk& desk) {
        return console::spoken_call(desk.board, desk.state, desk.queue.settings(), seq);
    };
    co_return co_await desk_->ask<std::optional<SpokenCall>>(look);
}

asio::awaitable<std::string> Live::opener_of(std::string window) {
    auto look = [window](Desk& desk) {
        const auto found = desk.extras.opened_by.find(window);
        return found == desk.extras.opened_by.end() ? std::string() : found->second;
    };
    co_return co_await desk_->ask<std::string>(look);
}

asio::awaitable<std::string> Live::window_of(std::string account) {
    auto look = [account](Desk& desk) {
        const auto found =
            std::ranges::find(desk.extras.opened_by, account, [](const auto& w) { return w.second; });
        return found == desk.extras.opened_by.end() ? std::string() : found->first;
    };
    co_return co_await desk_->ask<std::string>(look);
}

}  // namespace lobby::office::console
