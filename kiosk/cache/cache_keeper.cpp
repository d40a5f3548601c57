#include "kiosk/cache/cache_keeper.hpp"

#include <deque>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "kiosk/cache/pepper_file.hpp"

namespace lobby::kiosk::cache {

namespace asio = boost::asio;

// Names with _here belong to the cache's own thread, the others to the I/O thread.
struct CacheKeeper::Shared : std::enable_shared_from_this<CacheKeeper::Shared> {
    Shared(asio::io_context& context, Settings s, const Clock& clock, Log& l)
        : io(context),
          settings(std::move(s)),
          log(l),
          cache(settings.place, clock, l),
          own(1),
          work(own.get_executor()),
          retry_here(own) {}

    void load_here(bool readable);
    void change_pepper_here(const std::optional<api::CachePepper>& fresh);
    void ask_here();
    void ask_for_all_here();
    void take_here();
    void try_later_here();
    void send_on(api::FeedWanted wanted);

    asio::io_context& io;
    const Settings settings;
    Log& log;
    CaseCache cache;
    asio::io_context own;
    asio::executor_work_guard<asio::io_context::executor_type> work;
    std::thread thread;

    std::optional<api::CachePepper> pepper;
    Send send;  // while connected to an office that has something to keep

    bool usable_here = false;  // its folder can be written
    bool paused_here = false;  // until it is asked again
    bool only_snapshot_here = false;
    bool stopping_here = false;
    asio::steady_timer retry_here;

    std::mutex mutex;  // of what follows
    std::deque<api::FeedPart> waiting;
};

void CacheKeeper::Shared::load_here(bool readable) {
    try {
        cache.load();
        usable_here = true;
        if (!readable) cache.clear();
    } catch (const std::exception&) {
        log.write(Event::cache_failed, {{Field::reason, "cannot_open"}});
    }
}

// The records go first: a power cut in between finds the old pepper and does the same once more.
void CacheKeeper::Shared::change_pepper_here(const std::optional<api::CachePepper>& fresh) {
    try {
        cache.clear();
        log.write(Event::cache_cleared);
        if (fresh)
            keep_pepper(settings.pepper_file, *fresh);
        else
            erase_pepper(settings.pepper_file);
    } catch (const std::exception&) {
        log.write(Event::cache_failed, {{Field::reason, "pepper"}});
        return;
    }
    if (!fresh) return;
    asio::post(io, [weak = weak_from_this(), kept = *fresh] {
        if (const auto self = weak.lock()) self->pepper = kept;
    });
}

void CacheKeeper::Shared::send_on(api::FeedWanted wanted) {
    asio::post(io, [weak = weak_from_this(), wanted] {
        const auto self = weak.lock();
        if (self && self->send) self->send(wanted);
    });
}

void CacheKeeper::Shared::ask_here() {
    if (!usable_here) return;
    retry_here.cancel();
    paused_here = false;
    only_snapshot_here = false;
    const auto cursor = cache.cursor();
    send_on({cursor.feed, cursor.through, settings.credit});
}

// What is still under way follows nothing that is here: until the new snapshot begins it is passed over.
void CacheKeeper::Shared::ask_for_all_here() {
    if (!cache.has_room()) return try_later_here();
    retry_here.cancel();
    paused_here = false;
    only_snapshot_here = true;
    send_on({std::nullopt, 0, settings.credit});
}

void CacheKeeper::Shared::take_here() {
    std::vector<api::FeedPart> parts;
    {
        const std::lock_guard lock(mutex);
        parts.assign(std::make_move_iterator(waiting.begin()), std::make_move_iterator(waiting.end()));
        waiting.clear();
    }
    if (!usable_here || paused_here) return;
    if (only_snapshot_here) {
        const auto first = std::ranges::find_if(parts, &api::FeedPart::snapshot_begins);
        only_snapshot_here = first == parts.end();
        parts.erase(parts.begin(), first);
    }
    if (parts.empty()) return;
    const auto result = cache.apply(parts);
    if (!result && result.error() != CacheError::damaged) return try_later_here();
    if (!result || *result == Applied::does_not_follow) return ask_for_all_here();
    const auto cursor = cache.cursor();
    send_on({cursor.feed, cursor.through, settings.credit});
}

// The office goes on from what it sent, not from what was kept: all of it is asked for again.
void CacheKeeper::Shared::try_later_here() {
    paused_here = true;
    if (stopping_here) return;
    retry_here.expires_after(settings.retry);
    retry_here.async_wait([weak = weak_from_this()](boost::system::error_code error) {
        const auto self = weak.lock();
        if (self && !error) self->ask_for_all_here();
    });
}

CacheKeeper::CacheKeeper(asio::io_context& io, Settings settings, const Clock& clock, Log& log)
    : shared_(std::make_shared<Shared>(io, std::move(settings), clock, log)) {}

CacheKeeper::~CacheKeeper() {
    stop();
}

void CacheKeeper::start() {
    auto& s = *shared_;
    s.pepper = read_pepper(s.settings.pepper_file);
    // What runs on its own thread needs no hold on `s`: the thread ends before it does.
    asio::post(s.own, [&s, readable = s.pepper.has_value()] { s.load_here(readable); });
    s.thread = std::thread([&s] { s.own.run(); });
}

void CacheKeeper::stop() {
    auto& s = *shared_;
    if (!s.thread.joinable()) return;
    // What was posted before is done first: a kiosk that was revoked just now keeps nothing.
    asio::post(s.own, [&s] {
        s.stopping_here = true;
        s.retry_here.cancel();
    });
    s.work.reset();
    s.thread.join();
}

void CacheKeeper::connected(const std::optional<api::CachePepper>& pepper, Send send) {
    auto& s = *shared_;
    s.send = pepper ? std::move(send) : nullptr;
    if (s.pepper != pepper) {
        s.pepper.reset();
        asio::post(s.own, [&s, pepper] { s.change_pepper_here(pepper); });
    }
    if (pepper) asio::post(s.own, [&s] { s.ask_here(); });
}

void CacheKeeper::disconnected() {
    shared_->send = nullptr;
}

void CacheKeeper::revoked() {
    connected(std::nullopt, nullptr);
}

void CacheKeeper::take(api::FeedPart part) {
    auto& s = *shared_;
    bool first = false;
    {
        const std::lock_guard lock(s.mutex);
        first = s.waiting.empty();
        s.waiting.push_back(std::move(part));
    }
    if (first) asio::post(s.own, [&s] { s.take_here(); });
}

const std::optional<api::CachePepper>& CacheKeeper::pepper() const {
    return shared_->pepper;
}

Result<std::vector<SealedRow>, CacheError> CacheKeeper::find(const CacheIndex& index) {
    auto found = shared_->cache.find(index);
    if (!found && found.error() == CacheError::damaged)
        asio::post(shared_->own, [&s = *shared_] {
            s.cache.set_aside();
            s.ask_here();
        });
    return found;
}

CacheStatus CacheKeeper::status() const {
    return shared_->cache.status();
}

void remove_cache(const CacheKeeper::Settings& settings, Log& log) noexcept {
    try {
        if (!std::filesystem::exists(settings.pepper_file) && !std::filesystem::exists(settings.place.dir))
            return;
        erase_pepper(settings.pepper_file);
        std::filesystem::remove_all(settings.place.dir);
        log.write(Event::cache_cleared);
    } catch (const std::exception&) {
        log.write(Event::cache_failed, {{Field::reason, "pepper"}});
    }
}

}  // namespace lobby::kiosk::cache
