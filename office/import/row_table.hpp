// One of the three tables of rows that belong to cases, as an import writes it: the rows of a case replace
// those that were there, and nothing is written where they are the same.
//
// Works inside the caller's transaction and on its thread. Throws store::Error.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "office/import/case_record.hpp"
#include "office/import/prepared.hpp"

namespace lobby::office::imports {

// Row: PartyRow, EventRow or EntitlementRow.
template <class Row>
class RowTable {
public:
    // Inside the transaction that is to hold the work.
    explicit RowTable(store::Database& db);

    // Orders the rows. True when that changed anything. A negative case is one whose rows are still being
    // gathered: readers know nothing of it, and it has to be gone before the transaction ends.
    bool put(int64_t case_id, std::vector<Row>& rows);
    void load(int64_t case_id, std::vector<Row>& rows);
    [[nodiscard]] std::optional<int64_t> first_gathered();

private:
    Prepared read_;
    Prepared erase_;
    Prepared insert_;
    Prepared first_;
    // The last case that had rows when the import began: those of a later one need not be looked for.
    int64_t last_with_rows_ = 0;
};

extern template class RowTable<PartyRow>;
extern template class RowTable<EventRow>;
extern template class RowTable<EntitlementRow>;

}  // namespace lobby::office::imports
