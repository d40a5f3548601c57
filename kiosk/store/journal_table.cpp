#include "kiosk/store/journal_table.hpp"

#include <algorithm>
#include <cstring>

#include "kiosk/store/journal_frame.hpp"

namespace lobby::kiosk {

namespace {

int64_t stored(uint64_t number) {
    return static_cast<int64_t>(number);
}

uint64_t from_stored(const SQLite::Column& column) {
    return static_cast<uint64_t>(column.getInt64());
}

std::optional<JournalFrame> frame_of(const SQLite::Column& column) {
    const auto* bytes = static_cast<const uint8_t*>(column.getBlob());
    return decode_frame({bytes, static_cast<size_t>(column.getBytes())});
}

}  // namespace

JournalTable::JournalTable(SQLite::Database& db)
    : db_(db), insert_(db, "INSERT INTO journal (id, at, body) VALUES (?, ?, ?)"), mark_(db) {
    reload();
}

void JournalTable::reload() {
    auto stored = read_journal_state(db_);
    if (!stored) throw std::runtime_error("kiosk.db holds no journal");
    state_ = std::move(stored->state);
}

uint64_t JournalTable::append(api::JournalBody body, WallTime at) {
    const uint64_t id = state_.last + 1;
    const auto bytes = encode_frame({state_.journal, {id, at, std::move(body)}});
    insert_.tryReset();  // an error of the last time has been told
    insert_.bind(1, stored(id));
    insert_.bind(2, at.time_since_epoch().count());
    insert_.bind(3, bytes.data(), static_cast<int>(bytes.size()));
    insert_.exec();
    auto next = state_;
    next.last = id;
    mark_.write(next);
    return state_.last = id;
}

uint64_t JournalTable::number_of(uint64_t id) const {
    const auto after = std::ranges::upper_bound(state_.numbers, id, {}, &JournalNumbers::from_id);
    if (after == state_.numbers.begin()) return id;
    return static_cast<uint64_t>(stored(id) + std::prev(after)->shift);
}

api::JournalBody JournalTable::with_numbers(api::JournalBody body) const {
    if (auto* print = std::get_if<api::TicketPrint>(&body))
        print->taken_entry = number_of(print->taken_entry);
    if (auto* back = std::get_if<api::TicketGivenBack>(&body))
        back->taken_entry = number_of(back->taken_entry);
    return body;
}

std::vector<api::JournalEntry> JournalTable::unsent(size_t most_entries, size_t most_bytes) {
    std::vector<api::JournalEntry> out;
    if (state_.through == state_.last) return out;
    SQLite::Statement query(db_, "SELECT id, at, body FROM journal WHERE id > ? ORDER BY id LIMIT ?");
    query.bind(1, stored(state_.through));
    query.bind(2, static_cast<int64_t>(most_entries));
    size_t bytes = 0;
    uint64_t next = state_.through + 1;
    WallTime at{};
    const auto lost_until = [&](uint64_t id) {
        for (; next < id && out.size() < most_entries; ++next)
            out.push_back({number_of(next), at, api::EntryLost{}});
    };
    while (query.executeStep()) {
        const uint64_t id = from_stored(query.getColumn(0));
        at = from_ms(query.getColumn(1).getInt64());
        lost_until(id);
        if (out.size() == most_entries) return out;
        auto frame = frame_of(query.getColumn(2));
        bytes += static_cast<size_t>(query.getColumn(2).getBytes());
        if (!out.empty() && bytes > most_bytes) return out;
        if (frame && frame->entry.number == id && frame->journal == state_.journal)
            out.push_back({number_of(id), frame->entry.at, with_numbers(std::move(frame->entry.body))});
        else
            lost_until(id + 1);
        next = id + 1;
    }
    lost_until(state_.last + 1);
    return out;
}

void JournalTable::set_through(uint64_t id, WallTime forget_before) {
    auto next = state_;
    next.through = id;
    mark_.write(next);
    SQLite::Statement forget(db_, "DELETE FROM journal WHERE id <= ? AND at < ?");
    forget.bind(1, stored(id));
    forget.bind(2, forget_before.time_since_epoch().count());
    forget.exec();
    state_.through = id;
}

void JournalTable::number_unsent_from(uint64_t number) {
    const uint64_t from = state_.through + 1;
    auto next = state_;
    std::erase_if(next.numbers, [&](const JournalNumbers& n) { return n.from_id >= from; });
    next.numbers.push_back({from, stored(number) - stored(from)});
    write_journal_state(db_, next);
    state_ = std::move(next);
}

uint64_t JournalTable::oldest_kept() {
    const auto oldest = db_.execAndGet("SELECT min(id) FROM journal");
    return oldest.isNull() ? state_.last + 1 : from_stored(oldest);
}

}  // namespace lobby::kiosk
