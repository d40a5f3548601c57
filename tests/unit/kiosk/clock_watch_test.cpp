// The wall clock jumps, the steady one does not: what is noticed of it.
#include "kiosk/app/clock_watch.hpp"

#include <gtest/gtest.h>

namespace lobby::kiosk {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

class ClockWatchTest : public testing::Test {
protected:
    boost::asio::io_context io_;
    ManualClock clock_{WallTime(hours(500'000))};
    Log log_ = Log::discard(clock_);
    ClockWatch watch_{io_, clock_, log_};
};

TEST_F(ClockWatchTest, TimeThatPassesIsNoJump) {
    for (int i = 0; i < 5; ++i) {
        clock_.advance(seconds(10));
        EXPECT_FALSE(watch_.look());
    }
}

TEST_F(ClockWatchTest, AJumpIsNoticedOnceInEitherDirection) {
    clock_.advance(seconds(10));
    clock_.jump_wall(clock_.wall() + hours(24));
    EXPECT_EQ(watch_.look(), hours(24));
    EXPECT_FALSE(watch_.look());
    clock_.advance(seconds(10));
    clock_.jump_wall(clock_.wall() - seconds(3));
    EXPECT_EQ(watch_.look(), seconds(-3));
}

TEST_F(ClockWatchTest, ATimeServerAtItsWorkIsNoJump) {
    clock_.jump_wall(clock_.wall() + milliseconds(1900));
    EXPECT_FALSE(watch_.look());
}

TEST_F(ClockWatchTest, TheOfficeIsTheReference) {
    EXPECT_EQ(watch_.office_says(clock_.wall() + hours(1)), hours(1));
    EXPECT_EQ(watch_.office_says(clock_.wall() - seconds(90)), seconds(-90));
}

}  // namespace
}  // namespace lobby::kiosk
