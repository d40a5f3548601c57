// The writing side of an import: puts cases and what belongs to them into cases.db and tells what that
// changed. Rows are compared with what is there, so that the same export twice writes nothing.
//
// Works inside the caller's transaction and on its thread. Throws SQLite::Exception.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "office/import/case_record.hpp"
#include "office/import/prepared.hpp"

namespace lobby::office::imports {

class CaseStore {
public:
    // Inside the transaction that is to hold the work.
    explicit CaseStore(SQLite::Database& db);

    [[nodiscard]] std::optional<int64_t> find(std::string_view acceptance_number);

    struct Stored {
        int64_t case_id = 0;
        bool same = false;
    };
    // The case of that number as it is stored, beside what it is to be.
    [[nodiscard]] std::optional<Stored> compare(const CaseRow& row);
    int64_t insert(const CaseRow& row);
    void update(const CaseRow& row);

    // The rows replace those of the case. Ordered by ordinal or seq: the caller's part.
    bool put_parties(int64_t case_id, std::span<const PartyRow> parties);
    bool put_events(int64_t case_id, std::span<const EventRow> events);
    bool put_entitlements(int64_t case_id, std::span<const EntitlementRow> entitlements);

    // Marks a case confidential beyond what it is. True when that changed anything.
    bool close(int64_t case_id, uint32_t bits);

private:
    SQLite::Database& db_;
    Prepared find_;
    Prepared read_case_;
    Prepared insert_case_;
    Prepared update_case_;
    Prepared close_case_;
    Prepared read_parties_;
    Prepared delete_parties_;
    Prepared insert_party_;
    Prepared read_events_;
    Prepared delete_events_;
    Prepared insert_event_;
    Prepared read_entitlements_;
    Prepared delete_entitlements_;
    Prepared insert_entitlement_;
    // The last case that had such rows when the import began: those of a later one need not be looked for.
    int64_t last_with_parties_ = 0;
    int64_t last_with_events_ = 0;
    int64_t last_with_entitlements_ = 0;
};

}  // namespace lobby::office::imports
