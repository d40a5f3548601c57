// Inside of the archive: what office.db says of pages. Functions work on the caller's connection and throw
// store::Error; those that write are inside of the writer's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "office/scans/scan_request.hpp"
#include "office/store/database.hpp"

namespace lobby::office::scans {

struct Row {
    std::string kiosk;
    uint64_t bytes = 0;
    PageHash hash{};
    bool claimed = false;
    bool arrived = false;
    bool erased = false;
};

[[nodiscard]] std::optional<Row> find(store::Database& db, const api::PageId& page);
// Of pages that nobody has claimed: how much this kiosk may still send.
[[nodiscard]] uint64_t unclaimed_bytes(store::Database& db, const std::string& kiosk);

// The row as it stands then: the first one that names a page decides what it is.
Row begin(store::Database& db, WallTime now, const api::PageId& page, const Row& row);
// False: it was erased meanwhile.
bool set_arrived(store::Database& db, WallTime now, const api::PageId& page);
void set_erased(store::Database& db, WallTime now, const api::PageId& page);

struct Named {
    api::PageId page{};
    Row row;
};
// Claimed and not arrived.
[[nodiscard]] std::vector<Named> under_way(store::Database& db);
[[nodiscard]] std::vector<Named> unclaimed(store::Database& db, WallTime begun_before);
[[nodiscard]] std::vector<Named> erased(store::Database& db);
// Forgets pages that were erased before then.
void forget_erased(store::Database& db, WallTime erased_before);

}  // namespace lobby::office::scans
