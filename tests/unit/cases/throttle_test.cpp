#include "office/cases/throttle.hpp"

#include <gtest/gtest.h>

namespace lobby::office {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const WallTime noon{std::chrono::milliseconds(1'795'500'000'000)};

AttemptState after(uint32_t failures, WallTime at, const ThrottleRules& rules) {
    AttemptState state;
    for (uint32_t i = 0; i < failures; ++i) state = after_failure(state, at, rules);
    return state;
}

TEST(Throttle, TheFirstWrongCodesAreFreeThenTheDelayDoublesUpToAnHour) {
    const ThrottleRules rules;
    const std::vector<std::pair<uint32_t, int>> expected{
        {1, 0}, {3, 0}, {4, 30}, {5, 60}, {6, 120}, {7, 240}, {10, 1920}, {11, 3600}, {40, 3600}};
    for (const auto& [failures, delay] : expected) {
        const auto locked = locked_for(after(failures, noon, rules), noon, rules);
        EXPECT_EQ(locked.value_or(seconds(0)), seconds(delay)) << failures;
    }
}

TEST(Throttle, ALockEndsByItself) {
    const ThrottleRules rules;
    const auto state = after(4, noon, rules);
    EXPECT_TRUE(locked_for(state, noon + seconds(29), rules));
    EXPECT_FALSE(locked_for(state, noon + seconds(30), rules));
}

TEST(Throttle, ADayWithoutAFailureForgets) {
    const ThrottleRules rules;
    auto state = after(9, noon, rules);
    state = after_failure(state, noon + hours(25), rules);
    EXPECT_EQ(state.failures, 1U);
    EXPECT_FALSE(locked_for(state, noon + hours(25), rules));
}

TEST(Throttle, WithinADayFailuresAddUp) {
    const ThrottleRules rules;
    auto state = after(3, noon, rules);
    state = after_failure(state, noon + hours(24), rules);
    EXPECT_EQ(state.failures, 4U);
    EXPECT_EQ(locked_for(state, noon + hours(24), rules), seconds(30));
}

TEST(Throttle, AFailureAfterALockLocksForTwiceAsLong) {
    const ThrottleRules rules;
    auto state = after(4, noon, rules);
    state = after_failure(state, noon + seconds(30), rules);
    EXPECT_EQ(locked_for(state, noon + seconds(30), rules), seconds(60));
}

TEST(Throttle, APartOfASecondIsASecondToWait) {
    const ThrottleRules rules;
    EXPECT_EQ(locked_for(after(4, noon, rules), noon + std::chrono::milliseconds(29'999), rules), seconds(1));
}

TEST(Throttle, OtherRulesOtherDelays) {
    ThrottleRules kiosk;
    kiosk.free_failures = 12;
    kiosk.longest_delay = seconds(600);
    EXPECT_FALSE(locked_for(after(12, noon, kiosk), noon, kiosk));
    EXPECT_EQ(locked_for(after(13, noon, kiosk), noon, kiosk), seconds(30));
    EXPECT_EQ(locked_for(after(100, noon, kiosk), noon, kiosk), seconds(600));
}

// A year back: the lock lasts as long as it was meant to, from the moment at which it is looked at again.
TEST(Throttle, AClockThatIsSetBackNeitherUnlocksNorLengthensALock) {
    const ThrottleRules rules;
    const auto state = after(5, noon, rules);
    const WallTime back = noon - hours(24 * 365);
    EXPECT_LE(locked_for(state, back, rules), rules.longest_delay) << "whatever is asked of an old state";
    const auto seen = seen_at(state, back);
    EXPECT_EQ(seen.failures, state.failures);
    EXPECT_EQ(locked_for(seen, back, rules), seconds(60));
    EXPECT_EQ(locked_for(seen, back + seconds(59), rules), seconds(1));
    EXPECT_FALSE(locked_for(seen, back + seconds(60), rules));
    EXPECT_EQ(locked_for(after_failure(seen, back + seconds(60), rules), back + seconds(60), rules),
              seconds(120));
}

TEST(Throttle, AClockThatGoesOnChangesNothing) {
    const ThrottleRules rules;
    for (const auto& state : {AttemptState{}, after(2, noon, rules), after(6, noon, rules)})
        for (const auto passed : {seconds(0), seconds(10), seconds(100'000)})
            EXPECT_EQ(seen_at(state, noon + passed), state);
}

}  // namespace
}  // namespace lobby::office
