#include "office/accounts/sessions.hpp"

#include <gtest/gtest.h>

#include "office/accounts/password.hpp"

namespace lobby::office {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Account account(std::string name) {
    Account a;
    a.name = std::move(name);
    return a;
}

class SignedIn : public testing::Test {
protected:
    ManualClock clock;
    Sessions sessions;
    SteadyTime now() const { return clock.steady(); }
};

TEST_F(SignedIn, EndsWhenNobodyAskedForHalfAnHour) {
    const auto cookie = sessions.begin(account("li"), now());
    clock.advance(minutes(29));
    ASSERT_TRUE(sessions.find(cookie, now()));
    clock.advance(minutes(29));
    ASSERT_TRUE(sessions.find(cookie, now()));
    clock.advance(minutes(30));
    EXPECT_FALSE(sessions.find(cookie, now()));
    EXPECT_EQ(sessions.size(), 0u);
}

TEST_F(SignedIn, IsNotKeptByThePagesOwnWatching) {
    const auto cookie = sessions.begin(account("li"), now());
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(sessions.peek(cookie, now()));
        clock.advance(minutes(10));
    }
    EXPECT_FALSE(sessions.peek(cookie, now()));
    EXPECT_FALSE(sessions.find(cookie, now()));
}

TEST_F(SignedIn, EndsAfterTwelveHoursHoweverBusy) {
    const auto cookie = sessions.begin(account("li"), now());
    for (int i = 0; i < 12 * 4 - 1; ++i) {
        clock.advance(minutes(15));
        ASSERT_TRUE(sessions.find(cookie, now())) << i;
    }
    clock.advance(minutes(15));
    EXPECT_FALSE(sessions.find(cookie, now()));
}

TEST_F(SignedIn, HasACookieAndATokenThatNobodyGuesses) {
    const auto a = sessions.begin(account("li"), now());
    const auto b = sessions.begin(account("li"), now());
    EXPECT_EQ(a.size(), 43u);
    EXPECT_NE(a, b);
    EXPECT_NE(sessions.find(a, now())->csrf, sessions.find(b, now())->csrf);
    EXPECT_FALSE(sessions.find("", now()));
    EXPECT_FALSE(sessions.find(a.substr(0, 42), now()));
    EXPECT_FALSE(sessions.find(sessions.find(a, now())->csrf, now()));
}

TEST_F(SignedIn, TakesTheIdlestPlaceWhenAnAccountHasTooMany) {
    std::vector<std::string> cookies;
    for (int i = 0; i < 8; ++i) {
        cookies.push_back(sessions.begin(account("li"), now()));
        clock.advance(minutes(1));
    }
    const auto other = sessions.begin(account("wang"), now());
    ASSERT_TRUE(sessions.find(cookies[0], now()));
    cookies.push_back(sessions.begin(account("li"), now()));
    EXPECT_FALSE(sessions.find(cookies[1], now()));
    EXPECT_TRUE(sessions.find(cookies[0], now()));
    EXPECT_TRUE(sessions.find(other, now()));
    sessions.end_all_of("li");
    EXPECT_EQ(sessions.size(), 1u);
}

TEST(Password, IsJudgedByItsLengthInCharacters) {
    EXPECT_EQ(fault_of(SecretString("123456789")), PasswordFault::too_short);
    EXPECT_FALSE(fault_of(SecretString("1234567890")));
    EXPECT_FALSE(fault_of(SecretString("一二三四五六七八九十")));
    EXPECT_EQ(fault_of(SecretString("一二三四")), PasswordFault::too_short);
    EXPECT_EQ(fault_of(SecretString(std::string(257, 'x'))), PasswordFault::too_long);
}

TEST(Password, FitsItsOwnHashAloneAndEachHashHasItsSalt) {
    const SecretString password("correct horse");
    const auto hash = hash_password(password);
    EXPECT_TRUE(hash.starts_with("$argon2id$")) << hash;
    EXPECT_NE(hash, hash_password(password));
    EXPECT_TRUE(password_fits(hash, password));
    EXPECT_FALSE(password_fits(hash, SecretString("correct hors")));
    for (const auto* damaged : {"", "x", "$argon2id$v=19$m=65536,t=2,p=1$"})
        EXPECT_FALSE(password_fits(damaged, password));
    EXPECT_FALSE(password_fits(std::string(500, 'x'), password));
}

}  // namespace
}  // namespace lobby::office
