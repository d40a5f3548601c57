// A kiosk's place in the feed of records: what it is sent, and what not yet.
#include "office/link/feed_sender.hpp"

#include <gtest/gtest.h>

namespace lobby::office {
namespace {

using namespace std::chrono_literals;

constexpr api::FeedId feed{1};
constexpr api::FeedId other{2};

class FeedSenderTest : public testing::Test {
protected:
    static api::FeedPart part(uint64_t through, size_t records, bool caught_up = false) {
        api::FeedPart out;
        out.feed = feed;
        out.through = through;
        out.caught_up = caught_up;
        out.records.resize(records);
        return out;
    }
    static api::FeedPart snapshot(uint64_t through, size_t records, bool begins, bool caught_up = false) {
        auto out = part(through, records, caught_up);
        out.snapshot = true;
        out.snapshot_begins = begins;
        return out;
    }
    // Reads and sends; false: there was nothing to be read.
    bool send(const api::FeedPart& what) { return sender.next(at) && sender.on_part(what, at); }

    SteadyTime at{1h};
    FeedSender sender;
};

TEST_F(FeedSenderTest, NothingIsSentUnasked) {
    sender.on_change();
    EXPECT_EQ(sender.next(at), std::nullopt);
}

TEST_F(FeedSenderTest, GoesOnFromTheCursor) {
    sender.on_wanted({feed, 7, 100});
    EXPECT_EQ(sender.next(at), (FeedFrom{feed, 7, false, 100}));
    EXPECT_EQ(sender.next(at), std::nullopt) << "one reading at a time";
    EXPECT_TRUE(sender.on_part(part(20, 3), at));
    EXPECT_EQ(sender.next(at), (FeedFrom{feed, 20, false, 97}));
}

TEST_F(FeedSenderTest, NeverSendsBeyondTheCredit) {
    sender.on_wanted({feed, 0, 10});
    EXPECT_EQ(sender.next(at)->most_records, 10U);
    ASSERT_TRUE(sender.on_part(part(6, 6), at));
    EXPECT_EQ(sender.next(at)->most_records, 4U);
    ASSERT_TRUE(sender.on_part(part(10, 4), at));
    EXPECT_EQ(sender.next(at), std::nullopt);
    sender.on_wanted({feed, 6, 10});
    EXPECT_EQ(sender.next(at)->most_records, 6U);
}

TEST_F(FeedSenderTest, APartOfALargeCreditIsBounded) {
    sender.on_wanted({feed, 0, api::max_feed_credit});
    EXPECT_EQ(sender.next(at)->most_records, api::max_feed_records);
}

TEST_F(FeedSenderTest, CaughtUpItWaitsForAChangeOrAMinute) {
    sender.on_wanted({feed, 5, 10});
    ASSERT_TRUE(send(part(5, 0, true)));
    sender.on_wanted({feed, 5, 10});
    EXPECT_EQ(sender.next(at), std::nullopt);
    at += FeedSender::say_again;
    EXPECT_TRUE(send(part(5, 0, true)));
    EXPECT_EQ(sender.next(at), std::nullopt);
    sender.on_change();
    EXPECT_TRUE(sender.next(at));
}

TEST_F(FeedSenderTest, AChangeWhileItIsReadIsNotLost) {
    sender.on_wanted({feed, 5, 10});
    ASSERT_TRUE(sender.next(at));
    sender.on_change();
    ASSERT_TRUE(sender.on_part(part(5, 0, true), at));
    EXPECT_TRUE(sender.next(at));
}

TEST_F(FeedSenderTest, ASnapshotGoesOnUntilItIsWhole) {
    sender.on_wanted({std::nullopt, 0, 100});
    EXPECT_EQ(sender.next(at), (FeedFrom{std::nullopt, 0, false, 100}));
    ASSERT_TRUE(sender.on_part(snapshot(9, 9, true), at));
    EXPECT_EQ(sender.next(at), (FeedFrom{feed, 9, true, 91}));
    ASSERT_TRUE(sender.on_part(snapshot(12, 3, false, true), at));
    sender.on_wanted({feed, 12, 100});
    sender.on_change();
    EXPECT_EQ(sender.next(at), (FeedFrom{feed, 12, false, 100}));
}

TEST_F(FeedSenderTest, AKioskThatAsksAnewIsNotSentWhatItDidNotAskFor) {
    sender.on_wanted({feed, 5, 10});
    ASSERT_TRUE(sender.next(at));
    sender.on_wanted({std::nullopt, 0, 10});
    EXPECT_EQ(sender.next(at), std::nullopt) << "still reading";
    EXPECT_FALSE(sender.on_part(part(8, 3), at));
    EXPECT_EQ(sender.next(at), (FeedFrom{std::nullopt, 0, false, 10}));
}

TEST_F(FeedSenderTest, AnotherFeedAndACursorThatWasNeverSentBeginAnew) {
    sender.on_wanted({feed, 5, 10});
    ASSERT_TRUE(send(part(8, 3)));
    sender.on_wanted({feed, 9, 10});
    EXPECT_EQ(sender.next(at), (FeedFrom{feed, 9, false, 10}));
    ASSERT_TRUE(sender.on_part(part(12, 3), at));
    sender.on_wanted({other, 12, 10});
    EXPECT_EQ(sender.next(at), (FeedFrom{other, 12, false, 10}));
}

TEST_F(FeedSenderTest, WhatCannotBeReadIsTriedAgainLater) {
    sender.on_wanted({feed, 5, 10});
    ASSERT_TRUE(sender.next(at));
    sender.on_nothing(at);
    EXPECT_EQ(sender.next(at), std::nullopt);
    at += 5s;
    EXPECT_TRUE(sender.next(at));
}

}  // namespace
}  // namespace lobby::office
