#include "office/fleet/help_desk.hpp"

#include <algorithm>

#include <boost/asio/post.hpp>

#include "office/ledger/ledger.hpp"

namespace lobby::office {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::hours shown_for{24};

}  // namespace

HelpDesk::HelpDesk(store::Database& db, const StoreKey& key, DatabaseWriter& writer, const Clock& clock)
    : key_(key), writer_(writer), clock_(clock) {
    store::Statement query(
        db,
        "SELECT help_id, kiosk, entry, at, screen, ticket FROM help_calls WHERE taken_at IS NULL "
        "AND at > ? ORDER BY at, help_id");
    query.bind(1, ms(clock.wall() - shown_for));
    while (query.step()) {
        HelpCall call;
        call.id = query.column(0).int64();
        call.kiosk = query.column(1).text();
        call.entry = static_cast<uint64_t>(query.column(2).int64());
        call.at = WallTime(std::chrono::milliseconds(query.column(3).int64()));
        call.screen = query.column(4).text();
        call.ticket = api::parse_number(query.column(5).text());
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

std::optional<HelpCall> HelpDesk::record(store::Database& db, HelpCall call) const {
    store::Statement put(db,
                         "INSERT INTO help_calls (kiosk, entry, at, screen, ticket) VALUES (?, ?, ?, ?, ?) "
                         "ON CONFLICT DO NOTHING RETURNING help_id");
    put.bind(1, call.kiosk);
    put.bind(2, static_cast<int64_t>(call.entry));
    put.bind(3, ms(call.at));
    put.bind(4, call.screen);
    if (call.ticket) put.bind(5, api::text_of(*call.ticket));
    const auto id = put.returned();
    if (!id) return std::nullopt;
    call.id = *id;
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
    std::function<bool(store::Database&)> work = [this, id, by](store::Database& db) {
        const auto now = clock_.wall();
        store::Statement set(
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
