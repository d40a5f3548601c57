#include "office/feed/feed_table.hpp"

#include <algorithm>
#include <map>

#include <sodium.h>

namespace lobby::office {

namespace {

constexpr size_t part_overhead = 256;   // of a message, beyond its records
constexpr size_t record_overhead = 40;  // index, part and lengths

void name_feed(store::Database& db) {
    api::FeedId id{};
    randombytes_buf(id.data(), id.size());
    store::Statement put(
        db, "INSERT INTO feed (one, feed_id, newest, floor) VALUES (1, ?, 0, 0) ON CONFLICT DO NOTHING");
    put.bind(1, std::span<const uint8_t>(id));
    put.exec();
}

template <size_t N>
bool copy_to(std::array<uint8_t, N>& out, std::span<const uint8_t> bytes) {
    if (bytes.size() != N) return false;
    std::ranges::copy(bytes, out.begin());
    return true;
}

}  // namespace

FeedTable::FeedTable(store::Database& db)
    : db_((name_feed(db), db)),
      read_(db, "SELECT part, sealed FROM records WHERE cache_index = ?"),
      next_(db, "UPDATE feed SET newest = newest + 1 WHERE one = 1 RETURNING newest"),
      write_(db,
             "INSERT INTO records (seq, cache_index, part, sealed, changed_on) VALUES (?, ?, ?, ?, ?) "
             "ON CONFLICT (cache_index, part) DO UPDATE SET seq = excluded.seq, sealed = excluded.sealed, "
             "changed_on = excluded.changed_on") {}

bool FeedTable::put(const api::CacheIndex& person, const std::vector<std::vector<uint8_t>>& records,
                    Date today) {
    std::map<uint32_t, bool> stands;  // by part: as it is to be
    read_.bind(1, std::span<const uint8_t>(person));
    while (read_.step()) {
        const auto part = read_.column(0).uint32();
        const auto sealed = read_.column(1);
        stands[part] = part < records.size()
                           ? !sealed.is_null() && std::ranges::equal(sealed.bytes(), records[part])
                           : sealed.is_null();
    }
    bool changed = false;
    for (uint32_t part = 0; part < records.size(); ++part) {
        const auto found = stands.find(part);
        if (found != stands.end() && found->second) continue;
        write(person, part, &records[part], today);
        changed = true;
    }
    for (const auto& [part, right] : stands) {
        if (part < records.size() || right) continue;
        write(person, part, nullptr, today);
        changed = true;
    }
    return changed;
}

void FeedTable::write(const api::CacheIndex& person, uint32_t part, const std::vector<uint8_t>* sealed,
                      Date today) {
    const auto seq = next_.returned();
    if (!seq) throw store::Error("the feed has lost its name");
    write_.bind(1, *seq);
    write_.bind(2, std::span<const uint8_t>(person));
    write_.bind(3, part);
    if (sealed)
        write_.bind_view(4, std::span<const uint8_t>(*sealed));
    else
        write_.bind_null(4);
    write_.bind(5, int64_t{today.time_since_epoch().count()});
    write_.exec();
}

void FeedTable::forget_gone(Date day) {
    store::Transaction transaction(db_);
    const int64_t before = day.time_since_epoch().count();
    store::Statement raise(db_,
                           "UPDATE feed SET floor = coalesce((SELECT max(seq) FROM records WHERE sealed IS "
                           "NULL AND changed_on < ?), floor) WHERE one = 1");
    raise.bind(1, before);
    raise.exec();
    store::Statement forget(db_, "DELETE FROM records WHERE sealed IS NULL AND changed_on < ?");
    forget.bind(1, before);
    forget.exec();
    transaction.commit();
}

std::optional<api::FeedPart> read_feed(store::Database& db, const FeedFrom& from, WallTime now) {
    const store::OneView view(db);
    api::FeedPart part;
    int64_t newest = 0;
    int64_t floor = 0;
    {
        store::Statement feed(db, "SELECT feed_id, newest, floor FROM feed");
        if (!feed.step() || !copy_to(part.feed, feed.column(0).bytes())) return std::nullopt;
        newest = feed.column(1).int64();
        floor = feed.column(2).int64();
        feed.reset();
    }
    const auto cursor = static_cast<int64_t>(from.cursor);
    // A cursor that was never given is of a feed that was put back from a copy.
    part.snapshot_begins = from.feed != part.feed || cursor > newest || (cursor < floor && !from.in_snapshot);
    part.snapshot = part.snapshot_begins || from.in_snapshot;
    part.through = part.snapshot_begins ? 0 : from.cursor;
    part.as_of = now;
    store::Statement rows(
        db, "SELECT seq, cache_index, part, sealed FROM records WHERE seq > ? ORDER BY seq LIMIT ?");
    rows.bind(1, static_cast<int64_t>(part.through));
    rows.bind(2, std::min<uint32_t>(from.most_records, api::max_feed_records) + 1);
    size_t bytes = part_overhead;
    part.caught_up = true;
    while (rows.step()) {
        api::FeedRecord record;
        const auto sealed = rows.column(3);
        bytes += record_overhead + sealed.size();
        if (part.records.size() >= from.most_records || bytes > api::max_feed_part_bytes) {
            part.caught_up = false;
            rows.reset();
            break;
        }
        part.through = static_cast<uint64_t>(rows.column(0).int64());
        record.part = rows.column(2).uint32();
        if (!copy_to(record.index, rows.column(1).bytes())) continue;
        if (!sealed.is_null()) record.sealed.emplace(sealed.bytes().begin(), sealed.bytes().end());
        part.records.push_back(std::move(record));
    }
    if (part.caught_up) part.through = static_cast<uint64_t>(newest);
    return part;
}

}  // namespace lobby::office
