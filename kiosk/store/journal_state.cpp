#include "kiosk/store/journal_state.hpp"

#include <array>
#include <cstring>

#include <sodium.h>

namespace lobby::kiosk {

namespace {

using Checksum = std::array<uint8_t, 16>;

Checksum checksum_of(const JournalState& state) {
    std::vector<uint8_t> bytes(state.journal.begin(), state.journal.end());
    const auto add = [&](uint64_t number) {
        for (size_t i = 0; i < 8; ++i) bytes.push_back(static_cast<uint8_t>(number >> (8 * i)));
    };
    add(state.last);
    add(state.through);
    for (const auto& n : state.numbers) {
        add(n.from_id);
        add(static_cast<uint64_t>(n.shift));
    }
    Checksum out{};
    crypto_generichash(out.data(), out.size(), bytes.data(), bytes.size(), nullptr, 0);
    return out;
}

}  // namespace

std::optional<StoredJournalState> read_journal_state(SQLite::Database& db) {
    SQLite::Statement row(db, "SELECT journal_id, last, through, checksum FROM journal_state");
    if (!row.executeStep()) return std::nullopt;
    StoredJournalState out;
    auto& state = out.state;
    const auto id = row.getColumn(0);
    if (id.getBytes() != static_cast<int>(state.journal.size())) return std::nullopt;
    std::memcpy(state.journal.data(), id.getBlob(), state.journal.size());
    state.last = static_cast<uint64_t>(row.getColumn(1).getInt64());
    state.through = static_cast<uint64_t>(row.getColumn(2).getInt64());
    SQLite::Statement numbers(db, "SELECT from_id, shift FROM journal_numbers ORDER BY from_id");
    while (numbers.executeStep())
        state.numbers.push_back(
            {static_cast<uint64_t>(numbers.getColumn(0).getInt64()), numbers.getColumn(1).getInt64()});
    const auto checksum = checksum_of(state);
    const auto stored = row.getColumn(3);
    out.sound = stored.getBytes() == static_cast<int>(checksum.size()) &&
                std::memcmp(stored.getBlob(), checksum.data(), checksum.size()) == 0 &&
                state.through <= state.last;
    return out;
}

void write_journal_state(SQLite::Database& db, const JournalState& state) {
    SQLite::Statement put(db, "UPDATE journal_state SET journal_id = ?");
    put.bind(1, state.journal.data(), static_cast<int>(state.journal.size()));
    put.exec();
    db.exec("DELETE FROM journal_numbers");
    for (const auto& n : state.numbers) {
        SQLite::Statement row(db, "INSERT INTO journal_numbers (from_id, shift) VALUES (?, ?)");
        row.bind(1, static_cast<int64_t>(n.from_id));
        row.bind(2, n.shift);
        row.exec();
    }
    JournalMark(db).write(state);
}

JournalMark::JournalMark(SQLite::Database& db)
    : set_(db, "UPDATE journal_state SET last = ?, through = ?, checksum = ?") {}

void JournalMark::write(const JournalState& state) {
    const auto checksum = checksum_of(state);
    set_.tryReset();  // an error of the last time has been told
    set_.bind(1, static_cast<int64_t>(state.last));
    set_.bind(2, static_cast<int64_t>(state.through));
    set_.bind(3, checksum.data(), static_cast<int>(checksum.size()));
    set_.exec();
}

}  // namespace lobby::kiosk
