#include "kiosk/recognition/chinese_date.hpp"

#include <string>

#include <gtest/gtest.h>

namespace lobby::kiosk {
namespace {

std::string date_in(std::u32string_view text) {
    ReadText read;
    for (const char32_t c : text) read.add(c, 97);
    const auto date = find_date(read);
    return date ? iso_date(date->day) : "none";
}

TEST(ChineseDate, ReadsTheFormsThatPapersHave) {
    EXPECT_EQ(date_in(U"2026年11月30日"), "2026-11-30");
    EXPECT_EQ(date_in(U"于2026年1月5日签发"), "2026-01-05");
    EXPECT_EQ(date_in(U"二〇二六年十一月三十日"), "2026-11-30");
    EXPECT_EQ(date_in(U"二○二六年二月二十一日"), "2026-02-21");
    EXPECT_EQ(date_in(U"二零二六年十月十日"), "2026-10-10");
    EXPECT_EQ(date_in(U"2026-11-30"), "2026-11-30");
    EXPECT_EQ(date_in(U"2026.1.5"), "2026-01-05");
    EXPECT_EQ(date_in(U"2026/01/05"), "2026-01-05");
}

TEST(ChineseDate, ForgivesOneSlip) {
    EXPECT_EQ(date_in(U"2O26年l1月3O日"), "2026-11-30");
    EXPECT_EQ(date_in(U"2026件11月30日"), "2026-11-30");
    EXPECT_EQ(date_in(U"2026年11月27"), "2026-11-27");
    EXPECT_EQ(date_in(U"2026件11用30日"), "none");
    EXPECT_EQ(date_in(U"2026件11月30"), "none");
}

TEST(ChineseDate, TakesNoDayThatIsNone) {
    EXPECT_EQ(date_in(U"2026年2月30日"), "none");
    EXPECT_EQ(date_in(U"2026年13月1日"), "none");
    EXPECT_EQ(date_in(U"1026年3月1日"), "none");
    EXPECT_EQ(date_in(U"12026年3月1日"), "none") << "the end of a longer number";
    EXPECT_EQ(date_in(U"2026年月21日"), "none");
    EXPECT_EQ(date_in(U"2026年"), "none");
    EXPECT_EQ(date_in(U""), "none");
}

TEST(ChineseDate, IsUnsureOfWhatItGuessed) {
    ReadText read;
    for (const char32_t c : std::u32string(U"2026件11月30日")) read.add(c, 97);
    const auto date = find_date(read);
    ASSERT_TRUE(date);
    EXPECT_LE(date->confidence, 50);
}

}  // namespace
}  // namespace lobby::kiosk
