#include "kiosk/lookup/case_words.hpp"

#include <gtest/gtest.h>

namespace lobby::kiosk::lookup {
namespace {

using api::CaseKind;
using api::LimitState;
using api::Stage;

const ui::Locale& chinese() {
    static const ui::Locale locale(LOBBY_CATALOGUES, "zh_CN");
    return locale;
}
const ui::Locale& english() {
    static const ui::Locale locale(LOBBY_CATALOGUES, "en");
    return locale;
}

api::TimeLimit limit(LimitState state, int days) {
    return {state, parse_date("2026-12-04").value(), days};
}

TEST(CaseWords, TheTimeLimitIsANumberWithItsDay) {
    const auto glance = limit_at_a_glance(chinese(), limit(LimitState::running, 10), "1号窗口");
    EXPECT_EQ("10", glance.figure);
    EXPECT_EQ("天", glance.unit);
    EXPECT_NE(std::string::npos, glance.note.find("2026年12月4日"));
}

TEST(CaseWords, OneDayIsNotOneDays) {
    EXPECT_EQ("day", limit_at_a_glance(english(), limit(LimitState::running, 1), "").unit);
    EXPECT_EQ("days", limit_at_a_glance(english(), limit(LimitState::running, 2), "").unit);
    EXPECT_NE(std::string::npos,
              limit_words(english(), limit(LimitState::running, 1), "").find("1 day left"));
}

TEST(CaseWords, AnOverdueCaseSaysWhereToAsk) {
    const auto glance = limit_at_a_glance(chinese(), limit(LimitState::overdue, -3), "1号窗口");
    EXPECT_EQ("3", glance.figure);
    EXPECT_NE(std::string::npos, glance.note.find("1号窗口"));
    EXPECT_NE(std::string::npos,
              limit_words(chinese(), limit(LimitState::overdue, -3), "1号窗口").find("3天"));
}

TEST(CaseWords, WithoutADayThereAreWordsInPlaceOfTheNumber) {
    for (const auto& l : {limit(LimitState::running, 0), api::TimeLimit{LimitState::suspended, {}, 0},
                          limit(LimitState::ended, 0)}) {
        const auto glance = limit_at_a_glance(chinese(), l, "");
        EXPECT_TRUE(glance.unit.empty());
        EXPECT_FALSE(glance.figure.empty());
        EXPECT_FALSE(limit_words(chinese(), l, "").empty());
    }
}

TEST(CaseWords, EveryTermHasANameAndItsMeaningInEachLanguage) {
    for (const auto* locale : {&chinese(), &english()}) {
        const auto is_text = [](const std::string& text) {
            EXPECT_FALSE(text.empty());
            for (const char* family : {"kind.", "stage.", "measure.", "outcome.", "role."})
                EXPECT_FALSE(text.starts_with(family)) << text << " is a key";
        };
        for (int k = 0; k < 32; ++k) {
            const auto kind = static_cast<CaseKind>(k);
            if (api::word_of(kind).empty() || api::word_of(kind) == "unknown") continue;
            is_text(kind_name(*locale, kind));
            is_text(kind_means(*locale, kind));
            for (const auto stage :
                 {Stage::accepted, Stage::under_review, Stage::extended, Stage::first_return,
                  Stage::first_resubmission, Stage::second_return, Stage::second_resubmission,
                  Stage::transferred, Stage::concluded, Stage::reopened}) {
                is_text(stage_name(*locale, stage));
                is_text(stage_means(*locale, kind, stage));
                is_text(stage_next(*locale, kind, stage));
            }
        }
    }
}

TEST(CaseWords, NoSuspectIsQuestionedOverAPetition) {
    EXPECT_EQ(std::string::npos,
              stage_next(chinese(), CaseKind::civil_supervision, Stage::accepted).find("嫌疑人"));
    EXPECT_NE(std::string::npos,
              stage_next(chinese(), CaseKind::prosecution_review, Stage::accepted).find("嫌疑人"));
    EXPECT_EQ(std::string::npos,
              stage_next(chinese(), CaseKind::arrest_review, Stage::under_review).find("补充侦查"))
        << "only a case under review for prosecution is returned (Criminal Procedure Law, art. 175)";
}

TEST(CaseWords, TheTimelineMarksOneStageAndSaysWhatComesNext) {
    api::DisclosedCase c;
    c.kind = CaseKind::prosecution_review;
    c.stage = Stage::under_review;
    c.history = {{Stage::accepted, *parse_date("2026-10-01")},
                 {Stage::under_review, *parse_date("2026-10-02")}};
    const auto steps = timeline_of(chinese(), c);
    ASSERT_EQ(3U, steps.size());
    EXPECT_EQ(ui::TimelineStep::State::done, steps[0].state);
    EXPECT_EQ(ui::TimelineStep::State::now, steps[1].state);
    EXPECT_EQ(ui::TimelineStep::State::next, steps[2].state);
    EXPECT_FALSE(steps[2].note.empty());
    EXPECT_TRUE(timeline_of(chinese(), api::DisclosedCase{}).empty()) << "a stage that may not be told";
}

TEST(Locale, GivesTheKeyForATextThatIsNotThere) {
    EXPECT_EQ("no.such.text", chinese().text("no.such.text"));
    EXPECT_FALSE(chinese().find("no.such.text").has_value());
    EXPECT_EQ("no.such.text", chinese().format("no.such.text", ui::Place{"n", "1"}));
}

TEST(Locale, WritesDatesAsPeopleDo) {
    EXPECT_EQ("2026年12月4日", chinese().date(*parse_date("2026-12-04")));
    EXPECT_EQ("4 December 2026", english().date(*parse_date("2026-12-04")));
}

}  // namespace
}  // namespace lobby::kiosk::lookup
