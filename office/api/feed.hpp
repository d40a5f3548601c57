// The feed of sealed records from office to kiosk (cache_record.hpp), and what a kiosk reports of those that
// it opened. Plain values; the wire form is codec_feed.cpp.
//
// The kiosk names the cursor up to which it has everything on its disk; the office sends what is newer, in
// parts. A kiosk that asks with another feed's name, or from further back than the office remembers what is
// gone, gets a snapshot: every record there is, between a part that begins it and the first that is no longer
// of it; what the kiosk had before and the snapshot has not is gone with its end.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/secret_array.hpp"

namespace lobby::api {

// Of one office; all its kiosks have the same.
using CachePepper = SecretArray<32>;
using CacheIndex = std::array<uint8_t, 16>;

// Names an office's feed: random, made with it. Another one has cursors of its own.
using FeedId = std::array<uint8_t, 16>;

inline constexpr size_t max_feed_part_bytes = size_t{64} << 10;
inline constexpr size_t max_feed_records = 512;  // a part
inline constexpr uint32_t max_feed_credit = 1u << 16;
inline constexpr uint64_t max_feed_cursor = uint64_t{1} << 62;
// At most so many bytes sealed: a part holds one with room to spare.
inline constexpr size_t max_sealed_record_bytes = size_t{48} << 10;
// Different spellings of one person's name, each with a record of its own.
inline constexpr uint32_t max_record_parts = 16;

// Also the acknowledgement: everything up to the cursor is on the kiosk's disk.
struct FeedWanted {
    std::optional<FeedId> feed;  // nothing: the kiosk has nothing yet, and the cursor is 0
    uint64_t cursor = 0;
    uint32_t credit = 0;  // records beyond the cursor that the kiosk has room for, those under way included
    friend bool operator==(const FeedWanted&, const FeedWanted&) = default;
};

struct FeedRecord {
    CacheIndex index{};
    uint32_t part = 0;
    std::optional<std::vector<uint8_t>> sealed;  // nothing: gone
    friend bool operator==(const FeedRecord&, const FeedRecord&) = default;
};

// Parts come in order; `through` rises. One without records says only how young the kiosk's copy is.
struct FeedPart {
    FeedId feed{};
    bool snapshot = false;         // also of its last part
    bool snapshot_begins = false;  // what came of an earlier, unfinished one is void
    bool caught_up = false;        // there is nothing newer than `through`; with it a snapshot is whole
    uint64_t through = 0;
    std::vector<FeedRecord> records;
    WallTime as_of{};  // by the office's clock: when `through` was read
    friend bool operator==(const FeedPart&, const FeedPart&) = default;
};

// What came of a card at a kiosk that asked its own records.
enum class OfflineOutcome {
    disclosed,
    unknown_person,  // nothing is kept for the number
    name_mismatch,   // something is, and does not open with the name on the card
    expired,         // it opened, and nothing of it may be told any more
    too_old,         // the records are older than may be shown
    card_expired,
    not_kept,  // records are damaged or not yet whole
};
inline constexpr std::array<std::string_view, 7> offline_outcome_words{
    "disclosed", "unknown_person", "name_mismatch", "expired", "too_old", "card_expired", "not_kept"};

constexpr const auto& words_of(OfflineOutcome) {
    return offline_outcome_words;
}

// An entry of the kiosk's journal. The person stands in it by the index alone.
struct OfflineLookup {
    CacheIndex person{};
    OfflineOutcome outcome{};
    std::vector<std::string> cases;  // acceptance numbers of those that were told, at most max_cases
    std::optional<WallTime> as_of;   // of the records; nothing: there were none
    friend bool operator==(const OfflineLookup&, const OfflineLookup&) = default;
};

}  // namespace lobby::api
