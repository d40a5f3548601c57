// Inside of the kiosk's store: the journal's rows. An entry has an id for good; the number by which the
// office knows it is found from the id, so that numbers can move without touching what refers to an entry.
//
// All functions throw SQLite::Exception; those that write run inside of a transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "office/api/messages.hpp"

namespace lobby::kiosk {

class JournalTable {
public:
    explicit JournalTable(SQLite::Database& db);

    uint64_t append(api::JournalBody body, WallTime at);
    // By numbers, oldest first. An entry whose row cannot be read ends the list.
    [[nodiscard]] std::vector<api::JournalEntry> unsent(size_t most_entries, size_t most_bytes);
    // Up to this id the office is done. Rows older than `forget_before` go.
    void set_through(uint64_t id, WallTime forget_before);
    // Numbers of entries that the office is not done with begin with `number`.
    void number_unsent_from(uint64_t number);

    [[nodiscard]] api::JournalId journal_id() const { return journal_id_; }
    [[nodiscard]] uint64_t last() const { return last_; }        // id
    [[nodiscard]] uint64_t through() const { return through_; }  // id
    [[nodiscard]] uint64_t number_of(uint64_t id) const;
    [[nodiscard]] uint64_t oldest_kept();  // id; last() + 1 when there is none

    // Reads again what stands in memory: after a transaction that did not come about.
    void reload();

private:
    struct Numbers {
        uint64_t from_id = 0;
        int64_t shift = 0;
    };
    [[nodiscard]] api::JournalBody with_numbers(api::JournalBody body) const;
    void save_state();

    SQLite::Database& db_;
    SQLite::Statement insert_;
    SQLite::Statement move_last_;
    api::JournalId journal_id_{};
    uint64_t last_ = 0;
    uint64_t through_ = 0;
    std::vector<Numbers> numbers_;  // by from_id
};

}  // namespace lobby::kiosk
