// The records that kiosks keep, as rows of feed.db: one a record, each change under a new number, so that the
// table is the snapshot and a cursor misses nothing. What is gone stays as an empty row for a while.
//
// Everything throws store::Error.
#pragma once

#include <vector>

#include "base/civil_date.hpp"
#include "office/api/feed.hpp"
#include "office/link/feed_sender.hpp"
#include "office/store/database.hpp"

namespace lobby::office {

// The writing side; there is one. Belongs to its connection's thread, and goes before the connection does.
class FeedTable {
public:
    // Gives the feed its name where it has none. Outside of a transaction.
    explicit FeedTable(store::Database& feed_db);

    // What stands of a person from now on, and nothing else of him, inside the caller's transaction. True:
    // that is not what stood there.
    bool put(const api::CacheIndex& person, const std::vector<std::vector<uint8_t>>& records, Date today);
    // Forgets what has been gone since before `day`; kiosks from further back begin anew.
    void forget_gone(Date day);

private:
    void write(const api::CacheIndex& person, uint32_t part, const std::vector<uint8_t>* sealed, Date today);

    store::Database& db_;
    store::Statement read_;
    store::Statement next_;
    store::Statement write_;
};

// What a kiosk gets next; nothing while the feed has no name yet.
[[nodiscard]] std::optional<api::FeedPart> read_feed(store::Database& feed_db, const FeedFrom& from,
                                                     WallTime now);

}  // namespace lobby::office
