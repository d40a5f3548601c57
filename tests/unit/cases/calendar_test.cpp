// The working days of the State Council's yearly notices, and a calendar file that is not one.
#include "office/cases/calendar.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

namespace lobby::office {
namespace {

Date day(std::string_view text) {
    return *parse_date(text);
}

std::string year_2026(std::string_view holidays, std::string_view worked = "[]") {
    return "[2026]\nholidays = " + std::string(holidays) + "\nworked = " + std::string(worked) + "\n";
}

struct KnownDay {
    const char* on;
    bool worked;
    const char* why;
};

class BuiltInCalendar : public testing::TestWithParam<KnownDay> {};

INSTANTIATE_TEST_SUITE_P(
    Notices, BuiltInCalendar,
    testing::Values(
        KnownDay{"2026-11-24", true, "a Tuesday"}, KnownDay{"2026-11-28", false, "a Saturday"},
        KnownDay{"2026-11-29", false, "a Sunday"}, KnownDay{"2026-01-01", false, "New Year"},
        KnownDay{"2026-01-02", false, "a bridge day"}, KnownDay{"2026-01-04", true, "a Sunday worked for it"},
        KnownDay{"2026-02-14", true, "a Saturday worked for Spring Festival"},
        KnownDay{"2026-02-15", false, "Spring Festival"}, KnownDay{"2026-02-23", false, "its last day"},
        KnownDay{"2026-02-24", true, "the day after"},
        KnownDay{"2026-02-28", true, "a Saturday worked for it"},
        KnownDay{"2026-04-06", false, "Qingming, a Monday"}, KnownDay{"2026-04-07", true, "the day after"},
        KnownDay{"2026-05-05", false, "Labour Day's last"},
        KnownDay{"2026-05-09", true, "a Saturday worked for it"},
        KnownDay{"2026-06-19", false, "Dragon Boat"},
        KnownDay{"2026-09-20", true, "a Sunday worked for October"},
        KnownDay{"2026-09-25", false, "Mid-Autumn"}, KnownDay{"2026-10-07", false, "National Day's last"},
        KnownDay{"2026-10-10", true, "a Saturday worked for it"},
        KnownDay{"2025-01-26", true, "a Sunday worked"},
        KnownDay{"2025-02-04", false, "Spring Festival's last"},
        KnownDay{"2025-10-08", false, "October's last"}, KnownDay{"2027-01-01", false, "fixed by law"},
        KnownDay{"2027-02-08", false, "fixed by law, a Monday"},
        KnownDay{"2027-10-01", false, "fixed by law"}));

TEST_P(BuiltInCalendar, KnowsTheDay) {
    EXPECT_EQ(WorkingDays::built_in().is_working_day(day(GetParam().on)), GetParam().worked)
        << GetParam().on << ' ' << GetParam().why;
}

// Art. 2 of the regulation of 2024: thirteen days off a year. Each notice moves weekends around them, but
// neither adds a working day nor takes one.
TEST(BuiltInCalendar, AYearOfANoticeHasAllWeekendsAnd13DaysOff) {
    const auto calendar = WorkingDays::built_in();
    for (const int year : {2025, 2026}) {
        const Date first = day(std::to_string(year) + "-01-01");
        const Date last = day(std::to_string(year) + "-12-31");
        int off = 0;
        int weekends = 0;
        for (Date on = first; on <= last; on += std::chrono::days(1)) {
            off += calendar.is_working_day(on) ? 0 : 1;
            weekends += WorkingDays().is_working_day(on) ? 0 : 1;
        }
        EXPECT_EQ(off, weekends + 13) << year;
    }
}

TEST(WorkingDays, AreTheWeekdaysWhereNothingElseIsKnown) {
    const WorkingDays calendar;
    EXPECT_TRUE(calendar.is_working_day(day("2026-10-01")));
    EXPECT_FALSE(calendar.is_working_day(day("2026-10-10")));
}

TEST(WorkingDays, TheFirstFromADayIsThatDayOrTheNextOneWorked) {
    const auto calendar = WorkingDays::built_in();
    EXPECT_EQ(iso_date(calendar.first_working_day_from(day("2026-09-30"))), "2026-09-30");
    EXPECT_EQ(iso_date(calendar.first_working_day_from(day("2026-10-01"))), "2026-10-08");
    EXPECT_EQ(iso_date(calendar.first_working_day_from(day("2026-10-10"))), "2026-10-10")
        << "a Saturday worked";
    EXPECT_EQ(iso_date(calendar.first_working_day_from(day("2025-12-31"))), "2025-12-31");
}

TEST(WorkingDays, ARangeCountsBothItsEnds) {
    const auto calendar = WorkingDays::parse(year_2026(R"(["2026-03-03..2026-03-05"])"));
    EXPECT_TRUE(calendar.is_working_day(day("2026-03-02")));
    for (const auto* off : {"2026-03-03", "2026-03-04", "2026-03-05"})
        EXPECT_FALSE(calendar.is_working_day(day(off)));
    EXPECT_TRUE(calendar.is_working_day(day("2026-03-06")));
}

TEST(WorkingDays, AnEmptyCalendarIsOne) {
    EXPECT_NO_THROW(static_cast<void>(WorkingDays::parse("")));
    EXPECT_NO_THROW(static_cast<void>(WorkingDays::parse(year_2026("[]"))));
}

struct Malformed {
    const char* name;
    std::string text;
};

class MalformedCalendar : public testing::TestWithParam<Malformed> {};

INSTANTIATE_TEST_SUITE_P(
    Of, MalformedCalendar,
    testing::Values(Malformed{"no_toml", "not toml"},
                    Malformed{"no_such_day", year_2026(R"(["2026-13-01"])")},
                    Malformed{"no_leap_year", year_2026(R"(["2026-02-29"])")},
                    Malformed{"backwards", year_2026(R"(["2026-10-07..2026-10-01"])")},
                    Malformed{"too_long", year_2026(R"(["2026-01-01..2026-03-01"])")},
                    Malformed{"half_a_range", year_2026(R"(["2026-10-01.."])")},
                    Malformed{"empty_text", year_2026(R"([""])")},
                    Malformed{"a_number", year_2026("[20261001]")},
                    Malformed{"a_date_of_toml", year_2026("[2026-10-01]")},
                    Malformed{"no_list", year_2026(R"("2026-10-01")")},
                    Malformed{"holidays_missing", "[2026]\nworked = []\n"},
                    Malformed{"worked_missing", "[2026]\nholidays = []\n"},
                    Malformed{"no_table", "2026 = \"2026-10-01\"\n"},
                    Malformed{"no_year", "[national]\nholidays = []\nworked = []\n"},
                    Malformed{"another_years_day", year_2026(R"(["2027-10-01"])")},
                    Malformed{"into_the_next_year", year_2026(R"(["2026-12-31..2027-01-02"])")},
                    Malformed{"unknown_key", year_2026("[]") + "holiday = []\n"},
                    Malformed{"both", year_2026(R"(["2026-10-10"])", R"(["2026-10-10"])")},
                    Malformed{"worked_weekday", year_2026("[]", R"(["2026-10-08"])")}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST_P(MalformedCalendar, IsRefusedWithAReason) {
    try {
        static_cast<void>(WorkingDays::parse(GetParam().text));
        FAIL() << "taken";
    } catch (const std::runtime_error& e) {
        EXPECT_TRUE(std::string_view(e.what()).starts_with("calendar: ")) << e.what();
    }
}

TEST(WorkingDaysTest, AreCountedFromTheDayAfterAndOverHolidays) {
    const auto days = WorkingDays::parse("[2026]\nholidays = ['2026-12-03']\nworked = ['2026-12-05']\n");
    const Date monday = *parse_date("2026-11-30");
    EXPECT_EQ(iso_date(days.working_days_after(monday, 0)), "2026-11-30");
    EXPECT_EQ(iso_date(days.working_days_after(monday, 3)), "2026-12-04");  // the 3rd is a holiday
    EXPECT_EQ(iso_date(days.working_days_after(monday, 5)), "2026-12-07");  // Saturday the 5th is worked
    const Date sunday = *parse_date("2026-12-06");
    EXPECT_EQ(iso_date(days.working_days_after(sunday, 1)), "2026-12-07");
}

TEST(WorkingDaysTest, LeftUntilALimitOrPassedSince) {
    const WorkingDays days;
    const Date friday = *parse_date("2026-11-27");
    const Date due = days.working_days_after(friday, 3);
    EXPECT_EQ(days.working_days_left(friday, due), 3);
    EXPECT_EQ(days.working_days_left(friday + std::chrono::days(2), due), 3);  // Sunday
    EXPECT_EQ(days.working_days_left(due, due), 0);
    EXPECT_EQ(days.working_days_left(due + std::chrono::days(1), due), -1);
    EXPECT_EQ(days.working_days_left(due + std::chrono::days(5), due), -3);  // over a weekend
}

}  // namespace
}  // namespace lobby::office
