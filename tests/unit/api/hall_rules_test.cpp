// The rules by which kiosk and office reckon alike: office days, hours, age, the text of a number.
#include "office/api/hall_rules.hpp"

#include <gtest/gtest.h>

namespace lobby::api {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Date day(std::string_view text) {
    return *parse_date(text);
}

WallTime local(std::string_view date, minutes of_day) {
    return WallTime(day(date)) + of_day - hours(8);
}

TEST(HallRules, AnOfficeDayBeginsAtTheRollover) {
    HallCalendar calendar;
    calendar.rollover = hours(4);
    EXPECT_EQ(office_day(local("2026-11-25", hours(4)), calendar), day("2026-11-25"));
    EXPECT_EQ(office_day(local("2026-11-25", hours(4)) - std::chrono::milliseconds(1), calendar),
              day("2026-11-24"));
}

TEST(HallRules, TicketsAreIssuedInTheHoursOfWorkingDays) {
    HallCalendar calendar;
    calendar.closed_on = {day("2026-11-26")};
    calendar.open_on = {day("2026-11-28")};
    const std::vector<Hours> morning{{hours(9), hours(12)}};
    struct Case {
        const char* date;
        hours at;
        bool open;
    };
    for (const auto& [date, at, open] :
         {Case{"2026-11-25", hours(9), true}, Case{"2026-11-25", hours(12), false},
          Case{"2026-11-26", hours(9), false}, Case{"2026-11-28", hours(9), true},
          Case{"2026-11-29", hours(9), false}})
        EXPECT_EQ(is_open(morning, local(date, at), calendar), open) << date << ' ' << at.count();
    EXPECT_TRUE(is_open({}, local("2026-11-25", minutes(1)), calendar)) << "no hours: the whole day";
}

TEST(HallRules, PrecedenceByAgeBeginsOnTheBirthday) {
    const HallCalendar calendar;
    const auto at = local("2026-11-25", hours(9));
    EXPECT_EQ(precedence_by_age(day("1961-11-25"), at, calendar, 65), Precedence::elderly);
    EXPECT_EQ(precedence_by_age(day("1961-11-26"), at, calendar, 65), Precedence::ordinary);
}

TEST(HallRules, ANumberIsReadAsItIsWritten) {
    EXPECT_EQ(text_of({'C', 'A', 12}), "CA012");
    EXPECT_EQ(parse_number("ca012"), (TicketNumber{'C', 'A', 12}));
    EXPECT_EQ(parse_number("CA1234"), (TicketNumber{'C', 'A', 1234}));
    for (const auto* wrong : {"", "CA12", "CA000", "CA0123", "C1012", "CA01x", "CA12345"})
        EXPECT_FALSE(parse_number(wrong)) << wrong;
}

TEST(HallRules, WordsStandForValuesBothWays) {
    EXPECT_EQ(word_of(Precedence::serviceman), "serviceman");
    EXPECT_EQ(from_word<TicketStanding>("given_back"), TicketStanding::given_back);
    EXPECT_FALSE(from_word<PrintState>("perhaps"));
    EXPECT_EQ(from_number<RatingReason>(8), RatingReason::place);
    EXPECT_FALSE(from_number<RatingReason>(9));
}

}  // namespace
}  // namespace lobby::api
