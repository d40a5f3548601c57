// The feed of sealed records on the wire: what is said arrives, what is not allowed does not.
#include <gtest/gtest.h>

#include "office/api/codec.hpp"

namespace lobby::api {
namespace {

constexpr FeedId feed{1, 2, 3};
constexpr WallTime at{std::chrono::milliseconds(1'795'500'000'000)};

template <class Body>
Result<KioskMessage, DecodeError> from_kiosk(Body body) {
    return decode_kiosk_message(encode(KioskMessage{0, std::move(body)}));
}
Result<OfficeMessage, DecodeError> from_office(FeedPart part) {
    return decode_office_message(encode(OfficeMessage{0, std::move(part)}));
}

FeedPart some_part() {
    return {feed, true, true, false, 17, {{{9}, 3, std::vector<uint8_t>(297, 5)}, {{8}, 0, std::nullopt}},
            at};
}

TEST(FeedCodec, AQuestionArrivesWithAndWithoutAFeed) {
    for (const auto& wanted : {FeedWanted{feed, 12, 2048}, FeedWanted{std::nullopt, 0, 1}}) {
        const auto got = from_kiosk(wanted);
        ASSERT_TRUE(got);
        EXPECT_EQ(std::get<FeedWanted>(got->body), wanted);
    }
}

TEST(FeedCodec, AQuestionOutsideOfTheContractDoesNot) {
    EXPECT_FALSE(from_kiosk(FeedWanted{std::nullopt, 5, 1})) << "a cursor of no feed";
    EXPECT_FALSE(from_kiosk(FeedWanted{feed, max_feed_cursor + 1, 1}));
    EXPECT_FALSE(from_kiosk(FeedWanted{feed, 1, max_feed_credit + 1}));
}

TEST(FeedCodec, APartArrives) {
    const auto got = from_office(some_part());
    ASSERT_TRUE(got);
    EXPECT_EQ(std::get<FeedPart>(got->body), some_part());
}

TEST(FeedCodec, APartOutsideOfTheContractDoesNot) {
    auto part = some_part();
    part.snapshot = false;
    EXPECT_FALSE(from_office(part)) << "the beginning of no snapshot";
    part = some_part();
    part.through = max_feed_cursor + 1;
    EXPECT_FALSE(from_office(part));
    part = some_part();
    part.records[0].part = max_record_parts;
    EXPECT_FALSE(from_office(part));
    part = some_part();
    part.records[0].sealed = std::vector<uint8_t>{};
    EXPECT_FALSE(from_office(part));
    part = some_part();
    part.records[0].sealed = std::vector<uint8_t>(max_sealed_record_bytes + 1, 1);
    EXPECT_FALSE(from_office(part));
    part = some_part();
    part.records.assign(max_feed_records + 1, part.records[1]);
    EXPECT_FALSE(from_office(part));
}

TEST(FeedCodec, TheLongestPartFitsIntoAMessage) {
    auto part = some_part();
    part.records.assign(1, {{1}, 0, std::vector<uint8_t>(max_sealed_record_bytes, 1)});
    EXPECT_TRUE(from_office(part));
    EXPECT_LE(encode(OfficeMessage{0, part}).size(), max_feed_part_bytes);
    EXPECT_LE(max_feed_part_bytes, max_office_message_bytes);
}

TEST(FeedCodec, AWelcomeBringsThePepperOrNone) {
    Welcome welcome;
    welcome.protocol = protocol_max;
    for (const bool with : {false, true}) {
        if (with)
            welcome.cache_pepper = CachePepper(std::span<const uint8_t, 32>(std::array<uint8_t, 32>{7}));
        const auto got = decode_office_message(encode(OfficeMessage{0, welcome}));
        ASSERT_TRUE(got);
        EXPECT_EQ(std::get<Welcome>(got->body).cache_pepper, welcome.cache_pepper);
    }
}

TEST(FeedCodec, AnOfflineLookupIsAnEntryOfTheJournal) {
    for (const auto& lookup : {OfflineLookup{{4}, OfflineOutcome::disclosed, {"A-1", "A-2"}, at},
                               OfflineLookup{{4}, OfflineOutcome::name_mismatch, {}, at},
                               OfflineLookup{{4}, OfflineOutcome::not_kept, {}, std::nullopt}}) {
        const JournalEntry entry{3, at, lookup};
        const auto got = decode_journal_entry(encode(entry));
        ASSERT_TRUE(got);
        EXPECT_EQ(*got, entry);
    }
    const OfflineLookup nothing_told{{4}, OfflineOutcome::disclosed, {}, at};
    EXPECT_FALSE(decode_journal_entry(encode(JournalEntry{3, at, nothing_told})));
    const OfflineLookup told_though_refused{{4}, OfflineOutcome::expired, {"A-1"}, at};
    EXPECT_FALSE(decode_journal_entry(encode(JournalEntry{3, at, told_though_refused})));
}

}  // namespace
}  // namespace lobby::api
