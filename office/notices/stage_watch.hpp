// "Your case has moved": after an import, whose cases stand at another stage than their lawyers were told of.
//
// A look compares each confirmed registration's case with what is noted for it in office.db, posts a notice
// where it moved, and notes the new stage, in one transaction. The first look at a registration only notes:
// what stood then its lawyer has seen. A case that may not be spoken of is left alone.
//
// An import by hand is another process: whether one has ended is looked for every ten seconds, too. Lives on
// one executor; reads on a thread of its own.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "base/log.hpp"
#include "office/api/registration.hpp"
#include "office/notices/notice_outbox.hpp"
#include "office/store/writer.hpp"

namespace lobby::office {

struct WatchedCase {
    api::RegistrationId registration{};
    std::string acceptance_number;
};

class StageWatch {
public:
    // Whose cases are watched: confirmed registrations whose lawyers agreed. Called on the watch's thread,
    // with its connection.
    using Watched = std::function<std::vector<WatchedCase>(store::Database& office_db)>;
    // Inside the writer's transaction; empty: he agreed no longer.
    using PhoneOf = std::function<SecretString(store::Database& office_db, const api::RegistrationId&)>;

    StageWatch(boost::asio::io_context& io, std::filesystem::path data_dir, const NoticeOutbox& outbox,
               Watched watched, PhoneOf phone_of, DatabaseWriter& writer, Log& log);
    StageWatch(const StageWatch&) = delete;
    StageWatch& operator=(const StageWatch&) = delete;
    ~StageWatch();

    void start();
    void stop();
    // An import has ended, or a registration was confirmed. Any thread.
    void wake();
    // How many notices were posted; nothing when a store failed. start() does it whenever it may be needed.
    boost::asio::awaitable<std::optional<size_t>> look();

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace lobby::office
