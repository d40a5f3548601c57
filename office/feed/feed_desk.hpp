// The feed of sealed records in the running office: keeps it built, and reads parts of it for the kiosks'
// connections. Lives on one executor (one thread); builds and reads on threads of its own.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "base/log.hpp"
#include "office/cases/calendar.hpp"
#include "office/link/feed_sender.hpp"

namespace lobby::office {

class FeedDesk {
public:
    // Makes feed.db where there is none. `clock` and `log` outlive it. Throws store::Error.
    FeedDesk(boost::asio::io_context& io, std::filesystem::path data_dir, WorkingDays calendar,
             const Clock& clock, Log& log);
    FeedDesk(const FeedDesk&) = delete;
    FeedDesk& operator=(const FeedDesk&) = delete;
    ~FeedDesk();  // waits for what is under way

    // `changed` runs on the executor when kiosks have something to hear.
    void start(std::function<void()> changed);
    void stop();
    // There may be something new; it looks by itself, too, every two seconds. Any thread.
    void wake();

    // Nothing: it cannot be read now.
    boost::asio::awaitable<std::optional<api::FeedPart>> read(FeedFrom from);

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace lobby::office
