// Inside of the kiosk's store: how far the journal is, with a checksum of its own: a bit that flips in it
// would make entries count as dealt with that nobody has, or give them another's number.
//
// All functions throw SQLite::Exception.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "office/api/messages.hpp"

namespace lobby::kiosk {

// Entries from this one on are known to the office by id + shift.
struct JournalNumbers {
    uint64_t from_id = 0;
    int64_t shift = 0;
};

struct JournalState {
    api::JournalId journal{};
    uint64_t last = 0;                    // id
    uint64_t through = 0;                 // id; up to here the office is done
    std::vector<JournalNumbers> numbers;  // by from_id
};

struct StoredJournalState {
    JournalState state;
    bool sound = false;  // its checksum fits
};
// Nothing: there is no row, or it names no journal.
[[nodiscard]] std::optional<StoredJournalState> read_journal_state(SQLite::Database& db);
// The whole of it, with its checksum. Inside of a transaction.
void write_journal_state(SQLite::Database& db, const JournalState& state);

// The same for whoever appends often: only last and through have changed. The statement stays prepared.
class JournalMark {
public:
    explicit JournalMark(SQLite::Database& db);
    void write(const JournalState& state);

private:
    SQLite::Statement set_;
};

}  // namespace lobby::kiosk
