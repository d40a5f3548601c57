#include "office/queue/store/queue_service.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "office/queue/store/queue_store.hpp"

namespace lobby::office::queue {

namespace asio = boost::asio;

namespace {

// A clock that is set is noticed this late.
constexpr std::chrono::seconds look_at_clock{5};

}  // namespace

// One request on its way through the writer.
struct QueueService::Job {
    Request request;
    Result<Done, QueueError> answer = fail(QueueError::unavailable);
    std::vector<Event> events;
};

QueueService::QueueService(store::Database& office_db, Settings settings, const StoreKey& key,
                           DatabaseWriter& writer, const Clock& clock, Log& log)
    : settings_(std::move(settings)),
      key_(key),
      writer_(writer),
      clock_(clock),
      log_(log),
      working_(load_queue(office_db)),
      committed_(working_) {}

QueueService::~QueueService() {
    writer_.drain();
}

// On the writer's thread, in its transaction. Where a batch could not be committed, or another process wrote,
// this memory and the store differ: the store is right.
void QueueService::decide_and_keep(store::Database& db, Job& job) {
    if (doubtful_ || newest_event(db) != working_.version()) working_ = load_queue(db);
    doubtful_ = false;
    job.request.at = clock_.wall();
    auto decision = decide(working_, settings_, job.request);
    if (!decision) {
        job.answer = fail(decision.error());
        return;
    }
    job.events = std::move(decision->events);
    append_to_queue(db, key_, working_, job.events);
    Done done;
    done.version = working_.version();
    done.changed = !job.events.empty();
    if (decision->ticket)
        if (const auto* t = working_.ticket(*decision->ticket)) done.ticket = *t;
    job.answer = std::move(done);
}

// On the writer's thread, when the batch is on disk.
void QueueService::publish(const Job& job) {
    if (job.events.empty()) return;
    const uint64_t version = job.answer->version;
    {
        const std::unique_lock lock(mutex_);
        bool fits = committed_.version() + job.events.size() == version;
        for (const auto& e : job.events) fits = fits && committed_.apply(e);
        if (!fits) committed_ = working_;  // another process wrote meanwhile
    }
    const QueueChange change{version, std::make_shared<const std::vector<Event>>(job.events)};
    const std::scoped_lock lock(watchers_mutex_);
    std::erase_if(watchers_, [](const auto& w) { return w.expired(); });
    for (const auto& weak : watchers_)
        if (const auto watcher = weak.lock())
            asio::post(watcher->executor, [weak, change] {
                if (const auto still = weak.lock()) still->tell(change);
            });
}

std::shared_ptr<QueueService::Job> QueueService::job_of(Ask ask) {
    auto job = std::make_shared<Job>();
    job->request = {{}, std::move(ask.by), std::move(ask.entry), ask.seen, std::move(ask.command)};
    return job;
}

void QueueService::enqueue(std::shared_ptr<Job> job, std::function<void()> done) {
    writer_.submit([this, job](store::Database& db) { decide_and_keep(db, *job); },
                   [this, job, done = std::move(done)](std::optional<StoreError> error) {
                       if (error) {
                           doubtful_ = true;
                           job->answer = fail(QueueError::unavailable);
                       } else if (job->answer) {
                           publish(*job);
                       }
                       if (done) done();
                   });
}

QueueService::Decided QueueService::submit(Ask ask) {
    auto job = job_of(std::move(ask));
    enqueue(job, {});
    return {job, &job->answer};
}

asio::awaitable<Result<Done, QueueError>> QueueService::execute(Ask ask) {
    auto job = job_of(std::move(ask));
    // Named before co_await: GCC 12 destroys temporaries of the awaited expression twice.
    auto initiate = [this, job](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        enqueue(job, [shared] {
            auto executor = asio::get_associated_executor(*shared);
            asio::post(executor, [shared] { std::move (*shared)(); });
        });
    };
    co_await asio::async_initiate<decltype(asio::use_awaitable), void()>(std::move(initiate),
                                                                         asio::use_awaitable);
    co_return std::move(job->answer);
}

asio::awaitable<void> QueueService::watch_the_clock() {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (;;) {
        const bool due = read([this](const State& state, const Settings& s) {
            return day_in_force(state, s, clock_.wall()) != state.day();
        });
        if (due) {
            Ask tick{"serve", {}, {}, Tick{}};
            const auto done = co_await execute(std::move(tick));
            if (!done)
                log_.write(lobby::Event::queue_failed, {{Field::reason, word_of(done.error())}});
            else
                log_.write(lobby::Event::queue_day_started);
        }
        timer.expires_after(look_at_clock);
        co_await timer.async_wait(asio::use_awaitable);
    }
}

QueueService::Subscription QueueService::subscribe(asio::any_io_executor executor, Observer observer) {
    auto watcher = std::make_shared<Watcher>(Watcher{std::move(executor), std::move(observer)});
    const std::scoped_lock lock(watchers_mutex_);
    watchers_.push_back(watcher);
    return watcher;
}

}  // namespace lobby::office::queue
