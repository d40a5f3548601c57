// Inside of the kiosk's store: the journal's rows. An entry has an id for good; the number by which the
// office knows it is found from the id, so that numbers can move without touching what refers to an entry.
//
// All functions throw SQLite::Exception; those that write run inside of a transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "kiosk/store/journal_state.hpp"
#include "office/api/messages.hpp"

namespace lobby::kiosk {

class JournalTable {
public:
    explicit JournalTable(SQLite::Database& db);

    uint64_t append(api::JournalBody body, WallTime at);
    // By numbers, oldest first, without a gap: an entry that is not there or not whole is told as lost.
    [[nodiscard]] std::vector<api::JournalEntry> unsent(size_t most_entries, size_t most_bytes);
    // Up to this id the office is done. Rows older than `forget_before` go.
    void set_through(uint64_t id, WallTime forget_before);
    // Numbers of entries that the office is not done with begin with `number`.
    void number_unsent_from(uint64_t number);

    [[nodiscard]] api::JournalId journal_id() const { return state_.journal; }
    [[nodiscard]] uint64_t last() const { return state_.last; }        // id
    [[nodiscard]] uint64_t through() const { return state_.through; }  // id
    [[nodiscard]] uint64_t number_of(uint64_t id) const;
    [[nodiscard]] uint64_t oldest_kept();  // id; last() + 1 when there is none

    // Reads again what stands in memory: after a transaction that did not come about.
    void reload();

private:
    [[nodiscard]] api::JournalBody with_numbers(api::JournalBody body) const;

    SQLite::Database& db_;
    SQLite::Statement insert_;
    JournalMark mark_;
    JournalState state_;
};

}  // namespace lobby::kiosk
