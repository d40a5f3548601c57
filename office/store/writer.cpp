#include "office/store/writer.hpp"

namespace lobby::office {

DatabaseWriter::DatabaseWriter(SQLite::Database db) : db_(std::move(db)), thread_([this] { run(); }) {}

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

std::optional<StoreError> DatabaseWriter::run_one(const Job& job) {
    try {
        db_.exec("SAVEPOINT job");
        try {
            job.write(db_);
        } catch (...) {
            db_.exec("ROLLBACK TO job");
            db_.exec("RELEASE job");
            throw;
        }
        db_.exec("RELEASE job");
    } catch (const std::exception&) {
        return StoreError::failed;
    }
    return std::nullopt;
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
            SQLite::Transaction transaction(db_, SQLite::TransactionBehavior::IMMEDIATE);
            for (size_t i = 0; i < batch.size(); ++i) results[i] = run_one(batch[i]);
            transaction.commit();
        } catch (const std::exception&) {
            results.assign(batch.size(), StoreError::failed);  // nothing of the batch is on disk
        }
        for (size_t i = 0; i < batch.size(); ++i) batch[i].done(results[i]);
    }
}

}  // namespace lobby::office
