// Inside of the cache: one database file, which holds one snapshot of the office's feed and what changed
// since.
//
// Its writer belongs to one thread. WAL, and synchronous=NORMAL, as all of it can be asked for again: a power
// cut may lose the newest records together with the cursor that covers them, and the office sends them once
// more. Functions throw SQLite::Exception, or DamagedCache where the file's content is not what this program
// wrote.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/clock.hpp"
#include "office/api/feed.hpp"

namespace lobby::kiosk::cache {

using api::CacheIndex;
using api::FeedId;

class DamagedCache : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Whether this is what a damaged file, not a full disk or a mistake of ours, makes SQLite say.
[[nodiscard]] bool says_damaged(const SQLite::Exception& error);

class CacheFile {
public:
    // A new one, for a snapshot that begins.
    static CacheFile create(std::filesystem::path file, const FeedId& feed);
    // Checks all pages (quick_check).
    static CacheFile open(std::filesystem::path file);

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] const FeedId& feed() const { return feed_; }
    [[nodiscard]] uint64_t through() const { return through_; }
    [[nodiscard]] std::optional<WallTime> as_of() const { return as_of_; }
    [[nodiscard]] bool whole() const { return as_of_.has_value(); }

    // A transaction: begin(), any number of puts, move_cursor(), commit(); or rollback().
    void begin();
    // No body: what stands there is gone.
    void put(const CacheIndex& index, uint32_t part, const std::optional<std::vector<uint8_t>>& sealed);
    void move_cursor(uint64_t through, std::optional<WallTime> as_of);
    void commit();
    void rollback() noexcept;

    // The snapshot has come to its end, outside of a transaction: makes it fit to be read, and durable.
    void finish(WallTime as_of);
    // What was deleted is gone from the file's log, too.
    void scrub();
    // Nothing that closing would write goes into a file that is kept for an expert.
    void leave_as_it_is() noexcept;

private:
    CacheFile(std::filesystem::path file, int flags);
    void check();
    void load_cursor();
    void prepare();
    void make_index();

    std::filesystem::path path_;
    std::unique_ptr<SQLite::Database> db_;
    std::unique_ptr<SQLite::Statement> remove_;
    std::unique_ptr<SQLite::Statement> insert_;
    std::unique_ptr<SQLite::Statement> move_;
    FeedId feed_{};
    uint64_t through_ = 0;
    uint64_t gone_ = 0;
    bool indexed_ = false;
    std::optional<WallTime> as_of_;
};

struct SealedRow {
    uint32_t part = 0;
    std::vector<uint8_t> sealed;
};

// Its own connection to a whole file: reads while the writer writes, on another thread.
class CacheReader {
public:
    explicit CacheReader(const std::filesystem::path& file);

    [[nodiscard]] std::vector<SealedRow> find(const CacheIndex& index);

private:
    std::unique_ptr<SQLite::Database> db_;
    std::unique_ptr<SQLite::Statement> find_;
};

}  // namespace lobby::kiosk::cache
