#include "kiosk/tickets/hall_reckoning.hpp"

#include <gtest/gtest.h>

#include "tests/unit/tickets/halls.hpp"

namespace lobby::kiosk::tickets {
namespace {

using test::at;
using test::hall_rules;
using test::known_hall;
using test::november;

OwnNumbers own_on(Date day) {
    OwnNumbers own;
    own.day = day;
    return own;
}

TEST(DayInForce, ByTheKiosksOwnClockNeverGoesBack) {
    const auto alone = known_hall(false);
    EXPECT_EQ(day_in_force({}, alone, at(24, 9, 0)), november(24));
    EXPECT_EQ(day_in_force(november(24), alone, at(25, 0, 0)), november(25));
    EXPECT_EQ(day_in_force(november(25), alone, at(24, 23, 59)), november(25));
    EXPECT_EQ(day_in_force(november(25), alone, WallTime{}), november(25));
}

TEST(DayInForce, BeginsAtTheConfiguredLocalTime) {
    auto alone = known_hall(false);
    alone.rules->rollover = std::chrono::hours(4);
    EXPECT_EQ(day_in_force({}, alone, at(25, 3, 59)), november(24));
    EXPECT_EQ(day_in_force({}, alone, at(25, 4, 0)), november(25));
}

TEST(DayInForce, IsTheOfficesWhileItIsThere) {
    const auto there = known_hall();
    EXPECT_EQ(day_in_force({}, there, at(26, 9, 0)), november(24));
    EXPECT_EQ(day_in_force(november(23), there, at(23, 9, 0)), november(24));
    // A kiosk whose clock ran a little ahead at midnight waits for the office.
    EXPECT_EQ(day_in_force(november(25), there, at(25, 0, 0)), november(25));
}

TEST(DayInForce, IsTheKiosksWhileTheOfficeHasNoneYet) {
    auto there = known_hall();
    there.feed.day = {};
    EXPECT_EQ(day_in_force({}, there, at(24, 9, 0)), november(24));
}

TEST(DayInForce, ComesBackFromAClockThatWasDaysAhead) {
    EXPECT_EQ(day_in_force(november(29), known_hall(), at(24, 9, 0)), november(24));
}

TEST(Refusal, FollowsTheHoursOfTheHall) {
    const auto known = known_hall(false);
    const auto own = own_on(november(24));
    struct Case {
        WallTime now;
        bool issued;
        std::optional<WallTime> opens_at;
    };
    for (const auto& c : {Case{at(24, 8, 29), false, at(24, 8, 30)}, Case{at(24, 8, 30), true, {}},
                          Case{at(24, 11, 59), true, {}}, Case{at(24, 12, 0), false, at(24, 14, 0)},
                          Case{at(24, 17, 30), false, at(25, 8, 30)},
                          Case{at(27, 18, 0), false, at(30, 8, 30)}}) {  // Friday: until Monday
        const auto why = refusal(known, own, "enquiry", c.now);
        EXPECT_EQ(!why, c.issued) << c.now.time_since_epoch().count();
        EXPECT_EQ(why.value_or(Refusal{NotIssued::closed, {}}).reason, NotIssued::closed);
        EXPECT_EQ(why.value_or(Refusal{}).opens_at, c.opens_at);
    }
}

TEST(Refusal, SaysHonestlyThatNothingIsKnownYet) {
    auto known = known_hall();
    known.feed.series.reset();
    EXPECT_EQ(refusal(known, own_on(november(24)), "enquiry", at(24, 9, 0))->reason, NotIssued::not_ready);
    EXPECT_EQ(refusal({}, own_on(november(24)), "enquiry", at(24, 9, 0))->reason, NotIssued::not_ready);
    EXPECT_FALSE(view_of(known, own_on(november(24)), at(24, 9, 0)).ready);
    EXPECT_EQ(refusal(known_hall(), own_on(november(24)), "gone", at(24, 9, 0))->reason,
              NotIssued::not_ready);
}

TEST(Refusal, HoldsAPauseOfTheDay) {
    auto known = known_hall();
    known.feed.services[0].paused = true;
    EXPECT_EQ(refusal(known, own_on(november(24)), "enquiry", at(24, 9, 0))->reason, NotIssued::paused);
    known.live = false;
    EXPECT_EQ(refusal(known, own_on(november(24)), "enquiry", at(24, 9, 0))->reason, NotIssued::paused);
    EXPECT_FALSE(refusal(known, own_on(november(25)), "enquiry", at(25, 9, 0)));
}

TEST(Refusal, CountsTheNumbersThatTheOfficeHasNotHeardOfAgainstTheCap) {
    const auto known = known_hall();
    auto own = own_on(november(24));
    own.services["documents"] = {9, 1, 0};
    EXPECT_FALSE(refusal(known, own, "documents", at(24, 9, 0)));
    own.services["documents"] = {10, 2, 0};
    EXPECT_EQ(refusal(known, own, "documents", at(24, 9, 0))->reason, NotIssued::full);
}

TEST(Refusal, OnADayThatTheOfficeHasNotSeenCountsByItself) {
    const auto known = known_hall(false);
    auto own = own_on(november(25));
    own.services["documents"] = {4, 4, 4};
    EXPECT_FALSE(refusal(known, own, "documents", at(25, 9, 0)));
    own.services["documents"] = {5, 5, 5};
    EXPECT_EQ(refusal(known, own, "documents", at(25, 9, 0))->reason, NotIssued::full);
}

TEST(HallViewOf, TellsFiguresOnlyWhileTheyAreOfNow) {
    auto known = known_hall();
    auto own = own_on(november(24));
    own.services["enquiry"] = {3, 3, 2};
    const auto live = view_of(known, own, at(24, 9, 0));
    ASSERT_TRUE(live.ready && live.live);
    ASSERT_EQ(live.services.size(), 2U);
    EXPECT_EQ(live.services[0].waiting, 6U);  // the office's four, and two of ours
    EXPECT_EQ(live.services[0].wait, (api::WaitRange{10, 20}));
    known.live = false;
    known.away_since = at(24, 9, 30);
    const auto alone = view_of(known, own, at(24, 9, 40));
    EXPECT_TRUE(alone.ready);
    EXPECT_FALSE(alone.live);
    EXPECT_EQ(alone.away_since, at(24, 9, 30));
    EXPECT_FALSE(alone.services[0].waiting || alone.services[0].wait);
}

TEST(PositionOfNew, IsWhatWasToldToSomebodyOfThatClass) {
    const auto known = known_hall();
    const auto own = own_on(november(24));
    const auto ordinary = position_of_new(known, own, "enquiry", api::Precedence::ordinary);
    EXPECT_TRUE(ordinary.known);
    EXPECT_EQ(ordinary.people_ahead, 4U);
    EXPECT_EQ(ordinary.wait, (api::WaitRange{10, 20}));
    const auto first = position_of_new(known, own, "enquiry", api::Precedence::elderly);
    EXPECT_FALSE(first.people_ahead);
    EXPECT_EQ(first.wait, (api::WaitRange{2, 6}));
    EXPECT_FALSE(position_of_new(known_hall(false), own, "enquiry", api::Precedence::ordinary).known);
}

TEST(PrecedenceOf, IsOfferedByTheOfficeOrOrdinary) {
    auto rules = hall_rules();
    const auto old = IdentityNumber::parse("11010519491231002X");
    ASSERT_TRUE(old);
    EXPECT_EQ(precedence_of(rules, api::Precedence::ordinary, *old, at(24, 9, 0)), api::Precedence::elderly);
    EXPECT_EQ(precedence_of(rules, api::Precedence::disabled, *old, at(24, 9, 0)), api::Precedence::disabled);
    EXPECT_EQ(precedence_of(rules, api::Precedence::pregnant, {}, at(24, 9, 0)), api::Precedence::ordinary);
    rules.offered.clear();
    EXPECT_EQ(precedence_of(rules, api::Precedence::ordinary, *old, at(24, 9, 0)), api::Precedence::ordinary);
}

TEST(WindowsOf, NamesEachOnce) {
    const auto rules = hall_rules();
    EXPECT_EQ(windows_of(rules.services[1]).en, "Window 3, Window 4");
    EXPECT_EQ(windows_of(rules.services[1]).zh, "3\u30014");
    EXPECT_EQ(chairs_of(rules.services[1]).en, "chairs B");
}

}  // namespace
}  // namespace lobby::kiosk::tickets
