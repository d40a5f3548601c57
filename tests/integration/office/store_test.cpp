// The office's databases used by several connections and processes at once, and the ledger in them.
#include <future>

#include <gtest/gtest.h>

#include "office/ledger/ledger.hpp"
#include "office/store/databases.hpp"
#include "office/store/writer.hpp"
#include "tests/support/office_data.hpp"
#include "tests/support/office_process.hpp"

namespace lobby::test {
namespace {

using office::Access;
using office::LedgerBreak;
using office::LedgerKind;

TEST(Store, AnotherProcessThatComesAndGoesTakesNothingFromAnOpenConnection) {
    OfficeData data;
    const auto dir = data.config().data_dir;
    auto held = office::open_office_db(dir, Access::write);
    office::open_office_db(dir, Access::write);  // a second connection of this process, gone at once
    held.exec("INSERT INTO attempts VALUES (x'01', 1, 1, 1)");
    const OfficeProcess other(data, CASE_OFFICE);
    ASSERT_EQ(other.command({"enrol", "--list"}), 0);
    held.exec("INSERT INTO attempts VALUES (x'02', 1, 1, 1)");
    EXPECT_TRUE(std::filesystem::exists(dir / "office.db-wal"));
    auto fresh = office::open_office_db(dir, Access::read);
    EXPECT_EQ(fresh.number("SELECT count(*) FROM attempts"), 2);
}

TEST(Store, IsForItsOwnerOnly) {
    const OfficeData data;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data.config().data_dir)) {
        using std::filesystem::perms;
        const auto others = perms::group_all | perms::others_all;
        EXPECT_EQ(entry.status().permissions() & others, perms::none) << entry.path();
    }
}

class Ledger : public testing::Test {
protected:
    void append(int n) {
        for (int i = 0; i < n; ++i) {
            office::store::Transaction transaction(db);
            office::append_to_ledger(db, data.key(), now(), {LedgerKind::refusal, {{"n", i}}});
            transaction.commit();
        }
    }
    auto verdict() { return office::verify_ledger(db, data.key()); }

    OfficeData data;
    office::store::Database db = office::open_office_db(data.config().data_dir, Access::write);
};

TEST_F(Ledger, IsSoundEmptyAndAfterEachEntry) {
    EXPECT_EQ(verdict(), 0);
    for (int i = 1; i <= 5; ++i) {
        append(1);
        EXPECT_EQ(verdict(), i);
    }
}

struct Tampering {
    const char* sql;
    LedgerBreak::What what;
    int64_t entry;
};

class TamperedLedger : public Ledger, public testing::WithParamInterface<Tampering> {};

TEST_P(TamperedLedger, IsFoundAtTheFirstEntryThatDoesNotFit) {
    append(5);
    db.exec(GetParam().sql);
    const auto found = verdict();
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().what, GetParam().what);
    EXPECT_EQ(found.error().seq, GetParam().entry);
}

INSTANTIATE_TEST_SUITE_P(
    By, TamperedLedger,
    testing::Values(
        Tampering{"UPDATE ledger SET body = '{}' WHERE seq = 3", LedgerBreak::What::altered, 3},
        Tampering{"UPDATE ledger SET kind = 'disclosure' WHERE seq = 2", LedgerBreak::What::altered, 2},
        Tampering{"UPDATE ledger SET at = at - 1 WHERE seq = 1", LedgerBreak::What::altered, 1},
        Tampering{"UPDATE ledger SET hash = zeroblob(32) WHERE seq = 4", LedgerBreak::What::altered, 4},
        Tampering{"UPDATE ledger SET prev_hash = x'00' WHERE seq = 4", LedgerBreak::What::altered, 4},
        Tampering{"DELETE FROM ledger WHERE seq = 1", LedgerBreak::What::missing, 1},
        Tampering{"DELETE FROM ledger WHERE seq = 3", LedgerBreak::What::missing, 3},
        Tampering{"DELETE FROM ledger WHERE seq = 5", LedgerBreak::What::missing, 5},
        Tampering{"DELETE FROM ledger", LedgerBreak::What::missing, 1},
        Tampering{"DELETE FROM ledger_head", LedgerBreak::What::head, 5},
        Tampering{"UPDATE ledger_head SET seq = 4, hash = (SELECT hash FROM ledger WHERE seq = 4)",
                  LedgerBreak::What::head, 4},
        Tampering{"UPDATE ledger_head SET mac = zeroblob(32)", LedgerBreak::What::head, 5}));

TEST_F(Ledger, EmptiedWithItsHeadIsFoundByTheDeedsThatItAccountsFor) {
    data.issue_code("hall-1", now());
    ASSERT_EQ(verdict(), 1);
    db.exec("DELETE FROM ledger");
    db.exec("DELETE FROM ledger_head");
    ASSERT_FALSE(verdict());
    EXPECT_EQ(verdict().error().what, LedgerBreak::What::head);
}

TEST_F(Ledger, OfAnotherStoreKeyIsFound) {
    append(2);
    const OfficeData elsewhere;
    const auto found = office::verify_ledger(db, elsewhere.key());
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().what, LedgerBreak::What::head);
}

TEST_F(Ledger, AnEntryThatIsRolledBackLeavesNoGap) {
    append(1);
    {
        office::store::Transaction undone(db);
        office::append_to_ledger(db, data.key(), now(), {LedgerKind::refusal, {}});
    }
    append(1);
    EXPECT_EQ(verdict(), 2);
}

// ---- the writer

TEST_F(Ledger, WritesOfManyThreadsAreEachOnDiskAndInOneChain) {
    constexpr int threads = 8;
    constexpr int each = 50;
    office::DatabaseWriter writer(office::open_office_db(data.config().data_dir, Access::write));
    std::vector<std::future<void>> all;
    for (int t = 0; t < threads; ++t)
        all.push_back(std::async(std::launch::async, [&] {
            for (int i = 0; i < each; ++i) {
                std::promise<std::optional<office::StoreError>> done;
                writer.submit(
                    [&](office::store::Database& store) {
                        office::append_to_ledger(store, data.key(), now(), {LedgerKind::refusal, {}});
                    },
                    [&](std::optional<office::StoreError> e) { done.set_value(e); });
                EXPECT_FALSE(done.get_future().get());
            }
        }));
    for (auto& one : all) one.get();
    EXPECT_EQ(verdict(), threads * each);
}

TEST_F(Ledger, AWriteThatFailsIsUndoneAloneAndSaid) {
    office::DatabaseWriter writer(office::open_office_db(data.config().data_dir, Access::write));
    std::vector<std::promise<std::optional<office::StoreError>>> done(9);
    for (size_t i = 0; i < done.size(); ++i)
        writer.submit(
            [&, i](office::store::Database& store) {
                office::append_to_ledger(store, data.key(), now(), {LedgerKind::refusal, {}});
                if (i % 3 == 1) throw std::runtime_error("half way");
            },
            [&, i](std::optional<office::StoreError> e) { done[i].set_value(e); });
    for (size_t i = 0; i < done.size(); ++i) EXPECT_EQ(done[i].get_future().get().has_value(), i % 3 == 1);
    EXPECT_EQ(verdict(), 6);
}

}  // namespace
}  // namespace lobby::test
