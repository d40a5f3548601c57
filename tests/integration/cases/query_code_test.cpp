// Query codes over a real office.db: counted by person and by kiosk, locked across restarts, whatever the
// clock does.
#include <memory>

#include <gtest/gtest.h>

#include "office/cases/entitlements.hpp"
#include "office/store/databases.hpp"
#include "tests/support/temp_dir.hpp"

namespace lobby::office {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const WallTime noon{std::chrono::milliseconds(1'795'500'000'000)};
constexpr auto wrong = "00000000";

class QueryCodes : public testing::Test {
protected:
    QueryCodes() {
        key_ = std::make_unique<StoreKey>(StoreKey::load_or_make(folder_.path()));
        by_kiosk_.free_failures = 12;
        by_kiosk_.longest_delay = seconds(600);
    }

    // A new connection each time, as after a restart.
    CodeVerdict ask(const char* number, std::string_view code, WallTime at,
                    const std::string& kiosk = "hall-1") {
        auto db = open_office_db(folder_.path(), Access::write);
        office::store::Transaction transaction(db);
        const auto verdict = check_code(db, *key_, at, person(number), code, kiosk, by_identity_, by_kiosk_);
        transaction.commit();
        return verdict;
    }
    std::string code_for(const char* number) {
        auto db = open_office_db(folder_.path(), Access::write);
        office::store::Transaction transaction(db);
        Grant grant;
        grant.person = person(number);
        grant.entitlement = {"53052120260000101", api::Role::party, 1, "\u6BB5\u6587", std::nullopt, false};
        grant.granted_by = "test";
        auto granted = grant_entitlement(db, *key_, noon, grant);
        transaction.commit();
        return std::string(granted.code.value().view());
    }
    IdentityIndex person(const char* number) const {
        return key_->identity_index(*IdentityNumber::parse(number));
    }
    void fail_times(int n, const char* number, WallTime at) {
        for (int i = 0; i < n; ++i) ASSERT_EQ(ask(number, wrong, at).check, CodeCheck::wrong);
    }

    test::TempDir folder_;
    std::unique_ptr<StoreKey> key_;
    ThrottleRules by_identity_;
    ThrottleRules by_kiosk_;
};

constexpr auto known = "34052419800101001X";
constexpr auto stranger = "11010119900307109X";

TEST_F(QueryCodes, TheRightCodeOpensAndForgetsThePersonsFailures) {
    const auto code = code_for(known);
    fail_times(3, known, noon);
    EXPECT_EQ(ask(known, code, noon).check, CodeCheck::right);
    fail_times(3, known, noon);
    EXPECT_EQ(ask(known, code, noon).check, CodeCheck::right);
}

TEST_F(QueryCodes, ALockOutlastsARestartAndHoldsForTheRightCodeToo) {
    const auto code = code_for(known);
    fail_times(4, known, noon);
    const auto verdict = ask(known, code, noon + seconds(10), "hall-2");
    EXPECT_EQ(verdict.check, CodeCheck::locked);
    EXPECT_EQ(verdict.retry_after, seconds(20));
    EXPECT_EQ(ask(known, code, noon + seconds(30), "hall-2").check, CodeCheck::right);
}

TEST_F(QueryCodes, SomebodyUnknownIsLockedAlike) {
    fail_times(4, stranger, noon);
    EXPECT_EQ(ask(stranger, wrong, noon).retry_after, seconds(30));
}

// Somebody who tries one code on many numbers: no person is locked, the kiosk is, and his own code does not
// free it.
TEST_F(QueryCodes, AKioskIsLockedForAllAndTheOthersAreNot) {
    const auto code = code_for(known);
    for (int i = 0; i < 13; ++i) {
        auto number = "110101199003071" + std::to_string(10 + i);
        number.push_back(identity_check_character(number));
        ASSERT_EQ(ask(number.c_str(), wrong, noon).check, CodeCheck::wrong) << i;
        if (i == 6) {
            ASSERT_EQ(ask(known, code, noon).check, CodeCheck::right);
        }
    }
    const auto verdict = ask(known, code, noon);
    EXPECT_EQ(verdict.check, CodeCheck::locked);
    EXPECT_EQ(verdict.retry_after, seconds(30));
    EXPECT_EQ(ask(known, code, noon, "hall-2").check, CodeCheck::right);
}

// Set back by a year: the lock lasts its thirty seconds from then, not a year.
TEST_F(QueryCodes, AClockThatIsSetBackDoesNotLengthenALock) {
    const auto code = code_for(known);
    fail_times(4, known, noon);
    const WallTime back = noon - hours(24 * 365);
    const auto verdict = ask(known, code, back);
    EXPECT_EQ(verdict.check, CodeCheck::locked);
    EXPECT_EQ(verdict.retry_after, seconds(30));
    EXPECT_EQ(ask(known, code, back + seconds(29)).check, CodeCheck::locked);
    EXPECT_EQ(ask(known, code, back + seconds(30)).check, CodeCheck::right);
}

}  // namespace
}  // namespace lobby::office
