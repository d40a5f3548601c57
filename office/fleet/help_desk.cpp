#include "office/fleet/help_desk.hpp"

#include <algorithm>

#include <boost/asio/post.hpp>

#include "office/ledger/ledger.hpp"

namespace lobby::office {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::hours shown_for{24};

int64_t ms(WallTime at) {
    return at.time_since_epoch().count();
}

}  // namespace

HelpDesk::HelpDesk(SQLite::Database& db, const StoreKey& key, DatabaseWriter& writer, const Clock& clock)
    : key_(key), writer_(writer), clock_(clock) {
    SQLite::Statement query(
        db,
        "SELECT help_id, kiosk, entry, at, screen, ticket FROM help_calls WHERE taken_at IS NULL "
        "AND at > ? ORDER BY at, help_id");
    query.bind(1, ms(clock.wall() - shown_for));
    while (query.executeStep()) {
        HelpCall call;
        call.id = query.getColumn(0).getInt64();
        call.kiosk = query.getColumn(1).getString();
        call.entry = static_cast<uint64_t>(query.getColumn(2).getInt64());
        call.at = WallTime(std::chrono::milliseconds(query.getColumn(3).getInt64()));
        call.screen = query.getColumn(4).getString();
        call.ticket = api::parse_number(query.getColumn(5).getString());
        open_.push_back(std::move(call));
    }
}

std::vector<HelpCall> HelpDesk::open_calls() const {
    const auto since = clock_.wall() - shown_for;
    const std::scoped_lock lock(mutex_);
    std::vector<HelpCall> out;
    std::ranges::copy_if(open_, std::back_inserter(out), [&](const HelpCall& c) { return c.at > since; });
    return out;
}

std::optional<HelpCall> HelpDesk::record(SQLite::Database& db, HelpCall call) const {
    SQLite::Statement put(
        db, "INSERT OR IGNORE INTO help_calls (kiosk, entry, at, screen, ticket) VALUES (?, ?, ?, ?, ?)");
    put.bind(1, call.kiosk);
    put.bind(2, static_cast<int64_t>(call.entry));
    put.bind(3, ms(call.at));
    put.bind(4, call.screen);
    if (call.ticket) put.bind(5, api::text_of(*call.ticket));
    if (put.exec() == 0) return std::nullopt;
    call.id = db.getLastInsertRowid();
    append_to_ledger(
        db, key_, clock_.wall(),
        {LedgerKind::help_called,
         {{"help", call.id}, {"kiosk", call.kiosk}, {"entry", call.entry}, {"screen", call.screen}}});
    return call;
}

void HelpDesk::announce(std::vector<HelpCall> calls) {
    if (calls.empty()) return;
    {
        const std::scoped_lock lock(mutex_);
        const auto since = clock_.wall() - shown_for;
        std::erase_if(open_, [&](const HelpCall& c) { return c.at <= since; });
        std::ranges::move(calls, std::back_inserter(open_));
        std::ranges::stable_sort(open_, {}, &HelpCall::at);
    }
    tell_watchers();
}

asio::awaitable<Result<std::monostate, HelpError>> HelpDesk::take(int64_t id, std::string by) {
    // Named before co_await: GCC 12 mishandles temporaries with destructors in the awaited expression.
    std::function<bool(SQLite::Database&)> work = [this, id, by](SQLite::Database& db) {
        const auto now = clock_.wall();
        SQLite::Statement set(
            db, "UPDATE help_calls SET taken_by = ?, taken_at = ? WHERE help_id = ? AND taken_at IS NULL");
        set.bind(1, by);
        set.bind(2, ms(now));
        set.bind(3, id);
        if (set.exec() == 0) return false;
        append_to_ledger(db, key_, now, {LedgerKind::help_taken, {{"help", id}, {"by", by}}});
        return true;
    };
    const auto taken = co_await writer_.write<bool>(work);
    if (!taken) co_return fail(HelpError::unavailable);
    if (!*taken) co_return fail(HelpError::unknown);
    {
        const std::scoped_lock lock(mutex_);
        std::erase_if(open_, [&](const HelpCall& c) { return c.id == id; });
    }
    tell_watchers();
    co_return std::monostate{};
}

HelpDesk::Subscription HelpDesk::subscribe(asio::any_io_executor executor, Observer observer) {
    auto watcher = std::make_shared<Watcher>(Watcher{std::move(executor), std::move(observer)});
    const std::scoped_lock lock(mutex_);
    watchers_.push_back(watcher);
    return watcher;
}

void HelpDesk::tell_watchers() {
    const std::scoped_lock lock(mutex_);
    std::erase_if(watchers_, [](const auto& w) { return w.expired(); });
    for (const auto& weak : watchers_)
        if (const auto watcher = weak.lock())
            asio::post(watcher->executor, [weak] {
                if (const auto still = weak.lock()) still->tell();
            });
}

}  // namespace lobby::office
