// Reconnecting: exponential back-off with full jitter.
#include "kiosk/link/backoff.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace lobby::kiosk {
namespace {

using namespace std::chrono_literals;

TEST(Backoff, ItsCeilingDoublesUpToTheLongest) {
    Backoff longest_each_time([](uint32_t bound) { return bound - 1; }, 500ms, 60s);
    std::vector<std::chrono::milliseconds> waits;
    for (int i = 0; i < 10; ++i) waits.push_back(longest_each_time.next());
    EXPECT_EQ(waits,
              (std::vector<std::chrono::milliseconds>{500ms, 1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s}));
}

TEST(Backoff, IsNeverBelowItsLeastNorOverflows) {
    Backoff shortest([](uint32_t) { return 0u; }, 500ms, 60s);
    for (int i = 0; i < 10'000; ++i) ASSERT_EQ(shortest.next(), 50ms);
    EXPECT_EQ(shortest.attempts(), 10'000u);
}

TEST(Backoff, StartsAnewAfterReset) {
    Backoff backoff([](uint32_t bound) { return bound - 1; }, 500ms, 60s);
    for (int i = 0; i < 5; ++i) static_cast<void>(backoff.next());
    backoff.reset();
    EXPECT_EQ(backoff.next(), 500ms);
    EXPECT_EQ(backoff.attempts(), 1u);
}

// A fleet that lost its office at one moment: after a few attempts its kiosks come back spread over the whole
// interval, not in waves.
TEST(Backoff, SpreadsAFleetEvenly) {
    std::mt19937 random(1);
    std::vector<int> tenths(10);
    constexpr int fleet = 10'000;
    for (int k = 0; k < fleet; ++k) {
        Backoff backoff(
            [&](uint32_t bound) { return std::uniform_int_distribution<uint32_t>(0, bound - 1)(random); });
        std::chrono::milliseconds wait{};
        for (int i = 0; i < 8; ++i) wait = backoff.next();
        ++tenths[static_cast<size_t>(std::min<int64_t>(9, wait.count() / 6000))];
    }
    for (int n : tenths) EXPECT_NEAR(n, 0.1 * fleet, 0.02 * fleet);
}

}  // namespace
}  // namespace lobby::kiosk
