// The kiosk's cache of sealed cases on real files: snapshots, changes, power cuts, full disks and damage.
#include "kiosk/cache/case_cache.hpp"

#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sodium.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/temp_dir.hpp"

namespace lobby::kiosk::cache {
namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<uint8_t>;

constexpr WallTime morning{std::chrono::milliseconds(1'795'500'000'000)};
const FeedId feed_a{1, 2, 3};
const FeedId feed_b{4, 5, 6};

CacheIndex index_of(uint32_t person) {
    CacheIndex index{};
    crypto_generichash(index.data(), index.size(), reinterpret_cast<const uint8_t*>(&person), sizeof person,
                       nullptr, 0);
    return index;
}

Bytes body_of(uint32_t person, uint8_t version) {
    Bytes body(297, version);
    for (size_t i = 0; i < 4; ++i) body[i] = static_cast<uint8_t>(person >> (8 * i));
    return body;
}

api::FeedRecord record(uint32_t person, uint8_t version, uint32_t part = 0) {
    return {index_of(person), part, body_of(person, version)};
}

api::FeedRecord gone(uint32_t person, uint32_t part = 0) {
    return {index_of(person), part, std::nullopt};
}

struct Part {
    FeedId feed = feed_a;
    bool begins = false;
    bool caught_up = false;
    uint64_t through = 0;
    std::vector<api::FeedRecord> records{};
    WallTime as_of = morning;

    [[nodiscard]] api::FeedPart wire() const {
        api::FeedPart out;
        out.feed = feed;
        out.snapshot = begins;
        out.snapshot_begins = begins;
        out.caught_up = caught_up;
        out.through = through;
        out.records = records;
        out.as_of = as_of;
        return out;
    }
};

class CaseCacheTest : public testing::Test {
protected:
    std::unique_ptr<CaseCache> open(uint64_t keep_free = 0) {
        auto cache =
            std::make_unique<CaseCache>(CaseCache::Place{dir(), quarantine(), keep_free}, clock_, log_);
        cache->load();
        return cache;
    }
    [[nodiscard]] fs::path dir() const { return dir_.path() / "cache"; }
    [[nodiscard]] fs::path quarantine() const { return dir_.path() / "quarantine"; }
    [[nodiscard]] std::vector<fs::path> files() const {
        std::vector<fs::path> out;
        for (const auto& entry : fs::directory_iterator(dir()))
            if (entry.path().extension() == ".db") out.push_back(entry.path());
        std::ranges::sort(out);
        return out;
    }
    [[nodiscard]] size_t kept_aside() const {
        if (!fs::exists(quarantine())) return 0;
        size_t n = 0;
        for (const auto& entry : fs::directory_iterator(quarantine())) {
            const auto name = entry.path().string();
            if (!name.ends_with("-wal") && !name.ends_with("-shm")) ++n;
        }
        return n;
    }

    test::TempDir dir_;
    ManualClock clock_{morning};
    Log log_ = Log::discard(clock_);
};

Result<Applied, CacheError> give(CaseCache& cache, const Part& part) {
    const std::array parts{part.wire()};
    return cache.apply(parts);
}

// Nothing: no record under this person's index.
std::optional<uint8_t> version_of(CaseCache& cache, uint32_t person, uint32_t part = 0) {
    const auto found = cache.find(index_of(person));
    if (!found) return std::nullopt;
    for (const auto& row : *found)
        if (row.part == part && row.sealed == body_of(person, row.sealed.back())) return row.sealed.back();
    return std::nullopt;
}

TEST_F(CaseCacheTest, ASnapshotAnswersWhenItIsWholeAndNotBefore) {
    auto cache = open();
    EXPECT_FALSE(cache->cursor().feed);
    EXPECT_EQ(cache->find(index_of(1)).error(), CacheError::none);
    ASSERT_EQ(give(*cache, {.begins = true, .through = 10, .records = {record(1, 1), record(2, 1)}}),
              Applied::taken);
    EXPECT_EQ(cache->cursor().through, 10U);
    EXPECT_TRUE(cache->status().building);
    EXPECT_EQ(cache->find(index_of(1)).error(), CacheError::none);
    ASSERT_EQ(give(*cache, {.caught_up = true, .through = 12, .records = {record(3, 1)}}), Applied::taken);
    EXPECT_EQ(cache->status().as_of, morning);
    EXPECT_FALSE(cache->status().building);
    EXPECT_EQ(version_of(*cache, 1), 1);
    EXPECT_EQ(version_of(*cache, 3), 1);
    EXPECT_THAT(cache->find(index_of(4)).value(), testing::IsEmpty());
}

TEST_F(CaseCacheTest, WhatChangedWhileTheSnapshotCameStandsAsItWasSaidLast) {
    auto cache = open();
    ASSERT_TRUE(
        give(*cache, {.begins = true, .through = 4, .records = {record(1, 1), record(2, 1), record(3, 1)}}));
    ASSERT_TRUE(
        give(*cache, {.caught_up = true, .through = 9, .records = {record(2, 2), gone(3), record(1, 2, 7)}}));
    EXPECT_EQ(version_of(*cache, 1), 1);
    EXPECT_EQ(version_of(*cache, 1, 7), 2);
    EXPECT_EQ(version_of(*cache, 2), 2);
    EXPECT_EQ(cache->find(index_of(2)).value().size(), 1U);
    EXPECT_THAT(cache->find(index_of(3)).value(), testing::IsEmpty());
}

TEST_F(CaseCacheTest, ARecordReplacedInTheSnapshotAloneIsThereOnce) {
    auto cache = open();
    ASSERT_TRUE(give(*cache, {.begins = true,
                              .caught_up = true,
                              .through = 4,
                              .records = {record(1, 1), record(2, 1), record(1, 2)}}));
    EXPECT_EQ(cache->find(index_of(1)).value().size(), 1U);
    EXPECT_EQ(version_of(*cache, 1), 2);
}

TEST_F(CaseCacheTest, ChangesReplaceAddAndTakeBack) {
    auto cache = open();
    ASSERT_TRUE(give(*cache, {.begins = true,
                              .caught_up = true,
                              .through = 4,
                              .records = {record(1, 1), record(2, 1), record(2, 1, 1)}}));
    const auto later = morning + std::chrono::minutes(5);
    ASSERT_TRUE(give(*cache, {.through = 6, .records = {record(1, 2), gone(2)}, .as_of = later}));
    EXPECT_EQ(cache->status().as_of, morning) << "not all that the office had";
    ASSERT_TRUE(give(*cache, {.caught_up = true, .through = 7, .records = {record(3, 1)}, .as_of = later}));
    EXPECT_EQ(cache->status().as_of, later);
    EXPECT_EQ(version_of(*cache, 1), 2);
    EXPECT_EQ(version_of(*cache, 2), std::nullopt);
    EXPECT_EQ(version_of(*cache, 2, 1), 1);
    EXPECT_EQ(version_of(*cache, 3), 1);
}

TEST_F(CaseCacheTest, WhatIsSaidTwiceCountsOnce) {
    auto cache = open();
    ASSERT_TRUE(give(*cache, {.begins = true, .caught_up = true, .through = 4, .records = {record(1, 1)}}));
    ASSERT_TRUE(give(*cache, {.caught_up = true, .through = 8, .records = {record(1, 2)}}));
    ASSERT_EQ(give(*cache, {.through = 4, .records = {record(1, 1)}}), Applied::taken);
    ASSERT_EQ(give(*cache, {.through = 8, .records = {record(1, 1)}}), Applied::taken);
    EXPECT_EQ(version_of(*cache, 1), 2);
    EXPECT_EQ(cache->cursor().through, 8U);
}

TEST_F(CaseCacheTest, TheOldSnapshotAnswersUntilTheNewOneIsWhole) {
    auto cache = open();
    ASSERT_TRUE(give(*cache, {.begins = true, .caught_up = true, .through = 4, .records = {record(1, 1)}}));
    ASSERT_TRUE(give(*cache, {.feed = feed_b, .begins = true, .through = 2, .records = {record(1, 9)}}));
    EXPECT_EQ(version_of(*cache, 1), 1);
    EXPECT_EQ(cache->cursor().feed, feed_b);
    EXPECT_EQ(files().size(), 2U);
    ASSERT_TRUE(give(*cache, {.feed = feed_b, .caught_up = true, .through = 3, .records = {record(2, 9)}}));
    EXPECT_EQ(version_of(*cache, 1), 9);
    EXPECT_EQ(files().size(), 1U);
}

TEST_F(CaseCacheTest, PartsThatCameTogetherMayHoldAWholeSnapshotAndMore) {
    auto cache = open();
    const std::array parts{Part{.begins = true, .through = 2, .records = {record(1, 1)}}.wire(),
                           Part{.through = 3, .records = {record(2, 1)}}.wire(),
                           Part{.caught_up = true, .through = 3}.wire(),
                           Part{.caught_up = true, .through = 5, .records = {gone(1)}}.wire()};
    EXPECT_EQ(cache->apply(parts), Applied::taken);
    EXPECT_EQ(version_of(*cache, 1), std::nullopt);
    EXPECT_EQ(version_of(*cache, 2), 1);
}

TEST_F(CaseCacheTest, WhatDoesNotFollowIsNotTaken) {
    auto cache = open();
    EXPECT_EQ(give(*cache, {.through = 4, .records = {record(1, 1)}}), Applied::does_not_follow);
    ASSERT_TRUE(give(*cache, {.begins = true, .caught_up = true, .through = 4, .records = {record(1, 1)}}));
    EXPECT_EQ(give(*cache, {.feed = feed_b, .through = 9, .records = {record(1, 2)}}),
              Applied::does_not_follow);
    EXPECT_EQ(version_of(*cache, 1), 1);
    EXPECT_EQ(cache->cursor().through, 4U);
}

TEST_F(CaseCacheTest, GoesOnAfterAStartWithTheSnapshotAndWithTheOneThatIsBuilt) {
    {
        auto cache = open();
        ASSERT_TRUE(
            give(*cache, {.begins = true, .caught_up = true, .through = 4, .records = {record(1, 1)}}));
        ASSERT_TRUE(give(*cache, {.feed = feed_b, .begins = true, .through = 2, .records = {record(1, 9)}}));
    }
    {
        auto cache = open();
        EXPECT_EQ(version_of(*cache, 1), 1);
        EXPECT_EQ(cache->cursor().feed, feed_b);
        EXPECT_EQ(cache->cursor().through, 2U);
        ASSERT_TRUE(
            give(*cache, {.feed = feed_b, .caught_up = true, .through = 3, .records = {record(2, 9)}}));
    }
    auto cache = open();
    EXPECT_EQ(version_of(*cache, 1), 9);
    EXPECT_EQ(version_of(*cache, 2), 9);
    EXPECT_EQ(kept_aside(), 0U);
}

TEST_F(CaseCacheTest, AKillInTheMiddleLosesNoCursorWithoutItsRecords) {
    for (uint32_t round = 1; round <= 12; ++round) {
        const pid_t child = ::fork();
        if (child == 0) {
            auto cache = open();
            uint64_t through = cache->cursor().through;
            if (through == 0)
                static_cast<void>(give(*cache, {.begins = true, .caught_up = true, .through = ++through}));
            for (;;) {
                ++through;
                const auto person = static_cast<uint32_t>(through);
                static_cast<void>(
                    give(*cache, {.caught_up = true, .through = through, .records = {record(person, 1)}}));
                if (through % 17 == round) ::kill(::getpid(), SIGKILL);
            }
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status));
        auto cache = open();
        const auto through = cache->cursor().through;
        ASSERT_GT(through, 1U);
        for (uint32_t person = 2; person <= through; ++person)
            ASSERT_EQ(version_of(*cache, person), 1) << person;
        EXPECT_THAT(cache->find(index_of(static_cast<uint32_t>(through) + 1)).value(), testing::IsEmpty());
        EXPECT_EQ(kept_aside(), 0U);
    }
}

TEST_F(CaseCacheTest, ADamagedFileIsPutAsideAndAllOfItWantedAnew) {
    {
        auto cache = open();
        std::vector<api::FeedRecord> many;
        for (uint32_t i = 0; i < 2000; ++i) many.push_back(record(i, 1));
        ASSERT_TRUE(give(*cache, {.begins = true, .caught_up = true, .through = 4, .records = many}));
    }
    {
        std::fstream file(files().at(0), std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(4096);
        const std::string noise(60'000, '\x5a');
        file.write(noise.data(), static_cast<std::streamsize>(noise.size()));
    }
    auto cache = open();
    EXPECT_FALSE(cache->cursor().feed);
    EXPECT_EQ(cache->status().damaged, 1U);
    EXPECT_EQ(kept_aside(), 1U);
    EXPECT_THAT(files(), testing::IsEmpty());
    ASSERT_TRUE(give(*cache, {.begins = true, .caught_up = true, .through = 4, .records = {record(1, 3)}}));
    EXPECT_EQ(version_of(*cache, 1), 3);
}

TEST_F(CaseCacheTest, AFlippedBitInARecordIsFoundWhereItIsRead) {
    const uint32_t person = 77;
    {
        auto cache = open();
        ASSERT_TRUE(give(*cache, {.begins = true,
                                  .caught_up = true,
                                  .through = 4,
                                  .records = {record(person, 0xA7), record(3, 1)}}));
    }
    {
        std::ifstream in(files().at(0), std::ios::binary);
        std::string all((std::istreambuf_iterator<char>(in)), {});
        const auto at = all.find(std::string(200, '\xA7'));
        ASSERT_NE(at, std::string::npos);
        std::fstream out(files().at(0), std::ios::binary | std::ios::in | std::ios::out);
        out.seekp(static_cast<std::streamoff>(at) + 100);
        out.put('\xA6');
    }
    auto cache = open();
    EXPECT_EQ(version_of(*cache, 3), 1);
    EXPECT_EQ(cache->find(index_of(person)).error(), CacheError::damaged);
    EXPECT_EQ(cache->find(index_of(3)).error(), CacheError::none) << "nothing of a damaged file is told";
    cache->set_aside();
    EXPECT_EQ(kept_aside(), 1U);
    EXPECT_FALSE(cache->cursor().feed);
}

TEST_F(CaseCacheTest, AHeapOfNoiseIsNoReasonNotToStart) {
    fs::create_directories(dir());
    std::ofstream(dir() / "cases-4.db") << std::string(100'000, 'x');
    std::ofstream(dir() / "cases-3.db") << "";
    std::ofstream(dir() / "cases-x.db") << "not ours";
    auto cache = open();
    EXPECT_EQ(cache->status().damaged, 2U);
    ASSERT_TRUE(give(*cache, {.begins = true, .caught_up = true, .through = 4, .records = {record(1, 3)}}));
    EXPECT_TRUE(fs::exists(dir() / "cases-5.db"));
    EXPECT_TRUE(fs::exists(dir() / "cases-x.db"));
}

TEST_F(CaseCacheTest, QuarantineIsBounded) {
    for (int i = 0; i < 9; ++i) {
        clock_.advance(std::chrono::seconds(1));
        fs::create_directories(dir());
        std::ofstream(dir() / "cases-1.db") << "noise " << i;
        static_cast<void>(open());
    }
    EXPECT_EQ(kept_aside(), 4U);
}

TEST_F(CaseCacheTest, LeavesTheDisksLastRoomToOthers) {
    auto cache = open(uint64_t{1} << 60);
    EXPECT_EQ(give(*cache, {.begins = true, .through = 4, .records = {record(1, 3)}}).error(),
              CacheError::full);
    EXPECT_THAT(files(), testing::IsEmpty());
}

// The file may not grow: what a full disk is to SQLite.
TEST_F(CaseCacheTest, AFullDiskUndoesThePartAndTheCacheAnswersOn) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGXFSZ, SIG_IGN);
        auto cache = open();
        bool good = give(*cache, {.begins = true, .caught_up = true, .through = 4, .records = {record(1, 1)}})
                        .has_value();
        const rlimit small{200'000, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &small);
        std::vector<api::FeedRecord> many;
        for (uint32_t i = 0; i < 4000; ++i) many.push_back(record(i, 2));
        const auto refused = give(*cache, {.caught_up = true, .through = 9, .records = many});
        good = good && !refused && version_of(*cache, 1) == 1 && cache->cursor().through == 4;
        const rlimit large{RLIM_INFINITY, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &large);
        good = good && give(*cache, {.caught_up = true, .through = 9, .records = many}).has_value() &&
               version_of(*cache, 1) == 2 && version_of(*cache, 3999) == 2;
        ::_exit(good ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST_F(CaseCacheTest, ClearedNothingIsLeft) {
    auto cache = open();
    ASSERT_TRUE(give(*cache, {.begins = true, .caught_up = true, .through = 4, .records = {record(1, 1)}}));
    cache->clear();
    EXPECT_EQ(cache->find(index_of(1)).error(), CacheError::none);
    EXPECT_TRUE(fs::is_empty(dir()));
    EXPECT_EQ(cache->status().as_of, std::nullopt);
}

TEST_F(CaseCacheTest, WhatWasTakenBackIsNotOnTheDiskAnyMore) {
    auto cache = open();
    ASSERT_TRUE(give(
        *cache,
        {.begins = true, .caught_up = true, .through = 4, .records = {record(1, 0xA1), record(2, 0xB2)}}));
    ASSERT_TRUE(give(*cache, {.caught_up = true, .through = 5, .records = {gone(1)}}));
    std::string all;
    for (const auto& entry : fs::directory_iterator(dir())) {
        std::ifstream in(entry.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(in), {});
    }
    EXPECT_NE(all.find(std::string(200, '\xB2')), std::string::npos);
    EXPECT_EQ(all.find(std::string(200, '\xA1')), std::string::npos);
}

TEST_F(CaseCacheTest, IsReadWhileAnotherThreadWritesAndReplacesSnapshots) {
    auto cache = open();
    ASSERT_TRUE(give(
        *cache, {.begins = true, .caught_up = true, .through = 1, .records = {record(1, 1), record(2, 1)}}));
    std::atomic<bool> done = false;
    std::thread writer([&] {
        for (uint64_t i = 2; i < 200; ++i) {
            const FeedId feed = i % 20 == 0 ? FeedId{static_cast<uint8_t>(i)} : *cache->cursor().feed;
            static_cast<void>(give(*cache, {.feed = feed,
                                            .begins = i % 20 == 0,
                                            .caught_up = true,
                                            .through = i,
                                            .records = {record(1, static_cast<uint8_t>(i)), record(2, 1)}}));
        }
        done = true;
    });
    size_t reads = 0;
    while (!done) {
        EXPECT_EQ(version_of(*cache, 2), 1);
        ++reads;
    }
    writer.join();
    EXPECT_GT(reads, 0U);
    EXPECT_EQ(version_of(*cache, 1), 199);
}

}  // namespace
}  // namespace lobby::kiosk::cache
