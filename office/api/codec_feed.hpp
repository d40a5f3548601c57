// Inside of the codec: the feed of sealed records, what is sealed in one, and what a kiosk reports of them.
#pragma once

#include "office/api/cache_record.hpp"
#include "office/api/codec_checks.hpp"

namespace lobby::api::wire {

void put(pb::FeedWanted& out, const FeedWanted& wanted);
void put(pb::FeedPart& out, const FeedPart& part);
void put(pb::OfflineLookup& out, const OfflineLookup& lookup);
void put(pb::CacheRecord& out, const CacheRecord& record);

[[nodiscard]] Result<CachePepper, DecodeError> pepper_of(const std::string& bytes);
[[nodiscard]] Result<FeedWanted, DecodeError> wanted_of(const pb::FeedWanted& in);
[[nodiscard]] Result<FeedPart, DecodeError> part_of(const pb::FeedPart& in);
[[nodiscard]] Result<OfflineLookup, DecodeError> offline_of(const pb::OfflineLookup& in);
[[nodiscard]] Result<CacheRecord, DecodeError> record_of(const pb::CacheRecord& in);

void wipe(pb::CacheRecord& record);

}  // namespace lobby::api::wire
