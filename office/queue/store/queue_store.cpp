#include "office/queue/store/queue_store.hpp"

#include <stdexcept>

#include <SQLiteCpp/Savepoint.h>

#include "office/queue/store/event_codec.hpp"
#include "office/queue/store/ledger_words.hpp"

namespace lobby::office::queue {

namespace {

constexpr int kept_snapshots = 3;

int64_t ms(WallTime at) {
    return at.time_since_epoch().count();
}

[[noreturn]] void damaged(uint64_t seq) {
    throw std::runtime_error("office.db: the queue's event " + std::to_string(seq) + " cannot be read");
}

void refuse_newer(int form) {
    if (form > stored_form) throw std::runtime_error("office.db: the queue was written by a newer program");
}

// A snapshot that cannot be read costs time, not truth: the one before it, or all events, will do.
State newest_snapshot(SQLite::Database& db) {
    SQLite::Statement query(db, "SELECT form, body FROM queue_snapshots ORDER BY seq DESC");
    while (query.executeStep()) {
        refuse_newer(query.getColumn(0).getInt());
        if (auto state = decode_snapshot(query.getColumn(1).getString())) return *std::move(state);
    }
    return {};
}

void save_snapshot(SQLite::Database& db, const State& state, WallTime at) {
    SQLite::Statement put(db,
                          "INSERT OR REPLACE INTO queue_snapshots (seq, at, form, body) VALUES (?, ?, ?, ?)");
    put.bind(1, static_cast<int64_t>(state.version()));
    put.bind(2, ms(at));
    put.bind(3, stored_form);
    put.bind(4, encode(state));
    put.exec();
    SQLite::Statement sweep(
        db,
        "DELETE FROM queue_snapshots WHERE seq NOT IN (SELECT seq FROM queue_snapshots ORDER BY "
        "seq DESC LIMIT ?)");
    sweep.bind(1, kept_snapshots);
    sweep.exec();
}

}  // namespace

State load_queue(SQLite::Database& db) {
    SQLite::Savepoint one_view(db, "load_queue");  // also inside of a transaction
    State state = newest_snapshot(db);
    SQLite::Statement query(
        db, "SELECT seq, at, by, kind, form, body FROM queue_events WHERE seq > ? ORDER BY seq");
    query.bind(1, static_cast<int64_t>(state.version()));
    while (query.executeStep()) {
        const auto seq = static_cast<uint64_t>(query.getColumn(0).getInt64());
        refuse_newer(query.getColumn(4).getInt());
        auto body = decode_event(query.getColumn(3).getString(), query.getColumn(5).getString());
        if (seq != state.version() + 1 || !body) damaged(seq);
        Event event{WallTime(std::chrono::milliseconds(query.getColumn(1).getInt64())),
                    query.getColumn(2).getString(), *std::move(body)};
        if (!state.apply(event)) damaged(seq);
    }
    one_view.release();
    return state;
}

uint64_t newest_event(SQLite::Database& db) {
    return static_cast<uint64_t>(db.execAndGet("SELECT ifnull(max(seq), 0) FROM queue_events").getInt64());
}

void append_to_queue(SQLite::Database& db, const StoreKey& key, State& state,
                     const std::vector<Event>& events) {
    bool day_started = false;
    SQLite::Statement insert(
        db, "INSERT INTO queue_events (seq, at, by, kind, form, body) VALUES (?, ?, ?, ?, ?, ?)");
    for (const auto& e : events) {
        // Before it is applied: what the event ends is still there to be named.
        auto entry = ledger_entry(state, e);
        if (!state.apply(e)) throw std::logic_error("an event of the queue's engine does not fit its state");
        insert.bind(1, static_cast<int64_t>(state.version()));
        insert.bind(2, ms(e.at));
        insert.bind(3, e.by);
        insert.bind(4, std::string(kind_of(e.body)));
        insert.bind(5, stored_form);
        insert.bind(6, encode(e.body));
        insert.exec();
        insert.reset();
        append_to_ledger(db, key, e.at, entry);
        day_started = day_started || std::holds_alternative<event::DayStarted>(e.body);
    }
    if (day_started) save_snapshot(db, state, events.back().at);
}

}  // namespace lobby::office::queue
