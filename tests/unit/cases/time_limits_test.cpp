// Worked examples from the Criminal Procedure Law (2018), arts. 91, 105, 172, 175, and the rules that go with
// it. Each date was counted by hand on the calendar; the calendar is that of 2026 unless the example says
// otherwise.
#include "office/cases/time_limits.hpp"

#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace lobby::office {
namespace {

using api::CaseKind;
using api::LimitState;
using api::Outcome;
using api::Stage;

Date day(std::string_view text) {
    return *parse_date(text);
}

struct Situation {
    CaseKind kind{};
    Procedure procedure = Procedure::ordinary;
    bool in_custody = false;
};

constexpr Situation arrest_held{CaseKind::arrest_review, Procedure::ordinary, true};
constexpr Situation arrest_free{CaseKind::arrest_review, Procedure::ordinary, false};
constexpr Situation review_held{CaseKind::prosecution_review, Procedure::ordinary, true};
constexpr Situation review_free{CaseKind::prosecution_review, Procedure::ordinary, false};
constexpr Situation fast_held{CaseKind::prosecution_review, Procedure::fast_track, true};
constexpr Situation fast_free{CaseKind::prosecution_review, Procedure::fast_track, false};
constexpr Situation fast_long_held{CaseKind::prosecution_review, Procedure::fast_track_over_a_year, true};

struct Example {
    const char* name;
    Situation situation;
    const char* accepted;
    const char* events;  // after acceptance: "extended 2026-08-12 first_return 2026-08-28"
    const char* today;
    const char* limit;  // "running 2026-08-15 5": state, last day, days left
};

std::vector<api::StageEvent> events_in(const char* text) {
    std::istringstream in(text);
    std::vector<api::StageEvent> events;
    for (std::string stage, on; in >> stage >> on;)
        events.push_back({*api::from_word<Stage>(stage), day(on)});
    return events;
}

std::string words_of(const std::optional<api::TimeLimit>& limit) {
    if (!limit) return "none";
    return fmt::format("{} {} {}", api::word_of(limit->state), limit->due ? iso_date(*limit->due) : "-",
                       limit->days_left);
}

std::optional<api::TimeLimit> limit_of(const Situation& s, Date accepted,
                                       std::span<const api::StageEvent> events, Date today,
                                       Outcome outcome = Outcome::pending) {
    return time_limit({s.kind, s.procedure, s.in_custody, accepted, events, outcome, {}}, today,
                      WorkingDays::built_in());
}

class TimeLimits : public testing::TestWithParam<Example> {};

std::string name_of(const testing::TestParamInfo<Example>& tested) {
    return tested.param.name;
}

TEST_P(TimeLimits, AsTheLawCounts) {
    const auto& e = GetParam();
    EXPECT_EQ(words_of(limit_of(e.situation, day(e.accepted), events_in(e.events), day(e.today))), e.limit);
}

// Seven days for a detained person. Art. 105: the first day does not count.
INSTANTIATE_TEST_SUITE_P(
    Article91_Detained, TimeLimits,
    testing::Values(Example{"first_day", arrest_held, "2026-03-03", "", "2026-03-03", "running 2026-03-10 7"},
                    Example{"midway", arrest_held, "2026-03-03", "under_review 2026-03-04", "2026-03-05",
                            "running 2026-03-10 5"},
                    Example{"last_day", arrest_held, "2026-03-03", "", "2026-03-10", "running 2026-03-10 0"},
                    Example{"day_after", arrest_held, "2026-03-03", "", "2026-03-11",
                            "overdue 2026-03-10 -1"},
                    Example{"not_extended", arrest_held, "2026-03-03", "extended 2026-03-09", "2026-03-10",
                            "running 2026-03-10 0"}),
    name_of);

// Not detained: fifteen days, at most twenty when grave or complex (the procuratorates' rules of 2019, art.
// 282).
INSTANTIATE_TEST_SUITE_P(
    Rules282_NotDetained, TimeLimits,
    testing::Values(Example{"fifteen", arrest_free, "2026-03-02", "", "2026-03-02", "running 2026-03-17 15"},
                    // 22 March is a Sunday.
                    Example{"twenty", arrest_free, "2026-03-02", "extended 2026-03-16", "2026-03-20",
                            "running 2026-03-23 3"},
                    Example{"extended_once_only", arrest_free, "2026-03-02",
                            "extended 2026-03-13 extended 2026-03-16", "2026-03-20", "running 2026-03-23 3"}),
    name_of);

// A last day that is a holiday moves to the first day after it, but not for a person in custody.
INSTANTIATE_TEST_SUITE_P(
    Article105_Holidays, TimeLimits,
    testing::Values(
        // 20 March + 15 = 4 April; Qingming lasts until the 6th.
        Example{"qingming", arrest_free, "2026-03-20", "", "2026-04-05", "running 2026-04-07 2"},
        Example{"qingming_in_custody", arrest_held, "2026-03-28", "", "2026-04-04", "running 2026-04-04 0"},
        Example{"weekend", review_free, "2026-07-15", "", "2026-08-10", "running 2026-08-17 7"},
        Example{"weekend_in_custody", review_held, "2026-07-15", "", "2026-08-10", "running 2026-08-15 5"},
        // Spring Festival from 15 to 23 February.
        Example{"spring_festival", arrest_free, "2026-02-01", "", "2026-02-16", "running 2026-02-24 8"},
        // Saturday 14 February is worked for it.
        Example{"worked_saturday", arrest_free, "2026-01-30", "", "2026-02-14", "running 2026-02-14 0"},
        Example{"holiday_within_a_term", arrest_free, "2026-09-25", "", "2026-10-08", "running 2026-10-10 2"},
        // The end that counts is that of the whole term: 4 April + 5, not 7 April + 5.
        Example{"extended_over_a_holiday", arrest_free, "2026-03-20", "extended 2026-04-03", "2026-04-08",
                "running 2026-04-09 1"},
        Example{"month_extended_over_a_holiday", review_free, "2026-09-01", "extended 2026-09-28",
                "2026-10-12", "running 2026-10-16 4"}),
    name_of);

// One month; fifteen days more when grave or complex.
INSTANTIATE_TEST_SUITE_P(
    Article172_Ordinary, TimeLimits,
    testing::Values(
        Example{"one_month", review_held, "2026-03-10", "", "2026-03-10", "running 2026-04-10 31"},
        Example{"extended", review_held, "2026-07-15", "extended 2026-08-12", "2026-08-20",
                "running 2026-08-30 10"},
        Example{"overdue", review_held, "2026-07-15", "", "2026-08-17", "overdue 2026-08-15 -2"},
        // Months end where they end.
        Example{"from_31_january", review_held, "2026-01-31", "", "2026-02-20", "running 2026-02-28 8"},
        Example{"from_30_january", review_held, "2026-01-30", "", "2026-02-20", "running 2026-02-28 8"},
        Example{"leap_year", review_held, "2028-01-30", "", "2028-02-20", "running 2028-02-29 9"},
        Example{"over_new_year", review_held, "2026-12-31", "", "2027-01-21", "running 2027-01-31 10"},
        Example{"extended_from_31_january", review_held, "2026-01-31", "extended 2026-02-26", "2026-03-10",
                "running 2026-03-15 5"},
        // From a month's last day to the next one's last day (interpretation of 2021, art. 202).
        Example{"from_30_april", review_held, "2026-04-30", "", "2026-05-21", "running 2026-05-31 10"},
        Example{"from_28_february", review_held, "2026-02-28", "", "2026-03-21", "running 2026-03-31 10"},
        Example{"from_28_february_of_a_leap_year", review_held, "2028-02-28", "", "2028-03-21",
                "running 2028-03-28 7"},
        Example{"extended_from_30_april", review_held, "2026-04-30", "extended 2026-05-28", "2026-06-10",
                "running 2026-06-15 5"}),
    name_of);

// Guilt admitted: ten days, which may be fifteen when more than a year's imprisonment is possible.
INSTANTIATE_TEST_SUITE_P(
    Article172_FastTrack, TimeLimits,
    testing::Values(
        Example{"ten", fast_held, "2026-06-01", "", "2026-06-08", "running 2026-06-11 3"},
        Example{"over_a_year", fast_long_held, "2026-06-01", "", "2026-06-08", "running 2026-06-16 8"},
        // 20 June is the second day of the Dragon Boat holiday, the 22nd a Monday.
        Example{"ten_over_a_holiday", fast_free, "2026-06-10", "", "2026-06-18", "running 2026-06-22 4"},
        Example{"extended_to_fifteen", fast_held, "2026-06-01", "extended 2026-06-10", "2026-06-12",
                "running 2026-06-16 4"},
        Example{"never_more_than_fifteen", fast_long_held, "2026-06-01", "extended 2026-06-15", "2026-06-12",
                "running 2026-06-16 4"}),
    name_of);

// Another office's case: its term runs from receipt there; what was accepted here counts from acceptance
// here.
INSTANTIATE_TEST_SUITE_P(
    Article172_ChangeOfJurisdiction, TimeLimits,
    testing::Values(Example{"sent_away", review_held, "2026-07-15", "transferred 2026-07-20", "2026-08-20",
                            "ended 2026-08-15 0"},
                    Example{"received", review_held, "2026-07-20", "under_review 2026-07-21", "2026-08-10",
                            "running 2026-08-20 10"}),
    name_of);

// Returned for supplementary investigation: the office's term does not run, and starts anew on resubmission.
INSTANTIATE_TEST_SUITE_P(
    Article175_Returns, TimeLimits,
    testing::Values(Example{"returned", review_held, "2026-07-15", "first_return 2026-08-14", "2026-09-01",
                            "suspended - 0"},
                    Example{"resubmitted", review_held, "2026-07-15",
                            "first_return 2026-08-14 first_resubmission 2026-09-10", "2026-09-20",
                            "running 2026-10-10 20"},
                    Example{"resubmitted_on_a_months_last_day", review_held, "2026-08-15",
                            "first_return 2026-09-10 first_resubmission 2026-09-30", "2026-10-21",
                            "running 2026-10-31 10"},
                    // An extension before the return does not carry over to the new term; one after it does.
                    Example{"extension_is_of_its_term", review_held, "2026-07-15",
                            "extended 2026-08-12 first_return 2026-08-28 first_resubmission 2026-09-21",
                            "2026-10-01", "running 2026-10-21 20"},
                    Example{"extended_after_resubmission", review_held, "2026-07-15",
                            "first_return 2026-08-14 first_resubmission 2026-09-10 extended 2026-10-09",
                            "2026-10-20", "running 2026-10-25 5"},
                    Example{"returned_twice", review_held, "2026-03-02",
                            "first_return 2026-04-01 first_resubmission 2026-04-30 second_return 2026-05-29",
                            "2026-06-10", "suspended - 0"},
                    Example{"second_round", review_held, "2026-03-02",
                            "first_return 2026-04-01 first_resubmission 2026-04-29 second_return 2026-05-29 "
                            "second_resubmission 2026-06-26",
                            "2026-07-01", "running 2026-07-26 25"},
                    Example{"overdue_after_resubmission", review_held, "2026-07-15",
                            "first_return 2026-08-14 first_resubmission 2026-09-10", "2026-10-13",
                            "overdue 2026-10-10 -3"},
                    Example{"not_in_custody", review_free, "2026-07-15",
                            "first_return 2026-08-14 first_resubmission 2026-09-10", "2026-09-20",
                            "running 2026-10-10 20"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Ended, TimeLimits,
    testing::Values(Example{"concluded", review_held, "2026-07-15", "concluded 2026-08-01", "2026-12-20",
                            "ended 2026-08-15 0"},
                    Example{"concluded_after_resubmission", review_held, "2026-07-15",
                            "first_return 2026-08-14 first_resubmission 2026-09-10 concluded 2026-10-08",
                            "2026-12-20", "ended 2026-10-10 0"},
                    // Taken back by the police in the meantime: no term of the office ran.
                    Example{"concluded_while_returned", review_held, "2026-07-15",
                            "first_return 2026-08-14 concluded 2026-09-10", "2026-12-20", "ended - 0"}),
    name_of);

TEST(TimeLimits, AResultOrADayOfConclusionEndsTheTermWithoutAnEvent) {
    EXPECT_EQ(words_of(limit_of(review_held, day("2026-07-15"), {}, day("2026-12-20"), Outcome::prosecuted)),
              "ended 2026-08-15 0");
    const CaseTimeline concluded{CaseKind::prosecution_review,
                                 Procedure::ordinary,
                                 true,
                                 day("2026-07-15"),
                                 {},
                                 Outcome::pending,
                                 day("2026-08-01")};
    EXPECT_EQ(words_of(time_limit(concluded, day("2026-12-20"), WorkingDays::built_in())),
              "ended 2026-08-15 0");
}

TEST(TimeLimits, NoneIsToldWhereNoArticleWasChecked) {
    for (const auto kind :
         {CaseKind::criminal_petition, CaseKind::civil_supervision, CaseKind::administrative_supervision,
          CaseKind::state_compensation, CaseKind::judicial_relief})
        EXPECT_FALSE(limit_of({kind}, day("2026-07-15"), {}, day("2026-08-01"))) << api::word_of(kind);
}

// What holds for every day of acceptance, whatever the calendar.
TEST(TimeLimits, EveryTermEndsOnAWorkingDayOrInCustodyOnItsOwnDay) {
    const auto calendar = WorkingDays::built_in();
    for (Date accepted = day("2026-01-01"); accepted < day("2027-01-01"); accepted += std::chrono::days(1)) {
        const auto held = limit_of(review_held, accepted, {}, accepted);
        const auto free = limit_of(review_free, accepted, {}, accepted);
        ASSERT_EQ(*free->due, calendar.first_working_day_from(*held->due));
        ASSERT_GE(held->days_left, 28);
        ASSERT_LE(held->days_left, 31);
        ASSERT_EQ(limit_of(arrest_held, accepted, {}, accepted)->days_left, 7);
        ASSERT_EQ(limit_of(fast_held, accepted, {}, accepted)->days_left, 10);
    }
}

TEST(TimeLimits, EachDayTakesOneDayAway) {
    const Date accepted = day("2026-09-10");
    for (int passed = 0; passed < 60; ++passed) {
        const auto limit = limit_of(review_held, accepted, {}, accepted + std::chrono::days(passed));
        EXPECT_EQ(limit->days_left, 30 - passed);
        EXPECT_EQ(limit->state, passed <= 30 ? LimitState::running : LimitState::overdue);
    }
}

TEST(Months, TheSameDayOrTheMonthsLast) {
    struct Row {
        const char* from;
        int months;
        const char* to;
    };
    for (const auto& row : {Row{"2026-07-15", 1, "2026-08-15"}, Row{"2026-01-31", 1, "2026-02-28"},
                            Row{"2028-01-31", 1, "2028-02-29"}, Row{"2026-12-31", 2, "2027-02-28"},
                            Row{"2026-11-30", 1, "2026-12-30"}, Row{"2026-03-31", -1, "2026-02-28"}})
        EXPECT_EQ(iso_date(add_months(day(row.from), row.months)), row.to) << row.from;
}

}  // namespace
}  // namespace lobby::office
