// No made-up case breaks a time limit: Criminal Procedure Law (2018) arts. 91, 172, 175, as
// office/cases/time_limits computes them, and a few rules counted here anew.
#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "office/demo/lives.hpp"
#include "tests/unit/demo/kept_cases.hpp"

namespace lobby::office::demo {
namespace {

using api::CaseKind;
using api::LimitState;
using api::Measure;
using api::Outcome;
using api::Stage;
using std::chrono::days;

std::optional<api::TimeLimit> limit_of(const DemoCase& c, Date today) {
    return time_limit({c.kind, c.procedure, c.in_custody, c.accepted_on, c.events, c.outcome, c.concluded_on},
                      today, WorkingDays::built_in());
}

// The longest that one term can last: a month and fifteen days, and a holiday of eight days and a weekend at
// its end.
constexpr days longest_term{31 + 15 + 10};

void expect_lawful(const DemoCase& c, Date today, const WorkingDays& calendar) {
    ASSERT_FALSE(c.events.empty());
    ASSERT_EQ(c.events[0].stage, Stage::accepted);
    ASSERT_EQ(c.events[0].on, c.accepted_on);
    ASSERT_LE(c.events.back().on, today);
    ASSERT_TRUE(std::ranges::is_sorted(c.events, {}, &api::StageEvent::on));
    Date term_start = c.accepted_on;
    Date returned{};
    bool still_there = false;
    for (size_t i = 0; i < c.events.size(); ++i) {
        const auto& [stage, on] = c.events[i];
        const auto before = std::vector(c.events.begin(), c.events.begin() + static_cast<std::ptrdiff_t>(i));
        const Circumstances circumstances{c.kind, c.procedure, c.in_custody, c.accepted_on};
        switch (stage) {
            case Stage::first_return:
            case Stage::second_return:
                ASSERT_EQ(c.kind, CaseKind::prosecution_review);
                ASSERT_EQ(c.procedure, Procedure::ordinary);
                ASSERT_LE(on, due_date(circumstances, before, calendar));
                returned = on;
                still_there = true;
                break;
            case Stage::first_resubmission:
            case Stage::second_resubmission:
                ASSERT_LE(on, add_months(returned, 1)) << "art. 175: a month at most";
                term_start = on;
                still_there = false;
                break;
            case Stage::extended:
                ASSERT_FALSE(c.kind == CaseKind::arrest_review && c.in_custody)
                    << "seven days are seven days";
                ASSERT_LE(on, due_date(circumstances, before, calendar)) << "extended after its end";
                break;
            case Stage::concluded:
            case Stage::transferred:
                ASSERT_EQ(i + 1, c.events.size());
                ASSERT_LE(on - term_start, longest_term);
                ASSERT_LE(on, due_date(circumstances, before, calendar)) << "decided after the limit";
                break;
            default:
                break;
        }
    }
    if (still_there) {
        ASSERT_LE(today, add_months(returned, 1)) << "art. 175: a month at most";
    }
    const auto returns = std::ranges::count_if(c.events, [](const auto& e) {
        return e.stage == Stage::first_return || e.stage == Stage::second_return;
    });
    ASSERT_LE(returns, 2);
}

class LawfulExports : public testing::TestWithParam<const char*> {};

// On working days, before and in the long holidays, at a month's end and in a leap year.
INSTANTIATE_TEST_SUITE_P(Days, LawfulExports,
                         testing::Values("2026-11-24", "2026-10-06", "2026-02-20", "2026-03-31",
                                         "2028-02-29"));

TEST_P(LawfulExports, NoCaseIsDecidedAfterItsLimit) {
    const auto options = options_of(11, GetParam(), 20'000);
    const auto calendar = WorkingDays::built_in();
    const auto kept = keep_export(options);
    for (const auto& c : kept.cases) {
        expect_lawful(c, options.today, calendar);
        if (testing::Test::HasFatalFailure()) FAIL() << ndjson_line(c);
        ASSERT_EQ(c.outcome == Outcome::pending, !c.concluded_on);
        if (!c.concluded_on) continue;
        const auto limit = limit_of(c, options.today);
        ASSERT_EQ(limit->state, LimitState::ended);
        ASSERT_LE(*c.concluded_on, *limit->due);
    }
}

TEST_P(LawfulExports, AboutOnePendingCaseInAHundredIsOverdue) {
    const auto counts = count_export(options_of(12, GetParam(), 100'000));
    const auto per_mille = counts.overdue * 1000 / counts.pending;
    EXPECT_GE(per_mille, 4U);
    EXPECT_LE(per_mille, 20U);
}

TEST_P(LawfulExports, MeasuresFitTheOutcome) {
    const auto options = options_of(13, GetParam());
    for (const auto& c : keep_export(options).cases) {
        bool held = false;
        for (const auto& party : c.parties) {
            if (party.position != PartyPosition::suspect) {
                ASSERT_EQ(party.measure, Measure::none);
                continue;
            }
            held = held || party.measure == Measure::detained || party.measure == Measure::arrested;
            if (c.outcome == Outcome::not_prosecuted) {
                ASSERT_EQ(party.measure, Measure::none) << "art. 177: set free";
            }
            if (c.outcome == Outcome::arrest_approved) {
                ASSERT_EQ(party.measure, Measure::arrested);
            }
            if (c.outcome == Outcome::arrest_not_approved) {
                ASSERT_NE(party.measure, Measure::detained);
            }
            if (c.kind == CaseKind::prosecution_review) {
                ASSERT_NE(party.measure, Measure::detained);
            }
            if (c.kind == CaseKind::arrest_review && c.outcome == Outcome::pending) {
                ASSERT_NE(party.measure, Measure::arrested) << "before the decision";
            }
        }
        if (c.outcome == Outcome::pending) {
            ASSERT_EQ(c.in_custody, held);
        }
    }
}

TEST(LawfulLives, TheLabelledPeoplesCasesAreLawfulOnEveryDay) {
    const auto calendar = WorkingDays::built_in();
    for (Date today = *parse_date("2025-12-01"); today < *parse_date("2028-03-10"); today += days(1))
        for (const auto& c : make_showcase(today, calendar).cases) {
            expect_lawful(c, today, calendar);
            if (testing::Test::HasFatalFailure()) FAIL() << iso_date(today) << ' ' << ndjson_line(c);
        }
}

TEST(LawfulLives, EverySequenceOccurs) {
    std::map<Stage, uint64_t> stages;
    std::map<Outcome, uint64_t> outcomes;
    for (const auto& c : keep_export(options_of(14, "2026-11-24", 5'000)).cases) {
        ++outcomes[c.outcome];
        for (const auto& event : c.events) ++stages[event.stage];
    }
    for (const auto stage : {Stage::accepted, Stage::under_review, Stage::extended, Stage::first_return,
                             Stage::first_resubmission, Stage::second_return, Stage::second_resubmission,
                             Stage::transferred, Stage::concluded})
        EXPECT_GT(stages[stage], 5U) << api::word_of(stage);
    for (const auto outcome :
         {Outcome::pending, Outcome::arrest_approved, Outcome::arrest_not_approved, Outcome::prosecuted,
          Outcome::not_prosecuted, Outcome::transferred, Outcome::withdrawn})
        EXPECT_GT(outcomes[outcome], 5U) << api::word_of(outcome);
}

TEST(LawfulLives, AnUndecidedCaseIsOverdueOrNothing) {
    const auto calendar = WorkingDays::built_in();
    const Circumstances circumstances{CaseKind::prosecution_review, Procedure::ordinary, true,
                                      *parse_date("2026-07-15")};
    Life life;
    life.events = {{Stage::accepted, circumstances.accepted_on},
                   {Stage::concluded, *parse_date("2026-08-10")}};
    life.outcome = Outcome::prosecuted;
    life.concluded_on = *parse_date("2026-08-10");
    EXPECT_FALSE(overdue_instead(life, circumstances, *parse_date("2026-08-15"), calendar)) << "the last day";
    const auto late = overdue_instead(life, circumstances, *parse_date("2026-08-16"), calendar);
    ASSERT_TRUE(late);
    EXPECT_EQ(late->events.size(), 1U);
    EXPECT_EQ(late->outcome, Outcome::pending);
    EXPECT_FALSE(late->concluded_on);
}

}  // namespace
}  // namespace lobby::office::demo
