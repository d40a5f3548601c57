// Worked examples from the Criminal Procedure Law (2018): arts. 91, 105, 172, 175. Each date was counted by
// hand on the calendar.
#include "office/cases/time_limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lobby::office {
namespace {

using api::CaseKind;
using api::LimitState;
using api::Stage;

Date day(const char* text) {
    return *parse_date(text);
}

struct Event {
    Stage stage;
    const char* on;
};

struct Example {
    const char* name;
    CaseKind kind;
    Procedure procedure;
    bool in_custody;
    const char* accepted;
    std::vector<Event> events;
    const char* today;
    LimitState state;
    const char* due;  // "" when there is none
    int days_left;
};

class TimeLimits : public testing::TestWithParam<Example> {};

TEST_P(TimeLimits, AsTheLawCounts) {
    const auto& e = GetParam();
    std::vector<api::StageEvent> events;
    for (const auto& event : e.events) events.push_back({event.stage, day(event.on)});
    CaseTimeline timeline;
    timeline.kind = e.kind;
    timeline.procedure = e.procedure;
    timeline.in_custody = e.in_custody;
    timeline.accepted_on = day(e.accepted);
    timeline.events = events;
    const auto limit = time_limit(timeline, day(e.today), WorkingDays::built_in());
    ASSERT_TRUE(limit);
    EXPECT_EQ(limit->state, e.state);
    EXPECT_EQ(limit->due ? iso_date(*limit->due) : "", e.due);
    EXPECT_EQ(limit->days_left, e.days_left);
}

constexpr auto arrest = CaseKind::arrest_review;
constexpr auto prosecution = CaseKind::prosecution_review;
constexpr auto ordinary = Procedure::ordinary;

INSTANTIATE_TEST_SUITE_P(
    Law, TimeLimits,
    testing::Values(
        // Art. 91: seven days for a detained person; art. 105: the first day does not count, custody is not
        // prolonged by a holiday. From Tuesday 3 March 2026 to Tuesday 10 March.
        Example{"arrest_in_custody",
                arrest,
                ordinary,
                true,
                "2026-03-03",
                {},
                "2026-03-05",
                LimitState::running,
                "2026-03-10",
                5},
        // The seventh day after 3 April 2026 is 10 April; after 28 March it is 4 April (Qingming): still that
        // day.
        Example{"custody_ends_on_a_holiday",
                arrest,
                ordinary,
                true,
                "2026-03-28",
                {},
                "2026-04-04",
                LimitState::running,
                "2026-04-04",
                0},
        // Not detained: fifteen days. 20 March + 15 = 4 April, Qingming until 6 April: the first working day
        // is the 7th.
        Example{"holiday_moves_the_end",
                arrest,
                ordinary,
                false,
                "2026-03-20",
                {},
                "2026-04-05",
                LimitState::running,
                "2026-04-07",
                2},
        // Twenty days at most where it was extended: 2 March + 20 = 22 March, a Sunday, so Monday the 23rd.
        Example{"arrest_twenty_days",
                arrest,
                ordinary,
                false,
                "2026-03-02",
                {{Stage::extended, "2026-03-16"}},
                "2026-03-20",
                LimitState::running,
                "2026-03-23",
                3},
        // Art. 172: one month. From 15 July to 15 August 2026, a Saturday: Monday the 17th when not in
        // custody.
        Example{"one_month",
                prosecution,
                ordinary,
                false,
                "2026-07-15",
                {},
                "2026-08-10",
                LimitState::running,
                "2026-08-17",
                7},
        Example{"one_month_in_custody",
                prosecution,
                ordinary,
                true,
                "2026-07-15",
                {},
                "2026-08-10",
                LimitState::running,
                "2026-08-15",
                5},
        // A month from 31 January ends on the last day of February.
        Example{"short_month",
                prosecution,
                ordinary,
                true,
                "2026-01-31",
                {},
                "2026-02-20",
                LimitState::running,
                "2026-02-28",
                8},
        // Fifteen days more when grave or complex: 15 August + 15 = 30 August.
        Example{"extended",
                prosecution,
                ordinary,
                true,
                "2026-07-15",
                {{Stage::extended, "2026-08-12"}},
                "2026-08-20",
                LimitState::running,
                "2026-08-30",
                10},
        // Fast track: ten days, fifteen when more than a year is possible.
        Example{"fast_track",
                prosecution,
                Procedure::fast_track,
                true,
                "2026-06-01",
                {},
                "2026-06-08",
                LimitState::running,
                "2026-06-11",
                3},
        Example{"fast_track_over_a_year",
                prosecution,
                Procedure::fast_track_over_a_year,
                true,
                "2026-06-01",
                {},
                "2026-06-08",
                LimitState::running,
                "2026-06-16",
                8},
        // Overdue: two days after the end.
        Example{"overdue",
                prosecution,
                ordinary,
                true,
                "2026-07-15",
                {},
                "2026-08-17",
                LimitState::overdue,
                "2026-08-15",
                -2},
        // Art. 175: returned, the office's own term does not run.
        Example{"returned",
                prosecution,
                ordinary,
                true,
                "2026-07-15",
                {{Stage::first_return, "2026-08-14"}},
                "2026-09-01",
                LimitState::suspended,
                "",
                0},
        // Resubmitted: the term starts anew, a whole month from that day.
        Example{"resubmitted",
                prosecution,
                ordinary,
                true,
                "2026-07-15",
                {{Stage::first_return, "2026-08-14"}, {Stage::first_resubmission, "2026-09-10"}},
                "2026-09-20",
                LimitState::running,
                "2026-10-10",
                20},
        // An extension before the return does not carry over to the new term; one after it does.
        Example{"extension_is_of_its_term",
                prosecution,
                ordinary,
                true,
                "2026-07-15",
                {{Stage::extended, "2026-08-12"},
                 {Stage::first_return, "2026-08-28"},
                 {Stage::first_resubmission, "2026-09-21"}},
                "2026-10-01",
                LimitState::running,
                "2026-10-21",
                20},
        Example{"extended_after_resubmission",
                prosecution,
                ordinary,
                true,
                "2026-07-15",
                {{Stage::first_return, "2026-08-14"},
                 {Stage::first_resubmission, "2026-09-10"},
                 {Stage::extended, "2026-10-09"}},
                "2026-10-20",
                LimitState::running,
                "2026-10-25",
                5},
        // Twice at most: after the second resubmission again a whole month.
        Example{"second_round",
                prosecution,
                ordinary,
                true,
                "2026-03-02",
                {{Stage::first_return, "2026-04-01"},
                 {Stage::first_resubmission, "2026-04-30"},
                 {Stage::second_return, "2026-05-29"},
                 {Stage::second_resubmission, "2026-06-26"}},
                "2026-07-01",
                LimitState::running,
                "2026-07-26",
                25},
        // Change of jurisdiction: the term runs at the receiving office, not here.
        Example{"transferred",
                prosecution,
                ordinary,
                true,
                "2026-07-15",
                {{Stage::transferred, "2026-07-20"}},
                "2026-08-20",
                LimitState::ended,
                "2026-08-15",
                0},
        Example{"concluded",
                prosecution,
                ordinary,
                true,
                "2026-07-15",
                {{Stage::concluded, "2026-08-01"}},
                "2026-12-20",
                LimitState::ended,
                "2026-08-15",
                0}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(TimeLimits, NoneIsToldWhereNoArticleWasChecked) {
    for (const auto kind :
         {CaseKind::criminal_petition, CaseKind::civil_supervision, CaseKind::administrative_supervision,
          CaseKind::state_compensation, CaseKind::judicial_relief}) {
        CaseTimeline timeline;
        timeline.kind = kind;
        timeline.accepted_on = day("2026-07-15");
        EXPECT_FALSE(time_limit(timeline, day("2026-08-01"), WorkingDays::built_in()));
    }
}

TEST(WorkingDays, KnowsWeekendsHolidaysAndMakeUpDays) {
    const auto calendar = WorkingDays::built_in();
    EXPECT_TRUE(calendar.is_working_day(day("2026-11-24")));
    EXPECT_FALSE(calendar.is_working_day(day("2026-11-28"))) << "a Saturday";
    EXPECT_FALSE(calendar.is_working_day(day("2026-10-01"))) << "National Day";
    EXPECT_TRUE(calendar.is_working_day(day("2026-10-10"))) << "a Saturday that is worked";
    EXPECT_EQ(iso_date(calendar.first_working_day_from(day("2026-10-01"))), "2026-10-08");
}

TEST(WorkingDays, RefusesACalendarThatIsNot) {
    EXPECT_THROW(static_cast<void>(WorkingDays::parse("[2026]\nholidays = [\"2026-13-01\"]\nworked = []")),
                 std::runtime_error);
    EXPECT_THROW(
        static_cast<void>(WorkingDays::parse("[2026]\nholidays = [\"2026-10-07..2026-10-01\"]\nworked = []")),
        std::runtime_error);
    EXPECT_THROW(static_cast<void>(WorkingDays::parse("not toml")), std::runtime_error);
}

}  // namespace
}  // namespace lobby::office
