// An office's data folder with its queue running in it, on a clock of the test's.
#pragma once

#include <filesystem>
#include <future>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include "office/queue/store/queue_service.hpp"
#include "office/store/databases.hpp"

namespace lobby::office::queue {

// A Tuesday, 09:00 at the office (UTC+8).
inline const WallTime morning =
    WallTime(std::chrono::sys_days(std::chrono::year{2026} / 11 / 24)) + std::chrono::hours(1);
inline constexpr std::chrono::seconds patience{20};

class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "lobby-queue-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::runtime_error("no folder for the test");
        path = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::filesystem::path path;
};

class OfficeWithQueue {
public:
    explicit OfficeWithQueue(const std::filesystem::path& dir, const Clock& clock,
                             Settings settings = default_settings())
        : log_(Log::discard(clock)),
          key_(StoreKey::load_or_make(dir)),
          reader_(open_office_db(dir, Access::write)),
          writer_(open_office_db(dir, Access::write)),
          service(reader_, std::move(settings), key_, writer_, clock, log_),
          work_(boost::asio::make_work_guard(io)),
          thread_([this] { io.run(); }) {}
    OfficeWithQueue(const OfficeWithQueue&) = delete;
    OfficeWithQueue& operator=(const OfficeWithQueue&) = delete;
    ~OfficeWithQueue() {
        work_.reset();
        thread_.join();
    }

    Result<Done, QueueError> ask(Command command, std::optional<KioskEntry> entry = {}) {
        auto done = begin(std::move(command), std::move(entry));
        if (done.wait_for(patience) != std::future_status::ready)
            throw std::runtime_error("the queue does not answer");
        return done.get();
    }
    std::future<Result<Done, QueueError>> begin(Command command, std::optional<KioskEntry> entry = {}) {
        Ask ask{entry ? entry->kiosk : "clerk", std::move(entry), {}, std::move(command)};
        return boost::asio::co_spawn(io, service.execute(std::move(ask)), boost::asio::use_future);
    }
    State state() const {
        return service.read([](const State& s, const Settings&) { return s; });
    }
    office::store::Database& db() { return reader_; }
    const StoreKey& key() const { return key_; }

private:
    Log log_;
    StoreKey key_;
    office::store::Database reader_;
    DatabaseWriter writer_;

public:
    boost::asio::io_context io;
    QueueService service;

private:
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    std::thread thread_;
};

}  // namespace lobby::office::queue
