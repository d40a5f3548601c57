#include "kiosk/store/journal_table.hpp"

#include <algorithm>
#include <cstring>

#include "office/api/codec.hpp"

namespace lobby::kiosk {

namespace {

int64_t stored(uint64_t number) {
    return static_cast<int64_t>(number);
}

uint64_t from_stored(const SQLite::Column& column) {
    return static_cast<uint64_t>(column.getInt64());
}

// Where the wire form gets too long there is a mistake in the program, not in the world.
std::string bytes_of(const api::JournalEntry& entry) {
    auto bytes = api::encode(entry);
    if (!api::decode_journal_entry(bytes)) throw std::logic_error("a journal entry outside of the contract");
    return bytes;
}

}  // namespace

JournalTable::JournalTable(SQLite::Database& db)
    : db_(db),
      insert_(db, "INSERT INTO journal (id, at, body) VALUES (?, ?, ?)"),
      move_last_(db, "UPDATE journal_state SET last = ?") {
    reload();
}

void JournalTable::reload() {
    SQLite::Statement state(db_, "SELECT journal_id, last, through FROM journal_state");
    if (!state.executeStep()) throw std::runtime_error("kiosk.db holds no journal");
    const auto id = state.getColumn(0);
    std::memcpy(journal_id_.data(), id.getBlob(),
                std::min(journal_id_.size(), static_cast<size_t>(id.getBytes())));
    last_ = from_stored(state.getColumn(1));
    through_ = from_stored(state.getColumn(2));
    numbers_.clear();
    SQLite::Statement numbers(db_, "SELECT from_id, shift FROM journal_numbers ORDER BY from_id");
    while (numbers.executeStep())
        numbers_.push_back({from_stored(numbers.getColumn(0)), numbers.getColumn(1).getInt64()});
}

uint64_t JournalTable::append(api::JournalBody body, WallTime at) {
    const uint64_t id = last_ + 1;
    const auto bytes = bytes_of({id, at, std::move(body)});
    insert_.tryReset();  // an error of the last time has been told
    insert_.bind(1, stored(id));
    insert_.bind(2, at.time_since_epoch().count());
    insert_.bind(3, bytes.data(), static_cast<int>(bytes.size()));
    insert_.exec();
    move_last_.tryReset();
    move_last_.bind(1, stored(id));
    move_last_.exec();
    return last_ = id;
}

uint64_t JournalTable::number_of(uint64_t id) const {
    const auto after = std::ranges::upper_bound(numbers_, id, {}, &Numbers::from_id);
    if (after == numbers_.begin()) return id;
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
    if (through_ == last_) return out;
    SQLite::Statement query(db_, "SELECT id, body FROM journal WHERE id > ? ORDER BY id LIMIT ?");
    query.bind(1, stored(through_));
    query.bind(2, static_cast<int64_t>(most_entries));
    size_t bytes = 0;
    while (query.executeStep()) {
        const uint64_t id = from_stored(query.getColumn(0));
        auto entry = api::decode_journal_entry(query.getColumn(1).getString());
        if (!entry || entry->number != id) break;
        bytes += static_cast<size_t>(query.getColumn(1).getBytes());
        if (!out.empty() && bytes > most_bytes) break;
        out.push_back({number_of(id), entry->at, with_numbers(std::move(entry->body))});
    }
    return out;
}

void JournalTable::set_through(uint64_t id, WallTime forget_before) {
    SQLite::Statement set(db_, "UPDATE journal_state SET through = ?");
    set.bind(1, stored(id));
    set.exec();
    SQLite::Statement forget(db_, "DELETE FROM journal WHERE id <= ? AND at < ?");
    forget.bind(1, stored(id));
    forget.bind(2, forget_before.time_since_epoch().count());
    forget.exec();
    through_ = id;
}

void JournalTable::number_unsent_from(uint64_t number) {
    const uint64_t from = through_ + 1;
    const int64_t shift = stored(number) - stored(from);
    SQLite::Statement forget(db_, "DELETE FROM journal_numbers WHERE from_id >= ?");
    forget.bind(1, stored(from));
    forget.exec();
    SQLite::Statement put(db_, "INSERT INTO journal_numbers (from_id, shift) VALUES (?, ?)");
    put.bind(1, stored(from));
    put.bind(2, shift);
    put.exec();
    std::erase_if(numbers_, [&](const Numbers& n) { return n.from_id >= from; });
    numbers_.push_back({from, shift});
}

uint64_t JournalTable::oldest_kept() {
    const auto oldest = db_.execAndGet("SELECT min(id) FROM journal");
    return oldest.isNull() ? last_ + 1 : from_stored(oldest);
}

}  // namespace lobby::kiosk
