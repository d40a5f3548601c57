#include "office/store/writer.hpp"

#include <future>

namespace lobby::office {

DatabaseWriter::DatabaseWriter(store::Database db) : db_(std::move(db)), thread_([this] { run(); }) {}

DatabaseWriter::~DatabaseWriter() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void DatabaseWriter::submit(Write write, Done done) {
    {
        const std::scoped_lock lock(mutex_);
        if (!stopping_) {
            waiting_.push_back({std::move(write), std::move(done)});
            wake_.notify_one();
            return;
        }
    }
    done(StoreError::stopped);
}

void DatabaseWriter::drain() {
    // Shared: the writer's thread is still inside set_value() when wait() returns.
    const auto reached = std::make_shared<std::promise<void>>();
    submit([](store::Database&) {}, [reached](std::optional<StoreError>) { reached->set_value(); });
    reached->get_future().wait();
}

std::optional<StoreError> DatabaseWriter::run_one(const Job& job) {
    try {
        job.write(db_);
    } catch (const std::exception&) {
        return StoreError::failed;
    }
    return std::nullopt;
}

std::optional<StoreError> DatabaseWriter::run_in_savepoint(const Job& job) {
    store::Savepoint part(db_);
    const auto error = run_one(job);
    if (!error) part.release();
    return error;
}

// Throws when nothing of the batch is on disk.
void DatabaseWriter::run_batch(const std::vector<Job>& batch,
                               std::vector<std::optional<StoreError>>& results) {
    store::Transaction transaction(db_);
    if (batch.size() == 1) {  // rolled back with its transaction
        results[0] = run_one(batch[0]);
        if (!results[0]) transaction.commit();
        return;
    }
    for (size_t i = 0; i < batch.size(); ++i) results[i] = run_in_savepoint(batch[i]);
    transaction.commit();
}

void DatabaseWriter::run() {
    for (;;) {
        std::vector<Job> batch;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
            if (waiting_.empty()) return;
            batch.swap(waiting_);
        }
        std::vector<std::optional<StoreError>> results(batch.size());
        try {
            run_batch(batch, results);
        } catch (const std::exception&) {
            results.assign(batch.size(), StoreError::failed);
        }
        for (size_t i = 0; i < batch.size(); ++i) batch[i].done(results[i]);
    }
}

}  // namespace lobby::office
