// The writing side of an import: puts cases and what belongs to them into cases.db and tells what that
// changed. Rows are compared with what is there, so that the same export twice writes nothing.
//
// Works inside the caller's transaction and on its thread. Throws store::Error.
#pragma once

#include <cstdint>
#include <tuple>

#include "office/import/case_record.hpp"
#include "office/import/prepared.hpp"
#include "office/import/row_table.hpp"

namespace lobby::office::imports {

class CaseStore {
public:
    // Inside the transaction that is to hold the work.
    explicit CaseStore(store::Database& db);

    [[nodiscard]] std::optional<int64_t> find(std::string_view acceptance_number);

    struct Stored {
        int64_t case_id = 0;
        bool same = false;
    };
    // The case of that number as it is stored, beside what it is to be.
    [[nodiscard]] std::optional<Stored> compare(const CaseRow& row);
    int64_t insert(const CaseRow& row);
    void update(const CaseRow& row);

    // Marks a case confidential beyond what it is. True when that changed anything.
    bool close(int64_t case_id, uint32_t bits);

    template <class Row>
    [[nodiscard]] RowTable<Row>& rows() {
        return std::get<RowTable<Row>>(tables_);
    }

private:
    Prepared find_;
    Prepared read_case_;
    Prepared insert_case_;
    Prepared update_case_;
    Prepared close_case_;
    std::tuple<RowTable<PartyRow>, RowTable<EventRow>, RowTable<EntitlementRow>> tables_;
};

}  // namespace lobby::office::imports
