// Visitors at kiosks who asked for a person, until somebody of the staff says that he goes there.
//
// open_calls() and subscribe() from any thread; take() from any executor; observers are told on theirs.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "office/api/ticket_terms.hpp"
#include "office/store/database.hpp"
#include "office/store/store_key.hpp"
#include "office/store/writer.hpp"

namespace lobby::office {

struct HelpCall {
    int64_t id = 0;
    std::string kiosk;
    uint64_t entry = 0;  // of the kiosk's journal
    WallTime at{};
    std::string screen;
    std::optional<api::TicketNumber> ticket;
    friend bool operator==(const HelpCall&, const HelpCall&) = default;
};

enum class HelpError { unknown, unavailable };

class HelpDesk {
public:
    using Observer = std::function<void()>;
    using Subscription = std::shared_ptr<void>;

    // Reads what is open. `writer` (of office.db) and `clock` outlive it.
    HelpDesk(store::Database& office_db, const StoreKey& key, DatabaseWriter& writer, const Clock& clock);

    // Of the last day, oldest first.
    [[nodiscard]] std::vector<HelpCall> open_calls() const;
    // `by`: the staff account. Unknown: there is no such call, or somebody has taken it.
    boost::asio::awaitable<Result<std::monostate, HelpError>> take(int64_t id, std::string by);
    // Told of every change while the returned token lives; drop it on that executor.
    [[nodiscard]] Subscription subscribe(boost::asio::any_io_executor executor, Observer observer);

    // Inside of the writer's transaction: the call with its id, and its ledger entry. Nothing when it was
    // recorded before.
    std::optional<HelpCall> record(store::Database& office_db, HelpCall call) const;
    // When that is on disk.
    void announce(std::vector<HelpCall> calls);

private:
    struct Watcher {
        boost::asio::any_io_executor executor;
        Observer tell;
    };
    void tell_watchers();

    const StoreKey key_;
    DatabaseWriter& writer_;
    const Clock& clock_;
    mutable std::mutex mutex_;
    std::vector<HelpCall> open_;
    std::vector<std::weak_ptr<Watcher>> watchers_;
};

}  // namespace lobby::office
