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

TEST(Throttle, AClockThatIsSetBackNeitherUnlocksNorLocksForLongerThanTheLongestDelay) {
    const ThrottleRules rules;
    const auto state = after(4, noon, rules);
    const auto left = locked_for(state, noon - hours(24 * 365), rules);
    ASSERT_TRUE(left);
    EXPECT_EQ(*left, rules.longest_delay);
}

}  // namespace
}  // namespace lobby::office
