// The kiosk's store on real files: what was confirmed survives a kill, a full disk and a damaged file.
#include "kiosk/store/kiosk_store.hpp"

#include <csignal>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "office/api/codec.hpp"
#include "tests/support/temp_dir.hpp"

namespace lobby::kiosk {
namespace {

namespace fs = std::filesystem;

constexpr WallTime morning{std::chrono::milliseconds(1'795'500'000'000)};

class KioskStoreTest : public testing::Test {
protected:
    KioskStore open() { return KioskStore::open(dir(), clock_, log_); }
    KioskStore open_again(KioskStore before) {
        { const KioskStore closed = std::move(before); }
        return open();
    }
    [[nodiscard]] fs::path dir() const { return dir_.path() / "store"; }
    [[nodiscard]] fs::path file() const { return dir() / "kiosk.db"; }
    [[nodiscard]] size_t put_aside() const {
        size_t n = 0;
        for (const auto& entry : fs::directory_iterator(dir()))
            if (entry.path().filename().string().starts_with("kiosk.db.damaged-") &&
                !entry.path().string().ends_with("-wal"))
                ++n;
        return n;
    }

    test::TempDir dir_;
    ManualClock clock_{morning};
    Log log_ = Log::discard(clock_);
};

api::TicketTaken ticket(uint32_t count) {
    return {"other", count, api::Precedence::ordinary, std::nullopt, "", false, office_date(morning)};
}

Result<uint64_t, StoreError> take(KioskStore& store, uint32_t count) {
    return store.transact([&](Transaction& t) { return t.append(ticket(count), morning); });
}

std::vector<uint64_t> numbers(KioskStore& store) {
    std::vector<uint64_t> out;
    const auto entries = store.unsent(1000, 1u << 20).value();
    for (const auto& e : entries) out.push_back(e.number);
    return out;
}

using Numbers = std::vector<uint64_t>;

TEST_F(KioskStoreTest, EntriesAreThereAfterAStart) {
    api::JournalId id{};
    {
        auto store = open();
        id = store.journal_id();
        EXPECT_EQ(take(store, 1), 1U);
        EXPECT_EQ(take(store, 2), 2U);
        EXPECT_TRUE(store.acknowledged(1));
    }
    auto store = open();
    EXPECT_EQ(store.journal_id(), id);
    EXPECT_EQ(store.last_number(), 2U);
    EXPECT_EQ(store.length(), 1U);
    const auto left = store.unsent(10, 1000).value();
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0], (api::JournalEntry{2, morning, ticket(2)}));
    EXPECT_EQ(put_aside(), 0U);
}

TEST_F(KioskStoreTest, OnlyItsOwnerMayRead) {
    auto store = open();
    ASSERT_TRUE(take(store, 1));
    for (const auto& path : {dir(), file(), fs::path(file().string() + "-wal")}) {
        struct stat info {};
        ASSERT_EQ(::stat(path.c_str(), &info), 0) << path;
        EXPECT_EQ(info.st_mode & 077, 0U) << path;
    }
}

TEST_F(KioskStoreTest, TwoJournalsHaveTwoNames) {
    const auto first = open().journal_id();
    fs::remove_all(dir());
    EXPECT_NE(open().journal_id(), first);
}

TEST_F(KioskStoreTest, TheFileBelongsToOneProgram) {
    auto store = open();
    EXPECT_ANY_THROW(open());
    EXPECT_EQ(put_aside(), 0U) << "a file in use is not a damaged one";
}

TEST_F(KioskStoreTest, AnEntryAndWhatBelongsToItAreKeptTogetherOrNotAtAll) {
    auto store = open();
    ASSERT_TRUE(
        store.transact([](Transaction& t) { t.db().exec("CREATE TABLE book (n INTEGER PRIMARY KEY)"); }));
    const auto failed = store.transact([&](Transaction& t) {
        t.append(ticket(1), morning);
        t.db().exec("INSERT INTO book VALUES (1)");
        t.db().exec("INSERT INTO book VALUES (1)");
    });
    EXPECT_EQ(failed.error(), StoreError::failed);
    EXPECT_EQ(store.last_number(), 0U);
    EXPECT_THROW(static_cast<void>(store.transact([&](Transaction& t) {
                     t.append(ticket(1), morning);
                     throw std::logic_error("a bug");
                 })),
                 std::logic_error);
    EXPECT_EQ(store.length(), 0U);
    EXPECT_EQ(take(store, 1), 1U) << "the store can be used on";
    EXPECT_EQ(numbers(store), Numbers{1});
}

TEST_F(KioskStoreTest, AMessageTakesAsMuchAsItMayAndAtLeastOne) {
    auto store = open();
    for (uint32_t n = 1; n <= 5; ++n) ASSERT_TRUE(take(store, n));
    EXPECT_EQ(store.unsent(3, 1000).value().size(), 3U);
    EXPECT_EQ(store.unsent(5, 1).value().size(), 1U);
}

// The child confirms an id through the pipe after each append; then it is killed, wherever it is.
TEST_F(KioskStoreTest, AKillInTheMiddleOfAppendsLosesNothingThatWasConfirmed) {
    for (int round = 0; round < 5; ++round) {
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            auto store = open();
            for (;;) {
                const auto id = take(store, 1);
                if (!id || ::write(ends[1], &*id, sizeof *id) != sizeof *id) ::_exit(1);
            }
        }
        ::close(ends[1]);
        uint64_t confirmed = 0;
        uint64_t id = 0;
        for (int n = 0; n < 20 + round * 7; ++n) {
            ASSERT_EQ(::read(ends[0], &id, sizeof id), static_cast<ssize_t>(sizeof id));
            confirmed = id;
        }
        ::kill(child, SIGKILL);
        while (::read(ends[0], &id, sizeof id) == sizeof id) confirmed = id;
        ::close(ends[0]);
        ASSERT_EQ(::waitpid(child, nullptr, 0), child);

        auto store = open();
        EXPECT_GE(store.last_number(), confirmed);
        EXPECT_LE(store.last_number(), confirmed + 1) << "one may have been on its way";
        EXPECT_EQ(numbers(store).size(), store.last_number());
        EXPECT_EQ(put_aside(), 0U);
    }
}

// What can be saved of a file that is a database still: salvage_test.cpp.
TEST_F(KioskStoreTest, AFileThatIsNoDatabaseIsPutAsideAndANewOneBegun) {
    for (size_t damaged = 1; damaged <= 6; ++damaged) {
        api::JournalId before{};
        {
            auto store = open();
            before = store.journal_id();
            ASSERT_TRUE(take(store, 1));
        }
        std::ofstream(file(), std::ios::binary) << std::string(9000, 'x');
        clock_.advance(std::chrono::seconds(1));
        auto store = open();
        EXPECT_EQ(put_aside(), std::min<size_t>(damaged, 4)) << "no more are kept";
        EXPECT_NE(store.journal_id(), before);
        EXPECT_EQ(take(store, 1), 1U);
    }
}

TEST_F(KioskStoreTest, AnEntryThatIsNotWholeIsToldAsLostAndHoldsNobodyUp) {
    auto store = open();
    for (uint32_t n = 1; n <= 4; ++n) ASSERT_TRUE(take(store, n));
    ASSERT_TRUE(store.transact([](Transaction& t) {
        t.db().exec("UPDATE journal SET body = zeroblob(80) WHERE id = 2");
        t.db().exec("DELETE FROM journal WHERE id = 4");
    }));
    const auto left = store.unsent(10, 1u << 20).value();
    ASSERT_EQ(left.size(), 4U);
    const auto is_lost = [&](size_t i) { return std::holds_alternative<api::EntryLost>(left[i].body); };
    EXPECT_FALSE(is_lost(0) || is_lost(2));
    EXPECT_TRUE(is_lost(1) && is_lost(3));
    EXPECT_EQ(numbers(store), (Numbers{1, 2, 3, 4}));
}

TEST_F(KioskStoreTest, EntriesOfBeforeAreFramedWhenTheFileIsOpened) {
    {
        auto store = open();
        ASSERT_TRUE(take(store, 1));
        ASSERT_TRUE(store.transact([](Transaction& t) {
            SQLite::Statement put(t.db(), "UPDATE journal SET body = ?");
            const auto bytes = api::encode(api::JournalEntry{1, morning, ticket(1)});
            put.bind(1, bytes.data(), static_cast<int>(bytes.size()));
            put.exec();
            t.db().exec("DROP TABLE ticket_floor");
            t.db().exec("ALTER TABLE journal_state DROP COLUMN checksum");
            t.db().exec("PRAGMA user_version = 4");
        }));
    }
    auto store = open();
    const auto left = store.unsent(10, 1000).value();
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0], (api::JournalEntry{1, morning, ticket(1)}));
    EXPECT_EQ(put_aside(), 0U);
}

TEST_F(KioskStoreTest, AFullFileIsAnErrorAndNothingIsHalfWritten) {
    auto store = open();
    ASSERT_TRUE(store.transact([](Transaction& t) { t.db().exec("PRAGMA max_page_count = 12"); }));
    Result<uint64_t, StoreError> last = 0;
    uint64_t kept = 0;
    for (uint32_t n = 1; n < 2000 && last; ++n) {
        last = take(store, n);
        if (last) kept = *last;
    }
    ASSERT_FALSE(last);
    EXPECT_EQ(last.error(), StoreError::full);
    EXPECT_EQ(store.last_number(), kept);
    EXPECT_EQ(numbers(store).size(), kept);
    ASSERT_TRUE(store.transact([](Transaction& t) { t.db().exec("PRAGMA max_page_count = 4000"); }));
    EXPECT_EQ(take(store, 1), kept + 1) << "room again: it goes on where it was";
}

// In a child of its own: the limit is the process's.
TEST_F(KioskStoreTest, ADiskThatTakesNoMoreIsAnErrorAndNothingIsHalfWritten) {
    const pid_t child = ::fork();
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        auto store = open();
        uint64_t kept = *take(store, 1);
        rlimit limit{};
        ::getrlimit(RLIMIT_FSIZE, &limit);
        const auto before = limit;
        limit.rlim_cur = fs::file_size(file().string() + "-wal") + 20'000;
        ::setrlimit(RLIMIT_FSIZE, &limit);
        bool failed = false;
        for (uint32_t n = 2; n < 500 && !failed; ++n) {
            const auto id = take(store, n);
            failed = !id;
            if (id) kept = *id;
        }
        if (!failed) ::_exit(2);
        if (store.last_number() != kept || numbers(store).size() != kept) ::_exit(3);
        ::setrlimit(RLIMIT_FSIZE, &before);
        ::_exit(take(store, 1) == kept + 1 ? 0 : 4);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
    auto store = open();
    EXPECT_EQ(numbers(store).size(), store.last_number());
}

TEST_F(KioskStoreTest, AFreshJournalOfAKnownKioskGoesOnAboveWhatTheOfficeHas) {
    auto store = open();
    const auto first = *take(store, 1);
    ASSERT_TRUE(store.transact([&](Transaction& t) { t.append(api::TicketPrint{first, {}}, morning); }));
    ASSERT_TRUE(store.reconcile(false, 100));
    EXPECT_EQ(numbers(store), (Numbers{101, 102}));
    const auto print = std::get<api::TicketPrint>(store.unsent(2, 1000).value()[1].body);
    EXPECT_EQ(print.taken_entry, 101U) << "what an entry refers to moves with it";
    EXPECT_EQ(store.last_number(), 102U);
    ASSERT_TRUE(store.acknowledged(101));
    EXPECT_EQ(numbers(store), Numbers{102});
    ASSERT_TRUE(store.transact([&](Transaction& t) { t.append(api::TicketGivenBack{first}, morning); }));
    EXPECT_EQ(std::get<api::TicketGivenBack>(store.unsent(2, 1000).value()[1].body).taken_entry, 101U);
    auto again = open_again(std::move(store));
    EXPECT_EQ(numbers(again), (Numbers{102, 103})) << "also after a start";
}

TEST_F(KioskStoreTest, WhatBothSidesHaveStaysAsItIs) {
    auto store = open();
    for (uint32_t n = 1; n <= 3; ++n) ASSERT_TRUE(take(store, n));
    ASSERT_TRUE(store.reconcile(false, 0));
    EXPECT_EQ(numbers(store), (Numbers{1, 2, 3}));
    ASSERT_TRUE(store.reconcile(true, 2)) << "an acknowledgement was lost on its way";
    EXPECT_EQ(numbers(store), Numbers{3});
    ASSERT_TRUE(store.reconcile(true, 2));
    EXPECT_EQ(numbers(store), Numbers{3});
}

TEST_F(KioskStoreTest, AnOfficeRestoredFromACopyGetsAgainWhatItHasLost) {
    auto store = open();
    for (uint32_t n = 1; n <= 5; ++n) ASSERT_TRUE(take(store, n));
    ASSERT_TRUE(store.acknowledged(4));
    ASSERT_TRUE(store.reconcile(true, 2));
    EXPECT_EQ(numbers(store), (Numbers{3, 4, 5}));
}

TEST_F(KioskStoreTest, WhatIsNoLongerKeptLeavesNoGapInTheNumbers) {
    auto store = open();
    for (uint32_t n = 1; n <= 3; ++n) ASSERT_TRUE(take(store, n));
    clock_.advance(std::chrono::days(9));
    ASSERT_TRUE(store.acknowledged(2));
    ASSERT_TRUE(store.reconcile(true, 0)) << "the office has forgotten all";
    EXPECT_EQ(numbers(store), Numbers{1});
}

TEST_F(KioskStoreTest, AKioskRestoredFromACopyGoesOnAboveWhatTheOfficeHas) {
    auto store = open();
    for (uint32_t n = 1; n <= 3; ++n) ASSERT_TRUE(take(store, n));
    ASSERT_TRUE(store.acknowledged(2));
    ASSERT_TRUE(store.reconcile(true, 50)) << "the office has heard more of this journal than it holds";
    EXPECT_EQ(numbers(store), Numbers{51});
}

TEST_F(KioskStoreTest, AnAcknowledgementBeyondTheEndSaysNoMoreThanAll) {
    auto store = open();
    uint64_t told = 0;
    store.on_acknowledged([&](uint64_t id) { told = id; });
    ASSERT_TRUE(take(store, 1));
    ASSERT_TRUE(store.acknowledged(99));
    EXPECT_EQ(told, 1U);
    EXPECT_EQ(store.length(), 0U);
    EXPECT_EQ(take(store, 2), 2U);
    EXPECT_EQ(numbers(store), Numbers{2});
}

TEST_F(KioskStoreTest, TheHallIsRememberedWithItsRules) {
    api::HallFeed feed;
    feed.day = office_date(morning);
    feed.at = morning;
    feed.series = 'C';
    feed.last_count = 7;
    feed.rules = api::HallRules{};
    feed.rules->services = {{"other", "", "Other", 'F', {}, 0, {}}};
    feed.tickets = {{{'F', 'C', 7}, api::TicketStanding::waiting, "", "", 0, std::nullopt}};
    auto store = open();
    EXPECT_FALSE(store.hall());
    ASSERT_TRUE(store.remember_hall(feed));
    auto next = feed;
    next.rules.reset();
    next.last_count = 8;
    ASSERT_TRUE(store.remember_hall(next)) << "rules come only when they have changed";
    auto again = open_again(std::move(store));
    ASSERT_TRUE(again.hall());
    EXPECT_EQ(again.hall()->rules, feed.rules);
    EXPECT_EQ(again.hall()->series, 'C');
    EXPECT_EQ(again.hall()->last_count, 8U);
    EXPECT_TRUE(again.hall()->tickets.empty());
}

}  // namespace
}  // namespace lobby::kiosk
