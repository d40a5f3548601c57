// From the office's feed to the answer for a card while the office is away: what is told, what is not, and
// what the journal and the disk hold of it.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/integration/cache/cache_rig.hpp"

namespace lobby::test {
namespace {

namespace fs = std::filesystem;
using api::OfflineOutcome;
using kiosk::cache::OfflineProblem;
using std::chrono::days;
using std::chrono::hours;

constexpr api::FeedId feed_a{1};

class OfflineLookupTest : public testing::Test {
protected:
    // A snapshot of these, whole.
    void fill(std::vector<api::FeedRecord> records, uint64_t through = 10) {
        rig.connect(pepper);
        ASSERT_TRUE(rig.wanted());
        give({feed_a, true, true, true, through, std::move(records), cache_morning});
        rig.disconnect();
    }
    // Takes it, and waits until it is on the disk.
    void give(api::FeedPart part) {
        const auto through = part.through;
        rig.give(std::move(part));
        const auto kept = rig.wanted();
        ASSERT_TRUE(kept);
        EXPECT_EQ(kept->cursor, through);
    }
    api::FeedRecord zhang(std::vector<api::CachedCase> cases = {{told_case("A-1"), std::nullopt}}) {
        return sealed_for(pepper, 1, "Zhang San", std::move(cases));
    }

    const api::CachePepper pepper = pepper_of(7);
    CacheRig rig;
};

TEST_F(OfflineLookupTest, TheHolderOfTheCardIsToldAsOfWhen) {
    fill({zhang()});
    rig.clock.advance(hours(5));
    const auto reply = rig.ask(card_of(1, "Zhang San"));
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->as_of, cache_morning);
    ASSERT_EQ(reply->cases.size(), 1U);
    EXPECT_EQ(reply->cases[0].acceptance_number, "A-1");
    EXPECT_EQ(reply->cases[0].limit->days_left, 5);
    const auto entry = rig.last_entry();
    EXPECT_EQ(entry.outcome, OfflineOutcome::disclosed);
    EXPECT_THAT(entry.cases, testing::ElementsAre("A-1"));
    EXPECT_EQ(entry.as_of, cache_morning);
    EXPECT_EQ(entry.person, zhang().index);
}

TEST_F(OfflineLookupTest, DaysAreCountedOnTheDayOfAsking) {
    fill({zhang()});
    rig.clock.advance(days(2));
    EXPECT_EQ(rig.ask(card_of(1, "Zhang San"))->cases[0].limit->days_left, 3);
}

TEST_F(OfflineLookupTest, ALimitThatRanOutSinceIsNotToldAsMissed) {
    auto told = told_case("A-1");
    told.limit->due = office_date(cache_morning) + days(1);
    fill({zhang({{told, std::nullopt}})});
    rig.clock.advance(days(2));
    const auto reply = rig.ask(card_of(1, "Zhang San"));
    ASSERT_TRUE(reply && reply->cases.size() == 1);
    EXPECT_EQ(reply->cases[0].limit, std::nullopt);
}

TEST_F(OfflineLookupTest, AnotherNameOnTheSameNumberIsToldNothing) {
    fill({zhang()});
    const auto reply = rig.ask(card_of(1, "Zhang Si"));
    ASSERT_TRUE(reply);
    EXPECT_TRUE(reply->cases.empty());
    EXPECT_EQ(rig.last_entry().outcome, OfflineOutcome::name_mismatch);
    EXPECT_TRUE(rig.last_entry().cases.empty());
}

TEST_F(OfflineLookupTest, AnotherNumberIsToldNothing) {
    fill({zhang()});
    const auto reply = rig.ask(card_of(2, "Zhang San"));
    ASSERT_TRUE(reply);
    EXPECT_TRUE(reply->cases.empty());
    EXPECT_EQ(rig.last_entry().outcome, OfflineOutcome::unknown_person);
}

TEST_F(OfflineLookupTest, EachSpellingOfANameOpensItsOwnRecord) {
    fill({zhang(), sealed_for(pepper, 1, "ZHANG WU", {{told_case("A-2"), std::nullopt}}, 1)});
    EXPECT_EQ(rig.ask(card_of(1, "Zhang San"))->cases.at(0).acceptance_number, "A-1");
    EXPECT_EQ(rig.ask(card_of(1, "zhang wu"))->cases.at(0).acceptance_number, "A-2");
}

TEST_F(OfflineLookupTest, WhatWasValidUntilYesterdayIsNotTold) {
    const auto today = office_date(cache_morning);
    fill({zhang({{told_case("A-1"), today}, {told_case("A-2"), today + days(1)}})});
    EXPECT_EQ(rig.ask(card_of(1, "Zhang San"))->cases.size(), 2U);
    rig.clock.advance(days(1));
    EXPECT_EQ(rig.ask(card_of(1, "Zhang San"))->cases.at(0).acceptance_number, "A-2");
    rig.clock.advance(days(1));
    EXPECT_TRUE(rig.ask(card_of(1, "Zhang San"))->cases.empty());
    EXPECT_EQ(rig.last_entry().outcome, OfflineOutcome::expired);
}

TEST_F(OfflineLookupTest, ACardThatHasExpiredIsToldNothing) {
    fill({zhang()});
    auto card = card_of(1, "Zhang San");
    card.valid_to = office_date(cache_morning) - days(1);
    EXPECT_TRUE(rig.ask(card)->cases.empty());
    EXPECT_EQ(rig.last_entry().outcome, OfflineOutcome::card_expired);
}

TEST_F(OfflineLookupTest, RecordsOlderThanTheLimitAreNotShown) {
    fill({zhang()});
    rig.clock.advance(hours(72));
    EXPECT_TRUE(rig.ask(card_of(1, "Zhang San")));
    rig.clock.advance(std::chrono::minutes(1));
    EXPECT_EQ(rig.ask(card_of(1, "Zhang San")).error(), OfflineProblem::too_old);
    EXPECT_EQ(rig.last_entry().outcome, OfflineOutcome::too_old);
    EXPECT_FALSE(rig.on_io([this] { return rig.offline->can_answer(); }));
}

TEST_F(OfflineLookupTest, AClockThatIsSetBackMakesNothingYounger) {
    fill({zhang()});
    rig.clock.advance(hours(73));
    rig.clock.jump_wall(cache_morning + hours(1));
    EXPECT_EQ(rig.ask(card_of(1, "Zhang San")).error(), OfflineProblem::too_old);
    rig.restart_and_open(pepper);  // nothing is known any more but the two clocks
    rig.clock.jump_wall(cache_morning + hours(1));
    EXPECT_TRUE(rig.ask(card_of(1, "Zhang San")));
    rig.clock.jump_wall(cache_morning - hours(2));
    EXPECT_FALSE(rig.ask(card_of(1, "Zhang San")));
}

TEST_F(OfflineLookupTest, WithoutRecordsNothingIsPromised) {
    EXPECT_EQ(rig.ask(card_of(1, "Zhang San")).error(), OfflineProblem::nothing_kept);
    rig.connect(pepper);
    ASSERT_TRUE(rig.wanted());
    give({feed_a, true, true, false, 3, {zhang()}, cache_morning});
    EXPECT_EQ(rig.ask(card_of(1, "Zhang San")).error(), OfflineProblem::nothing_kept) << "not whole";
    EXPECT_EQ(rig.last_entry().outcome, OfflineOutcome::not_kept);
}

TEST_F(OfflineLookupTest, AfterAStartItGoesOnFromItsCursorAndAnswersMeanwhile) {
    fill({zhang()});
    rig.restart();
    rig.connect(pepper);
    const auto wanted = rig.wanted();
    ASSERT_TRUE(wanted);
    EXPECT_EQ(wanted->feed, feed_a);
    EXPECT_EQ(wanted->cursor, 10U);
    EXPECT_TRUE(rig.ask(card_of(1, "Zhang San")));
}

TEST_F(OfflineLookupTest, WhatIsWithdrawnIsGoneAtTheNextContact) {
    fill({zhang(), sealed_for(pepper, 2, "Li Si", {{told_case("A-2"), std::nullopt}})});
    rig.connect(pepper);
    ASSERT_TRUE(rig.wanted());
    give({feed_a, false, false, true, 11, {{zhang().index, 0, std::nullopt}}, cache_morning});
    rig.disconnect();
    EXPECT_TRUE(rig.ask(card_of(1, "Zhang San"))->cases.empty());
    EXPECT_EQ(rig.ask(card_of(2, "Li Si"))->cases.size(), 1U);
}

TEST_F(OfflineLookupTest, AnotherPepperClearsAll) {
    fill({zhang()});
    const auto other = pepper_of(8);
    rig.connect(other);
    const auto wanted = rig.wanted();
    ASSERT_TRUE(wanted);
    EXPECT_EQ(wanted->feed, std::nullopt);
    EXPECT_EQ(wanted->cursor, 0U);
    rig.restart();
    rig.connect(other);
    ASSERT_TRUE(rig.wanted());
    EXPECT_FALSE(rig.ask(card_of(1, "Zhang San")));
}

TEST_F(OfflineLookupTest, ARevokedKioskKeepsNothing) {
    fill({zhang()});
    rig.on_io([this] {
        rig.keeper->revoked();
        return true;
    });
    EXPECT_FALSE(rig.ask(card_of(1, "Zhang San")));
    rig.restart();  // waits for what is being written
    EXPECT_FALSE(fs::exists(rig.pepper_file()));
    EXPECT_TRUE(fs::is_empty(rig.cache_dir()));
}

TEST_F(OfflineLookupTest, WhereNothingIsToBeKeptWhatWasKeptIsRemoved) {
    fill({zhang()});
    rig.on_io([this] {
        rig.keeper->stop();
        return true;
    });
    kiosk::cache::remove_cache({{rig.cache_dir(), rig.dir.path() / "quarantine", 0}, rig.pepper_file()},
                               rig.log);
    EXPECT_FALSE(fs::exists(rig.cache_dir()));
    EXPECT_FALSE(fs::exists(rig.pepper_file()));
}

TEST_F(OfflineLookupTest, WithoutItsPepperTheCacheIsClearedAtStart) {
    fill({zhang()});
    rig.restart_and_open(pepper);
    ASSERT_TRUE(rig.ask(card_of(1, "Zhang San")));
    fs::remove(rig.pepper_file());
    rig.restart();
    rig.connect(pepper);
    EXPECT_EQ(rig.wanted()->cursor, 0U);
}

TEST_F(OfflineLookupTest, ThePepperIsItsOwnersAlone) {
    fill({zhang()});
    struct stat info {};
    ASSERT_EQ(::stat(rig.pepper_file().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600U);
    fs::permissions(rig.pepper_file(), fs::perms::group_read, fs::perm_options::add);
    rig.restart();
    EXPECT_EQ(rig.ask(card_of(1, "Zhang San")).error(), OfflineProblem::nothing_kept);
}

TEST_F(OfflineLookupTest, WhatDoesNotFollowIsAskedForFromTheBeginning) {
    rig.connect(pepper);
    ASSERT_TRUE(rig.wanted());
    rig.give({feed_a, false, false, true, 9, {zhang()}, cache_morning});
    const auto wanted = rig.wanted();
    ASSERT_TRUE(wanted);
    EXPECT_EQ(wanted->feed, std::nullopt);
    // Still of the old question: passed over.
    rig.give({feed_a, false, false, true, 10, {zhang()}, cache_morning});
    give({feed_a, true, true, true, 12, {zhang()}, cache_morning});
    EXPECT_TRUE(rig.ask(card_of(1, "Zhang San")));
}

TEST_F(OfflineLookupTest, ADamagedRecordIsNotToldAndAllIsAskedForAnew) {
    fill({zhang()});
    rig.restart_and_open(pepper);
    ASSERT_TRUE(rig.ask(card_of(1, "Zhang San")));
    {  // the record's bytes, wherever the file has them
        const auto sealed = *zhang().sealed;
        for (const auto& entry : fs::directory_iterator(rig.cache_dir())) {
            std::ifstream in(entry.path(), std::ios::binary);
            std::string all((std::istreambuf_iterator<char>(in)), {});
            const auto at = all.find(std::string(sealed.begin(), sealed.end()));
            if (at == std::string::npos) continue;
            std::fstream out(entry.path(), std::ios::binary | std::ios::in | std::ios::out);
            out.seekp(static_cast<std::streamoff>(at) + 100);
            out.put(static_cast<char>(all[at + 100] ^ 1));
        }
    }
    rig.restart();
    rig.connect(pepper);
    ASSERT_TRUE(rig.wanted());
    EXPECT_EQ(rig.ask(card_of(1, "Zhang San")).error(), OfflineProblem::nothing_kept);
    EXPECT_EQ(rig.wanted()->feed, std::nullopt);
    give({feed_a, true, true, true, 12, {zhang()}, cache_morning});
    EXPECT_TRUE(rig.ask(card_of(1, "Zhang San")));
    EXPECT_EQ(rig.on_io([this] { return rig.keeper->status().damaged; }), 1U);
}

TEST_F(OfflineLookupTest, ARefusalThatTheJournalDoesNotTakeIsNotGiven) {
    fill({zhang()});
    rig.on_io([this] {
        static_cast<void>(
            rig.store.transact([](kiosk::Transaction& t) { t.db().exec("DROP TABLE journal"); }));
        return true;
    });
    EXPECT_EQ(rig.ask(card_of(1, "Zhang San")).error(), OfflineProblem::nothing_kept);
}

// A thief's search: neither number nor name stands on the disk, in any file.
TEST_F(OfflineLookupTest, TheDiskNamesNobody) {
    fill({zhang()});
    rig.ask(card_of(1, "Zhang San"));
    rig.ask(card_of(2, "Zhang Si"));
    const std::string number(card_number(1).reveal());
    const std::array<std::string, 5> words{number, std::string(card_number(2).reveal()), "Zhang San",
                                           "Zhang Si", "some cause"};
    size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(rig.dir.path())) {
        if (!entry.is_regular_file()) continue;
        ++files;
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string all((std::istreambuf_iterator<char>(in)), {});
        for (const auto& word : words) EXPECT_EQ(all.find(word), std::string::npos) << entry.path() << word;
    }
    EXPECT_GE(files, 3U);
}

}  // namespace
}  // namespace lobby::test
