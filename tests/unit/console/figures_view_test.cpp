#include "office/console/views/figures_view.hpp"

#include <gtest/gtest.h>

namespace lobby::office::console {
namespace {

using namespace queue;
using std::chrono::minutes;

const Date tuesday = std::chrono::year{2026} / 11 / 24;
const WallTime nine = WallTime(tuesday) + std::chrono::hours(1);  // at the office (UTC+8)

struct Day {
    TicketHistory history;
    uint64_t next = 1;

    void add(WallTime at, event::Body body) { history.add({at, "clerk", std::move(body)}); }
    TicketId take(WallTime at, Date day = tuesday, std::optional<ToldWait> told = {}) {
        event::Taken t;
        t.ticket = TicketId{next};
        t.number = {'A', 'Z', static_cast<uint32_t>(next++)};
        t.day = day;
        t.service = "case_enquiry";
        t.taken_at = at;
        t.told = told;
        add(at, t);
        return t.ticket;
    }
    void serve(TicketId id, WallTime called, minutes length) {
        add(called, event::Called{id, "1", Turn::ordinary});
        add(called + minutes(1), event::Started{id});
        add(called + minutes(1) + length, event::Finished{id});
    }
    boost::json::object figures(Date from = tuesday, Date to = tuesday) const {
        return figures_view(history, default_settings(), {from, to});
    }
};

TEST(Figures, CountWhatBecameOfEachTicket) {
    Day day;
    for (int i = 0; i < 5; ++i) day.serve(day.take(nine), nine + minutes(10 * (i + 1)), minutes(4));
    day.add(nine + minutes(1), event::GivenBack{day.take(nine), {}});
    const auto missed = day.take(nine);
    day.add(nine + minutes(2), event::Called{missed, "1", Turn::ordinary});
    day.add(nine + minutes(3), event::Missed{missed, {}});
    day.add(nine + minutes(600), event::Expired{day.take(nine)});
    day.take(nine);

    const auto figures = day.figures();
    const auto& d = figures.at("days").at(0);
    EXPECT_EQ(d.at("arrivals"), 9u);
    EXPECT_EQ(d.at("served"), 5u);
    EXPECT_EQ(d.at("given_back"), 1u);
    EXPECT_EQ(d.at("gone"), 2u);
    EXPECT_EQ(d.at("service_median_s"), 240);
    const auto& s = figures.at("services").at(0);
    EXPECT_EQ(s.at("wait_median_s"), 30 * 60)
        << "of 2, 10, 20, 30, 40 and 50 minutes, the rank above the middle";
    EXPECT_EQ(s.at("wait_p90_s"), 50 * 60);
    EXPECT_EQ(figures.at("hours").at(0).at("hour"), 9) << "the office's hour";
}

TEST(Figures, SayHowManyWaitsWereInsideOfWhatWasTold) {
    Day day;
    day.serve(day.take(nine, tuesday, ToldWait{5, 10, 0, 0}), nine + minutes(7), minutes(1));
    day.serve(day.take(nine, tuesday, ToldWait{5, 10, 0, 0}), nine + minutes(11), minutes(1));
    day.serve(day.take(nine), nine + minutes(11), minutes(1));
    EXPECT_DOUBLE_EQ(day.figures().at("services").at(0).at("inside_told_share").as_double(), 0.5);
}

TEST(Figures, OfOtherDaysAreNotInThem) {
    Day day;
    day.take(nine);
    day.take(nine - std::chrono::hours(24), tuesday - std::chrono::days(1));
    EXPECT_EQ(day.figures().at("days").at(0).at("arrivals"), 1u);
    const auto two = day.figures(tuesday - std::chrono::days(1));
    ASSERT_EQ(two.at("days").as_array().size(), 2u);
    EXPECT_EQ(two.at("days").at(0).at("day"), "2026-11-23");
}

TEST(Figures, CountRatingsAndPrints) {
    Day day;
    const auto id = day.take(nine);
    day.serve(id, nine, minutes(1));
    day.add(nine, event::Rated{id, 5, {RatingReason::kind}, {}});
    day.add(nine, event::PrintReported{id, PrintState::unconfirmed, {}});
    const auto figures = day.figures();
    EXPECT_EQ(figures.at("ratings").at(0).at("scores").at(4), 1u);
    EXPECT_EQ(figures.at("ratings").at(0).at("reasons").at("kind"), 1u);
    EXPECT_EQ(figures.at("prints").at("unconfirmed"), 1u);
}

TEST(Figures, AsRowsHaveTheOfficesTimeAndNothingOfAPerson) {
    Day day;
    event::Taken t;
    t.ticket = TicketId{1};
    t.number = {'A', 'Z', 1};
    t.day = tuesday;
    t.service = "=cmd|' /C calc'!A0";
    t.precedence = Precedence::pregnant;
    t.token = "abcdefghijklmnop";
    t.taken_at = nine;
    day.add(nine, t);
    day.add(nine, event::Transferred{TicketId{1}, "=cmd|' /C calc'!A0", "", "a note"});
    const auto csv = figures_csv(day.history, default_settings(), {tuesday, tuesday});
    EXPECT_TRUE(csv.starts_with(std::string("\xEF\xBB\xBF") + "number,day,service,"));
    EXPECT_NE(csv.find("AZ001,2026-11-24,'=cmd|' /C calc'!A0,2026-11-24 09:00:00,,,,open,,,\r\n"),
              std::string::npos)
        << csv;
    for (const auto* secret : {"pregnant", "abcdefghijklmnop", "a note"})
        EXPECT_EQ(csv.find(secret), std::string::npos);
}

}  // namespace
}  // namespace lobby::office::console
