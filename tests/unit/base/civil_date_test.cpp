// Days as offices count them: strict to read, the day at UTC+8, whole years of age.
#include "base/civil_date.hpp"

#include <gtest/gtest.h>

namespace lobby {
namespace {

TEST(CivilDate, ReadsItsFourForms) {
    const Date day = std::chrono::sys_days{std::chrono::year(2026) / 3 / 5};
    for (const auto* text : {"2026-03-05", "2026-3-5", "20260305", "2026/03/05", "2026/3/5",
                             "2026\u5E743\u67085\u65E5", "2026\u5E7403\u670805\u65E5"})
        EXPECT_EQ(parse_date(text), day) << text;
}

TEST(CivilDate, RefusesEverythingElse) {
    for (const auto* text :
         {"",           "2026",       "2026-03",    "2026-03-05 ", " 2026-03-05", "2026-03-05T00:00",
          "2026-13-01", "2026-00-01", "2026-02-29", "2026-04-31",  "2026-01-00",  "1899-12-31",
          "2201-01-01", "26-03-05",   "2026-03/05", "2026--3-5",   "-2026-03-05", "2026-003-05",
          "202635",     "2026035",    "2026.03.05", "+202-03-05",  "05-03-2026",  "2026\u5E743\u6708",
          "2026-0x-05"})
        EXPECT_FALSE(parse_date(text)) << text;
}

TEST(CivilDate, KnowsLeapYears) {
    EXPECT_TRUE(parse_date("2028-02-29"));
    EXPECT_TRUE(parse_date("2000-02-29"));
    EXPECT_FALSE(parse_date("2100-02-29"));
}

TEST(CivilDate, WritesWhatItReads) {
    for (Date day = *parse_date("1999-12-01"); day < *parse_date("2030-01-01"); day += std::chrono::days(17))
        EXPECT_EQ(parse_date(iso_date(day)), day);
    EXPECT_EQ(iso_date(*parse_date("1900-01-01")), "1900-01-01");
}

// China is eight hours ahead of UTC all year: the office's day begins at 16:00 UTC.
TEST(CivilDate, TheOfficesDayChangesAtItsMidnight) {
    const WallTime before{std::chrono::sys_days{std::chrono::year(2026) / 11 / 23} + std::chrono::hours(16) -
                          std::chrono::milliseconds(1)};
    EXPECT_EQ(iso_date(office_date(before)), "2026-11-23");
    EXPECT_EQ(iso_date(office_date(before + std::chrono::milliseconds(1))), "2026-11-24");
    EXPECT_EQ(iso_time(before), "2026-11-23T23:59:59+08:00");
    EXPECT_EQ(iso_time(before + std::chrono::milliseconds(1)), "2026-11-24T00:00:00+08:00");
}

TEST(CivilDate, AgeIsWholeYears) {
    struct Row {
        const char* birth;
        const char* today;
        int age;
    };
    for (const auto& row : {Row{"2008-11-24", "2026-11-23", 17}, Row{"2008-11-24", "2026-11-24", 18},
                            Row{"2008-12-01", "2026-11-24", 17}, Row{"2008-01-31", "2026-11-24", 18},
                            Row{"2008-02-29", "2026-02-28", 17}, Row{"2008-02-29", "2026-03-01", 18},
                            Row{"2026-11-24", "2026-11-24", 0}})
        EXPECT_EQ(age_on(*parse_date(row.birth), *parse_date(row.today)), row.age)
            << row.birth << ' ' << row.today;
}

}  // namespace
}  // namespace lobby
