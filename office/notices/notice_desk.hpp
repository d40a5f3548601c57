// Sends what waits in the outbox: when it is due and no quiet hours are, one after the other, again after a
// growing pause when it fails, until the gateway takes it or the tries are used up. Each end is a ledger
// entry.
//
// A try is noted on disk before it is made. A stop between the gateway's "taken" and our note of it sends the
// notice once more, with the same id: at most once more than was acknowledged.
//
// Lives on one executor (one thread); the gateway works on a thread of its own. stop() ends the try under way
// soon; the destructor waits for it.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "base/log.hpp"
#include "office/notices/notice_gateway.hpp"
#include "office/notices/notice_outbox.hpp"
#include "office/notices/wording.hpp"
#include "office/store/database.hpp"
#include "office/store/writer.hpp"

namespace lobby::office {

// For the console.
struct NoticeFigures {
    int64_t waiting = 0;
    int64_t sent = 0;    // in the last seven days
    int64_t failed = 0;  // in the last seven days: given up
};

class NoticeDesk {
public:
    // `gateway` null: nothing is ever sent. Everything that is passed by reference outlives it.
    NoticeDesk(boost::asio::io_context& io, store::Database& office_db, NoticeOutbox& outbox,
               NoticeNames names, const StoreKey& key, DatabaseWriter& writer,
               std::unique_ptr<NoticeGateway> gateway, const Clock& clock, Log& log);
    NoticeDesk(const NoticeDesk&) = delete;
    NoticeDesk& operator=(const NoticeDesk&) = delete;
    ~NoticeDesk();

    void start();
    void stop();
    // Sends everything that is due now; start() does it whenever something may be. The time at which
    // something will be due, if anything waits.
    boost::asio::awaitable<std::optional<WallTime>> send_due();

    // Nothing when the store cannot be read.
    [[nodiscard]] std::optional<NoticeFigures> figures() const;

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace lobby::office
