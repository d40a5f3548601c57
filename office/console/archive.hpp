// Reads the databases for pages that ask for more than the moment: on a thread of its own, one question at a
// time, and no more of them waiting than it can answer in good time.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "office/store/databases.hpp"

namespace lobby::office::console {

class Archive {
public:
    explicit Archive(std::filesystem::path data_dir) : data_dir_(std::move(data_dir)) {}
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
    ~Archive() { pool_.join(); }

    // look(data_dir) on the archive's thread. Nothing: too many wait, or the store failed.
    template <class T>
    boost::asio::awaitable<std::optional<T>> ask(std::function<T(const std::filesystem::path&)> look) {
        if (*waiting_ >= most_waiting) co_return std::nullopt;
        const Waiting waiting(waiting_);
        auto work = [&]() -> boost::asio::awaitable<std::optional<T>> {
            std::optional<T> found;
            try {
                found = look(data_dir_);
            } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): nothing is the answer then
            }
            co_return found;
        };
        co_return co_await boost::asio::co_spawn(pool_, work, boost::asio::use_awaitable);
    }

private:
    static constexpr size_t most_waiting = 8;
    struct Waiting {
        explicit Waiting(std::shared_ptr<size_t> count) : count_(std::move(count)) { ++*count_; }
        Waiting(const Waiting&) = delete;
        Waiting& operator=(const Waiting&) = delete;
        ~Waiting() { --*count_; }
        std::shared_ptr<size_t> count_;
    };

    const std::filesystem::path data_dir_;
    const std::shared_ptr<size_t> waiting_ = std::make_shared<size_t>(0);
    boost::asio::thread_pool pool_{1};
};

}  // namespace lobby::office::console
