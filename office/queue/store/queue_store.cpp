#include "office/queue/store/queue_store.hpp"

#include <stdexcept>

#include "office/queue/store/event_codec.hpp"
#include "office/queue/store/ledger_words.hpp"

namespace lobby::office::queue {

namespace {

constexpr int kept_snapshots = 3;

[[noreturn]] void damaged(uint64_t seq) {
    throw std::runtime_error("office.db: the queue's event " + std::to_string(seq) + " cannot be read");
}

void refuse_newer(int form) {
    if (form > stored_form) throw std::runtime_error("office.db: the queue was written by a newer program");
}

// A snapshot that cannot be read costs time, not truth: the one before it, or all events, will do.
State newest_snapshot(store::Database& db) {
    store::Statement query(db, "SELECT form, body FROM queue_snapshots ORDER BY seq DESC");
    while (query.step()) {
        refuse_newer(query.column(0).int32());
        if (auto state = decode_snapshot(query.column(1).text())) return *std::move(state);
    }
    return {};
}

void save_snapshot(store::Database& db, const State& state, WallTime at) {
    store::Statement put(db,
                         "INSERT INTO queue_snapshots (seq, at, form, body) VALUES (?1, ?2, ?3, ?4) "
                         "ON CONFLICT (seq) DO UPDATE SET at = ?2, form = ?3, body = ?4");
    put.bind(1, static_cast<int64_t>(state.version()));
    put.bind(2, ms(at));
    put.bind(3, stored_form);
    put.bind(4, encode(state));
    put.exec();
    store::Statement sweep(
        db,
        "DELETE FROM queue_snapshots WHERE seq NOT IN (SELECT seq FROM queue_snapshots ORDER BY "
        "seq DESC LIMIT ?)");
    sweep.bind(1, kept_snapshots);
    sweep.exec();
}

}  // namespace

State load_queue(store::Database& db) {
    const store::OneView one_view(db);  // also inside of a transaction
    State state = newest_snapshot(db);
    store::Statement query(
        db, "SELECT seq, at, by, kind, form, body FROM queue_events WHERE seq > ? ORDER BY seq");
    query.bind(1, static_cast<int64_t>(state.version()));
    while (query.step()) {
        const auto seq = static_cast<uint64_t>(query.column(0).int64());
        refuse_newer(query.column(4).int32());
        auto body = decode_event(query.column(3).text(), query.column(5).text());
        if (seq != state.version() + 1 || !body) damaged(seq);
        Event event{WallTime(std::chrono::milliseconds(query.column(1).int64())), query.column(2).text(),
                    *std::move(body)};
        if (!state.apply(event)) damaged(seq);
    }
    return state;
}

uint64_t newest_event(store::Database& db) {
    return static_cast<uint64_t>(db.number("SELECT coalesce(max(seq), 0) FROM queue_events"));
}

void append_to_queue(store::Database& db, const StoreKey& key, State& state,
                     const std::vector<Event>& events) {
    bool day_started = false;
    store::Statement insert(
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
