// The one writer of a database: a thread that runs what waits in one transaction (group commit), so that many
// small durable writes share one fsync. A write is on disk when its completion runs.
//
// submit() may be called from any thread; `done` runs on the writer's thread and must only hand over. A write
// that throws is rolled back alone; the others of its batch stand.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/result.hpp"
#include "office/store/database.hpp"

namespace lobby::office {

enum class StoreError { failed, stopped };

class DatabaseWriter {
public:
    using Write = std::function<void(store::Database&)>;
    using Done = std::function<void(std::optional<StoreError>)>;

    explicit DatabaseWriter(store::Database db);
    DatabaseWriter(const DatabaseWriter&) = delete;
    DatabaseWriter& operator=(const DatabaseWriter&) = delete;
    ~DatabaseWriter();  // finishes what was submitted

    void submit(Write write, Done done);
    // Waits until everything that was submitted before is done.
    void drain();

    // The same for coroutines: resumes on the caller's executor when the write is on disk.
    template <class T>
    boost::asio::awaitable<Result<T, StoreError>> write(std::function<T(store::Database&)> work) {
        auto value = std::make_shared<std::optional<T>>();
        // Named before co_await: GCC 12 destroys temporaries of the awaited expression twice (GCC bug 99576).
        auto initiate = [this, value, work = std::move(work)](auto handler) {
            auto shared = std::make_shared<decltype(handler)>(std::move(handler));
            submit([value, work](store::Database& db) { *value = work(db); },
                   [shared](std::optional<StoreError> e) {
                       auto executor = boost::asio::get_associated_executor(*shared);
                       boost::asio::post(executor, [shared, e] { std::move (*shared)(e); });
                   });
        };
        const auto error = co_await boost::asio::async_initiate<decltype(boost::asio::use_awaitable),
                                                                void(std::optional<StoreError>)>(
            std::move(initiate), boost::asio::use_awaitable);
        if (error) co_return fail(*error);
        co_return std::move(**value);
    }

private:
    struct Job {
        Write write;
        Done done;
    };
    void run();
    std::optional<StoreError> run_one(const Job& job);
    std::optional<StoreError> run_in_savepoint(const Job& job);
    void run_batch(const std::vector<Job>& batch, std::vector<std::optional<StoreError>>& results);

    store::Database db_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Job> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace lobby::office
