// What people are told of their wait.
#include "office/queue/wait_model.hpp"

#include "hall.hpp"
#include "office/queue/simulation/hall_day.hpp"

namespace lobby::office::queue {
namespace {

std::optional<ToldWait> told(const Hall& hall, const std::string& service,
                             Precedence p = Precedence::ordinary) {
    return wait_for_newcomer(hall.state, hall.settings, service, p, hall.now);
}

TEST(Wait, IsNotToldWhenNoWindowThatServesItIsOpen) {
    Hall hall;
    hall.must(OpenWindow{"2"});
    EXPECT_FALSE(told(hall, "case_enquiry"));
    hall.must(OpenWindow{"1"});
    EXPECT_TRUE(told(hall, "case_enquiry"));
    hall.must(PauseService{"case_enquiry"});
    EXPECT_FALSE(told(hall, "case_enquiry"));
    EXPECT_FALSE(told(hall, "no_such_service"));
}

TEST(Wait, BeginsAtNothingWhenAWindowIsFree) {
    Hall hall;
    hall.must(OpenWindow{"1"});
    EXPECT_EQ(told(hall, "case_enquiry")->low_minutes, 0u);
    EXPECT_LE(told(hall, "case_enquiry")->high_minutes, 3u);
}

TEST(Wait, GrowsWithThePeopleAheadAndShrinksWithWindowsAndPrecedence) {
    Hall hall;
    hall.settings.windows.push_back({"5", "", "", "", "", "enquiry", {}});
    hall.must(OpenWindow{"1"});
    for (int i = 0; i < 3; ++i) hall.take("case_enquiry");
    const auto three = *told(hall, "case_enquiry");
    for (int i = 0; i < 9; ++i) hall.take("case_enquiry");
    const auto twelve = *told(hall, "case_enquiry");
    EXPECT_GT(twelve.low_minutes, three.low_minutes);
    EXPECT_GT(twelve.high_minutes, three.high_minutes);
    EXPECT_LT(told(hall, "case_enquiry", Precedence::elderly)->high_minutes, twelve.low_minutes);
    hall.must(OpenWindow{"5"});
    EXPECT_LT(told(hall, "case_enquiry")->high_minutes, twelve.high_minutes);
    EXPECT_EQ(*told(hall, "case_enquiry"), *told(hall, "case_enquiry")) << "the same state, the same range";
}

TEST(Wait, OfAnAppointmentLastsUntilItsTime) {
    Hall hall;
    hall.must(OpenWindow{"2"});
    for (int i = 0; i < 30; ++i) hall.take("lawyers");
    const Appointment at{"b", hall.now + minutes(60), hall.now + minutes(90)};
    const auto range =
        wait_for_newcomer(hall.state, hall.settings, "lawyers", Precedence::ordinary, hall.now, at);
    ASSERT_TRUE(range);
    EXPECT_GE(range->low_minutes, 30u);
    EXPECT_LE(range->high_minutes, 160u);
}

TEST(Wait, CountsPeopleAheadByTheRules) {
    Hall hall;
    hall.must(OpenWindow{"1"});
    hall.take("case_enquiry");
    hall.take("other");
    hall.take("lawyers");
    const auto ordinary = hall.take("case_enquiry");
    const auto elderly = hall.take("case_enquiry", Precedence::elderly);
    EXPECT_EQ(people_ahead(hall.state, hall.settings, hall.ticket(ordinary), hall.now), 3u);
    EXPECT_EQ(people_ahead(hall.state, hall.settings, hall.ticket(elderly), hall.now), 0u);
}

TEST(Wait, OfAtLeastFourInFiveLiesInsideWhatWasTold) {
    const auto plan = county_hall();
    size_t waits = 0;
    size_t inside = 0;
    for (uint64_t week = 0; week < 3; ++week) {
        PlainEngine engine(plan.settings);
        for (int day = 0; day < 5; ++day) {
            const auto story = play_day(plan, engine, *parse_date("2026-11-23") + std::chrono::days(day),
                                        week * 7 + static_cast<uint64_t>(day) + 1000);
            EXPECT_GT(story.visitors, 200u);
            EXPECT_EQ(story.ended, story.visitors) << "the hall serves everybody before it closes";
            for (const auto& w : story.waits) {
                ++waits;
                inside +=
                    w.actual_minutes >= w.told.low_minutes && w.actual_minutes <= w.told.high_minutes ? 1 : 0;
            }
        }
    }
    EXPECT_GE(static_cast<double>(inside) / static_cast<double>(waits), 0.8) << inside << " of " << waits;
}

}  // namespace
}  // namespace lobby::office::queue
