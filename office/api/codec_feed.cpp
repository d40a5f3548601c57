#include "office/api/codec_feed.hpp"

#include <algorithm>

#include "office/api/codec_cases.hpp"
#include "office/api/codec_registration.hpp"

namespace lobby::api::wire {

using enum DecodeError;

namespace {

constexpr size_t id_bytes = 16;

Result<uint64_t, DecodeError> cursor_of(uint64_t number) {
    if (number > max_feed_cursor) return fail(bad_number);
    return number;
}

Result<FeedRecord, DecodeError> feed_record_of(const pb::FeedRecord& in) {
    FeedRecord record;
    Checked check;
    check.into(record.index, bytes_of<id_bytes>(in.index()));
    check.require(in.part() < max_record_parts, bad_number);
    record.part = in.part();
    if (in.has_sealed()) {
        check.require(!in.sealed().empty(), missing_field);
        check.require(in.sealed().size() <= max_sealed_record_bytes, too_long);
        if (!check.error()) record.sealed.emplace(in.sealed().begin(), in.sealed().end());
    }
    if (check.error()) return fail(*check.error());
    return record;
}

}  // namespace

void put(pb::FeedWanted& out, const FeedWanted& wanted) {
    if (wanted.feed) out.set_feed_id(text_of_bytes(*wanted.feed));
    out.set_cursor(wanted.cursor);
    out.set_credit(wanted.credit);
}

Result<FeedWanted, DecodeError> wanted_of(const pb::FeedWanted& in) {
    FeedWanted wanted;
    Checked check;
    if (!in.feed_id().empty()) check.into(wanted.feed, bytes_of<id_bytes>(in.feed_id()));
    check.into(wanted.cursor, cursor_of(in.cursor()));
    check.require(wanted.feed || wanted.cursor == 0, missing_field);
    check.require(in.credit() <= max_feed_credit, bad_number);
    wanted.credit = in.credit();
    if (check.error()) return fail(*check.error());
    return wanted;
}

void put(pb::FeedPart& out, const FeedPart& part) {
    out.set_feed_id(text_of_bytes(part.feed));
    out.set_snapshot(part.snapshot);
    out.set_snapshot_begins(part.snapshot_begins);
    out.set_caught_up(part.caught_up);
    out.set_through(part.through);
    for (const auto& record : part.records) {
        auto* r = out.add_records();
        r->set_index(text_of_bytes(record.index));
        r->set_part(record.part);
        if (record.sealed) r->set_sealed(record.sealed->data(), record.sealed->size());
    }
    out.set_as_of_ms(ms_number(part.as_of));
}

Result<FeedPart, DecodeError> part_of(const pb::FeedPart& in) {
    if (in.records_size() > static_cast<int>(max_feed_records)) return fail(too_many);
    FeedPart part;
    Checked check;
    check.into(part.feed, bytes_of<id_bytes>(in.feed_id()));
    part.snapshot = in.snapshot();
    part.snapshot_begins = in.snapshot_begins();
    part.caught_up = in.caught_up();
    check.require(part.snapshot || !part.snapshot_begins, bad_number);
    check.into(part.through, cursor_of(in.through()));
    check.into(part.as_of, time_of(in.as_of_ms()));
    for (const auto& r : in.records()) {
        auto record = feed_record_of(r);
        if (!record) return fail(record.error());
        part.records.push_back(std::move(*record));
    }
    if (check.error()) return fail(*check.error());
    return part;
}

void put(pb::OfflineLookup& out, const OfflineLookup& lookup) {
    out.set_cache_index(text_of_bytes(lookup.person));
    for (const auto& number : lookup.cases) out.add_case_numbers(number);
    out.set_outcome(static_cast<uint32_t>(lookup.outcome));
    if (lookup.as_of) out.set_as_of_ms(ms_number(*lookup.as_of));
}

Result<OfflineLookup, DecodeError> offline_of(const pb::OfflineLookup& in) {
    if (in.case_numbers_size() > static_cast<int>(max_cases)) return fail(too_many);
    OfflineLookup lookup;
    Checked check;
    check.into(lookup.person, bytes_of<id_bytes>(in.cache_index()));
    check.into(lookup.outcome, term_of<OfflineOutcome>(in.outcome()));
    if (in.has_as_of_ms()) check.into(lookup.as_of, time_of(in.as_of_ms()));
    check.require((lookup.outcome == OfflineOutcome::disclosed) == (in.case_numbers_size() > 0),
                  missing_field);
    for (const auto& number : in.case_numbers()) {
        std::string checked;
        check.require(!number.empty(), missing_field);
        check.into(checked, text_of(number));
        lookup.cases.push_back(std::move(checked));
    }
    if (check.error()) return fail(*check.error());
    return lookup;
}

void put(pb::CacheRecord& out, const CacheRecord& record) {
    for (const auto& c : record.cases) {
        auto* cached = out.add_cases();
        put(*cached->mutable_told(), c.told);
        if (c.valid_until) cached->set_valid_until_day(day_number(*c.valid_until));
    }
    out.set_cut(record.cut);
}

Result<CacheRecord, DecodeError> record_of(const pb::CacheRecord& in) {
    if (in.cases_size() > static_cast<int>(max_cases)) return fail(too_many);
    CacheRecord record;
    for (const auto& c : in.cases()) {
        CachedCase cached;
        Checked check;
        check.into(cached.told, case_of(c.told()));
        if (c.has_valid_until_day()) check.into(cached.valid_until, date_of(c.valid_until_day()));
        if (check.error()) return fail(*check.error());
        record.cases.push_back(std::move(cached));
    }
    record.cut = in.cut();
    return record;
}

Result<CachePepper, DecodeError> pepper_of(const std::string& bytes) {
    if (bytes.size() != CachePepper::size()) return fail(bad_number);
    CachePepper pepper;
    std::ranges::copy(bytes, reinterpret_cast<char*>(pepper.data()));
    return pepper;
}

void wipe(pb::CacheRecord& record) {
    for (auto& c : *record.mutable_cases()) wipe(*c.mutable_told());
}

}  // namespace lobby::api::wire
