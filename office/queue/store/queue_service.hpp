// The office's queue while it runs: the single writer that asks the engine, keeps what it answers and tells
// everybody who watches. What the kiosk link and the console call.
//
// Threads: execute() from any executor; read() and the like from any thread, for a moment only (they hold the
// writer up); observers are told on their own executor, after the commit, in order.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "base/log.hpp"
#include "office/queue/engine.hpp"
#include "office/queue/wait_model.hpp"
#include "office/store/store_key.hpp"
#include "office/store/writer.hpp"

namespace lobby::office::queue {

// As Request, without the time: that is the service's clock when it is decided.
struct Ask {
    std::string by;
    std::optional<KioskEntry> entry{};
    std::optional<uint64_t> seen{};
    Command command;
};

struct Done {
    std::optional<Ticket> ticket;  // that it was about, as it then was
    uint64_t version = 0;          // of the queue
    bool changed = false;          // false: it had been done before
};

struct QueueChange {
    uint64_t version = 0;  // after the last of the events
    std::shared_ptr<const std::vector<Event>> events;
};

class QueueService {
public:
    using Observer = std::function<void(const QueueChange&)>;

    // Reads the queue; throws when it cannot. `writer` (of office.db), `clock` and `log` outlive the service.
    // Its end waits for what is under way in the writer.
    QueueService(store::Database& office_db, Settings settings, const StoreKey& key, DatabaseWriter& writer,
                 const Clock& clock, Log& log);
    QueueService(const QueueService&) = delete;
    QueueService& operator=(const QueueService&) = delete;
    ~QueueService();

    // The answer comes when events and ledger entries are on disk. QueueError::unavailable: the store failed,
    // nothing was done; the same request may be sent again.
    boost::asio::awaitable<Result<Done, QueueError>> execute(Ask ask);

    // The same without waiting for the disk: requests are decided in the order in which they were submitted.
    // What came of one may be read by writes that are submitted to the writer later, and by nobody else:
    // there it is decided, and shares their transaction or one before it.
    using Decided = std::shared_ptr<const Result<Done, QueueError>>;
    Decided submit(Ask ask);

    // Begins each office day on time, also after the clock was set. Runs until cancelled.
    boost::asio::awaitable<void> watch_the_clock();

    // look(const State&, const Settings&) sees the queue as it was last committed.
    template <class Look>
    auto read(Look look) const {
        const std::shared_lock lock(mutex_);
        return look(std::as_const(committed_), settings_);
    }

    // While the returned token lives, `observer` is told of every change, on `executor`. Drop the token on
    // that executor (or when it no longer runs), and nothing is told any more.
    using Subscription = std::shared_ptr<void>;
    [[nodiscard]] Subscription subscribe(boost::asio::any_io_executor executor, Observer observer);

    [[nodiscard]] const Settings& settings() const { return settings_; }

private:
    struct Watcher {
        boost::asio::any_io_executor executor;
        Observer tell;
    };
    struct Job;

    static std::shared_ptr<Job> job_of(Ask ask);
    // `done` runs on the writer's thread, after everything else.
    void enqueue(std::shared_ptr<Job> job, std::function<void()> done);
    void decide_and_keep(store::Database& db, Job& job);
    void publish(const Job& job);

    const Settings settings_;
    const StoreKey key_;
    DatabaseWriter& writer_;
    const Clock& clock_;
    Log& log_;

    // The writer's thread only: the queue with what its transaction holds so far.
    State working_;
    bool doubtful_ = false;  // a write failed: working_ may hold what the store does not

    mutable std::shared_mutex mutex_;
    State committed_;
    std::mutex watchers_mutex_;
    std::vector<std::weak_ptr<Watcher>> watchers_;
};

}  // namespace lobby::office::queue
