// What the kiosk may still tell while the office is away: the office's records of cases, sealed by it, kept
// in files of their own beside kiosk.db (cache/cases-<n>.db).
//
// A snapshot is built in a file of its own and takes the place of the one before when it is whole; until then
// the old one answers. A damaged file is moved to quarantine/ and the office asked for all of it anew:
// nothing here is the only copy of anything.
//
// load(), cursor(), apply(), clear() and set_aside() belong to one thread; find() and status() may be called
// from any other meanwhile.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "kiosk/cache/cache_file.hpp"
#include "office/api/feed.hpp"

namespace lobby::kiosk::cache {

enum class CacheError {
    none,     // no snapshot has been whole yet
    full,     // the disk keeps its last room for what visitors do
    failed,   // the disk did not take it, or does not give it back
    damaged,  // the file is put aside, or has to be
};

[[nodiscard]] std::string_view word_of(CacheError error);

struct CacheCursor {
    std::optional<FeedId> feed;  // nothing: all is wanted
    uint64_t through = 0;
};

struct CacheStatus {
    std::optional<WallTime> as_of;    // by the office's clock; nothing: there is nothing to answer from
    std::optional<SteadyTime> heard;  // when it said so; nothing: before the start
    bool building = false;            // a snapshot is coming
    uint32_t damaged = 0;             // files put aside since the start
};

enum class Applied {
    taken,
    does_not_follow,  // of another feed, or without its snapshot's beginning: all is wanted anew
};

class CaseCache {
public:
    struct Place {
        std::filesystem::path dir;                // made where there is none; owner only
        std::filesystem::path quarantine;         // made when it is needed
        uint64_t keep_free = uint64_t{64} << 20;  // bytes of the disk that the cache leaves to others
    };
    // `clock` and `log` outlive it.
    CaseCache(Place place, const Clock& clock, Log& log);
    CaseCache(const CaseCache&) = delete;
    CaseCache& operator=(const CaseCache&) = delete;

    // Opens what is there, checks all its pages, and puts damaged files aside. Throws std::exception where
    // there can be no files.
    void load();
    [[nodiscard]] CacheCursor cursor() const;
    // Whether the disk has more than the room that is kept for others.
    [[nodiscard]] bool has_room() const;
    // In the office's order; parts that came together become one transaction. After an error nothing of it
    // may have happened: the cursor says.
    Result<Applied, CacheError> apply(std::span<const api::FeedPart> parts);
    // All of it is gone: the kiosk may not tell it any more, or cannot read it any more.
    void clear();
    // find() met a damaged record.
    void set_aside();

    // All records under this index; each is for the holder of one name.
    [[nodiscard]] Result<std::vector<SealedRow>, CacheError> find(const CacheIndex& index);
    [[nodiscard]] CacheStatus status() const;

private:
    void consider(const std::filesystem::path& file);
    void begin_snapshot(const FeedId& feed);
    Applied take(const api::FeedPart& part);
    void end_transaction();
    void snapshot_is_whole(WallTime as_of);
    CacheError undo(const std::exception& why);
    void drop(std::unique_ptr<CacheFile>& file);
    void quarantine_file(const std::filesystem::path& file);
    void read_from(const CacheFile* file);
    void note_status();
    [[nodiscard]] std::filesystem::path path_of(uint64_t number) const;

    const Place place_;
    const Clock& clock_;
    Log& log_;
    uint64_t last_number_ = 0;  // of a file
    std::unique_ptr<CacheFile> current_;
    std::unique_ptr<CacheFile> building_;
    CacheFile* open_ = nullptr;  // in a transaction
    bool taken_back_ = false;    // a record left with the transaction under way
    bool heard_now_ = false;     // the parts under way say how young the cache is

    mutable std::mutex mutex_;  // of what follows
    std::unique_ptr<CacheReader> reader_;
    CacheStatus status_;
};

}  // namespace lobby::kiosk::cache
