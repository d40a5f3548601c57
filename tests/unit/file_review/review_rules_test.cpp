// On which days and at which times files are reviewed, and what of it is offered now; and what an operator
// may write about it.
#include "office/file_review/review_rules.hpp"

#include <gtest/gtest.h>

#include "office/file_review/review_settings.hpp"

namespace lobby::office::file_review {
namespace {

using namespace std::chrono_literals;

Date day(const char* text) {
    return *parse_date(text);
}
const Date tuesday = day("2026-11-24");
const Date friday = day("2026-11-27");

// 10:05 of the office.
const WallTime tuesday_10_05 = begin_of(tuesday, default_rules()) + 10h + 5min;

TEST(ReviewRules, ADayHasEveryWholeTimeInEveryRoomInItsOrder) {
    auto rules = default_rules();
    rules.rooms.push_back({"b", "B", "B"});
    rules.hours = {{9 * 60min, 11 * 60min + 30min}, {14 * 60min, 15 * 60min}};
    const auto slots = slots_of(tuesday, rules, {});
    ASSERT_EQ(slots.size(), 6U) << "half an hour is left over";
    EXPECT_EQ(slots[0].room, "review");
    EXPECT_EQ(slots[1].room, "b");
    EXPECT_EQ(slots[0].from, begin_of(tuesday, rules) + 9h);
    EXPECT_EQ(slots[5].from, begin_of(tuesday, rules) + 14h);
    EXPECT_EQ(slots[5].until - slots[5].from, 60min);
    EXPECT_EQ(iso_time(slots[0].from), "2026-11-24T09:00:00+08:00");
}

TEST(ReviewRules, DaysAreTheWorkingDaysUnlessTheHallOrTheRulesSayOtherwise) {
    auto rules = default_rules();
    const auto calendar =
        WorkingDays::parse("[2026]\nholidays = [\"2026-11-25\"]\nworked = [\"2026-11-28\"]\n");
    const auto open = [&](Date d) { return is_review_day(d, rules, calendar); };
    EXPECT_TRUE(open(tuesday));
    EXPECT_FALSE(open(day("2026-11-25"))) << "a holiday";
    EXPECT_TRUE(open(day("2026-11-28"))) << "a Saturday that is worked";
    EXPECT_FALSE(open(day("2026-11-29")));
    rules.closed_on = {tuesday};
    rules.open_on = {day("2026-11-29")};
    EXPECT_FALSE(open(tuesday));
    EXPECT_TRUE(open(day("2026-11-29")));
    rules.weekdays = {2, 3};
    EXPECT_FALSE(open(tuesday)) << "the hall is closed all the same";
    EXPECT_TRUE(open(day("2026-11-25"))) << "Wednesday by the rules";
    EXPECT_FALSE(open(friday));
    EXPECT_TRUE(slots_of(friday, rules, calendar).empty());
}

TEST(ReviewRules, OfTodayIsOfferedWhatTheNoticeLeavesAndOnlyWhenTheFileIsReady) {
    auto rules = default_rules();
    rules.notice = 30min;
    const auto ready = slots_ahead(tuesday_10_05, true, tuesday, rules, {});
    ASSERT_EQ(ready.size(), 3U) << "of the afternoon; 10:30 is too near";
    EXPECT_EQ(ready.front().from, begin_of(tuesday, rules) + 14h + 30min);
    rules.notice = 25min;
    EXPECT_EQ(slots_ahead(tuesday_10_05, true, tuesday, rules, {}).size(), 4U);
    const auto later = slots_ahead(tuesday_10_05, false, tuesday + std::chrono::days(30), rules, {});
    EXPECT_EQ(later.front().from, begin_of(day("2026-11-25"), rules) + 8h + 30min);
}

TEST(ReviewRules, OfferedAreSoManyWorkingDaysAndNoneAfterTheRegistrationsLast) {
    auto rules = default_rules();
    rules.days_ahead = 5;
    const auto all = slots_ahead(tuesday_10_05, true, day("2027-11-24"), rules, {});
    EXPECT_EQ(day_of(all.back().from, rules), day("2026-11-30")) << "Tuesday to Monday";
    const auto few = slots_ahead(tuesday_10_05, true, friday, rules, {});
    EXPECT_EQ(day_of(few.back().from, rules), friday);
    EXPECT_TRUE(slots_ahead(tuesday_10_05, false, tuesday, rules, {}).empty());
    rules.weekdays = {};
    rules.hours = {};
    EXPECT_TRUE(slots_ahead(tuesday_10_05, true, day("2027-11-24"), rules, {}).empty()) << "and it ends";
}

const api::HallCalendar hall{};

TEST(ReviewSettings, WithoutASectionHaveOneRoomAndTheHallsDays) {
    api::HallCalendar own;
    own.closed_on = {tuesday};
    own.utc_offset = 60min;
    const auto rules = read_rules("[office]\n", own);
    ASSERT_TRUE(rules);
    EXPECT_EQ(rules->rooms.size(), 1U);
    EXPECT_EQ(rules->closed_on, own.closed_on);
    EXPECT_EQ(rules->utc_offset, 60min);
    EXPECT_EQ(rules->service, "lawyers");
}

TEST(ReviewSettings, AreReadWhole) {
    const auto rules = read_rules(R"(
[file_review]
service = "files"
slot_minutes = 90
notice_minutes = 0
days_ahead = 3
hours = ["09:00-12:00"]
weekdays = ["mon", "sun"]
[[file_review.room]]
id = "a"
name_zh = "一室"
[[file_review.room]]
id = "b"
name_zh = "二室"
name_en = "Room 2"
)",
                                  hall);
    ASSERT_TRUE(rules) << rules.error().message;
    EXPECT_EQ(rules->service, "files");
    EXPECT_EQ(rules->slot, 90min);
    EXPECT_EQ(rules->notice, 0min);
    EXPECT_EQ(rules->days_ahead, 3);
    EXPECT_EQ(rules->weekdays, (std::set<unsigned>{1, 7}));
    ASSERT_EQ(rules->rooms.size(), 2U);
    EXPECT_EQ(rules->room("a")->name_en, "\u4E00\u5BA4") << "the Chinese name where there is no other";
    EXPECT_EQ(rules->room("b")->name_en, "Room 2");
    EXPECT_EQ(rules->room("c"), nullptr);
}

TEST(ReviewSettings, AMistakeIsToldWithItsLine) {
    const auto told = [](const std::string& text) {
        const auto rules = read_rules("[file_review]\n" + text, hall);
        return rules ? std::string("taken")
                     : std::to_string(rules.error().line) + " " + rules.error().message;
    };
    EXPECT_EQ(told("slot = 3\n"), "2 [file_review] has no setting of this name");
    EXPECT_EQ(told("slot_minutes = 9\n"), "2 [file_review] slot_minutes must be a number from 10 to 480");
    EXPECT_EQ(told("days_ahead = 61\n"), "2 [file_review] days_ahead must be a number from 1 to 60");
    EXPECT_EQ(told("hours = [\"9-10\"]\n"),
              R"(2 [file_review] hours must be a list of times like "08:30-12:00")");
    EXPECT_EQ(told("hours = [\"09:00-11:00\", \"10:00-12:00\"]\n"), "1 [file_review] hours overlap");
    EXPECT_EQ(told("room = []\n"), "2 [[file_review.room]] must stand there from 1 to 16 times");
    EXPECT_EQ(told("[[file_review.room]]\nid = \"a\"\n"), "2 [file_review.room] name_zh is missing");
    EXPECT_EQ(told("[[file_review.room]]\nid = \"a\"\nname_zh = \"x\"\n[[file_review.room]]\nid = \"a\"\n"
                   "name_zh = \"y\"\n"),
              "5 [file_review.room] id stands there twice");
    EXPECT_EQ(read_rules("file_review = 3\n", hall).error().message, "[file_review] must be a section");
}

}  // namespace
}  // namespace lobby::office::file_review
