#include "office/console/views/board_view.hpp"

#include <gtest/gtest.h>

#include "office/queue/engine.hpp"

namespace lobby::office::console {
namespace {

using namespace queue;

const WallTime morning =
    WallTime(std::chrono::sys_days(std::chrono::year{2026} / 11 / 24)) + std::chrono::hours(1);

// A hall that is asked and watched as the console does it.
struct Hall {
    queue::Settings settings = default_settings();
    State state;
    BoardModel board;
    WallTime at = morning;

    TicketId ask(Command command) {
        at += std::chrono::seconds(1);
        const auto done = decide(state, settings, {at, "clerk", {}, {}, std::move(command)});
        EXPECT_TRUE(done);
        for (const auto& e : done->events) {
            EXPECT_TRUE(state.apply(e));
            board.on_event(e, state.version());
        }
        board.settle(state);
        return done->ticket.value_or(TicketId{});
    }
    boost::json::array recent() const {
        return board_view(board, state, settings, {}, {}, at).at("recent").as_array();
    }
    boost::json::array calls() const {
        return board_view(board, state, settings, {}, {}, at).at("calls").as_array();
    }
};

TEST(Board, ShowsACallUntilItsTicketLeavesTheWindow) {
    Hall hall;
    hall.ask(OpenWindow{"1"});
    const auto first = hall.ask(Take{"case_enquiry"});
    EXPECT_TRUE(hall.calls().empty());
    hall.ask(CallNext{"1"});
    ASSERT_EQ(hall.calls().size(), 1u);
    EXPECT_EQ(hall.calls()[0].at("number"), "AZ001");
    EXPECT_EQ(hall.calls()[0].at("window_en"), "Window 1");
    hall.ask(Start{first});
    EXPECT_EQ(hall.calls().size(), 1u);
    hall.ask(Finish{first});
    EXPECT_TRUE(hall.calls().empty());
}

TEST(Board, KeepsTheLastCallsInSightAndSaysWhichWereMissed) {
    Hall hall;
    hall.ask(OpenWindow{"1"});
    const auto served = hall.ask(Take{"case_enquiry"});
    const auto missed = hall.ask(Take{"case_enquiry"});
    hall.ask(Take{"case_enquiry"});
    hall.ask(CallNext{"1"});
    EXPECT_TRUE(hall.recent().empty()) << "who is at the window is among the calls";
    hall.ask(Start{served});
    hall.ask(Finish{served});
    hall.ask(CallNext{"1"});
    hall.ask(NoShow{missed});
    hall.ask(CallNext{"1"});
    const auto recent = hall.recent();
    ASSERT_EQ(recent.size(), 2u);
    EXPECT_EQ(recent[0].at("number"), "AZ002");
    EXPECT_TRUE(recent[0].at("missed").as_bool());
    EXPECT_EQ(recent[0].at("window_en"), "Window 1");
    EXPECT_EQ(recent[1].at("number"), "AZ001");
    EXPECT_FALSE(recent[1].at("missed").as_bool());
    hall.ask(CallThis{missed, "1", true});
    EXPECT_EQ(hall.recent()[0].at("number"), "AZ003") << "called again, it is a call like any other";
}

TEST(Board, ForgetsYesterdaysCalls) {
    Hall hall;
    hall.ask(OpenWindow{"1"});
    const auto served = hall.ask(Take{"case_enquiry"});
    hall.ask(CallNext{"1"});
    hall.ask(Finish{served});
    EXPECT_EQ(hall.recent().size(), 1u);
    hall.at += std::chrono::hours(24);
    hall.ask(Tick{});
    EXPECT_TRUE(hall.recent().empty());
}

TEST(Board, ANumberOfACallGrowsWithEachCallAndEachCallAgainAndWithNothingElse) {
    Hall hall;
    hall.ask(OpenWindow{"1"});
    const auto first = hall.ask(Take{"case_enquiry"});
    hall.ask(CallNext{"1"});
    const auto called = hall.calls()[0].at("seq").as_uint64();
    EXPECT_FALSE(hall.calls()[0].at("again").as_bool());
    hall.ask(ReportPrint{first, PrintState::confirmed});
    EXPECT_EQ(hall.calls()[0].at("seq"), called);
    hall.ask(Recall{first});
    const auto again = hall.calls()[0].at("seq").as_uint64();
    EXPECT_GT(again, called);
    EXPECT_TRUE(hall.calls()[0].at("again").as_bool());
    hall.ask(Start{first});
    EXPECT_EQ(hall.calls()[0].at("seq"), again);

    BoardModel restarted(hall.state);
    ASSERT_EQ(restarted.calls().size(), 1u);
    EXPECT_GE(restarted.calls().begin()->second.seq, again)
        << "a board would take the next call for an old one";
    EXPECT_LE(restarted.calls().begin()->second.seq, hall.state.version());
}

TEST(Board, ShowsTheNewestEightFirst) {
    Hall hall;
    for (int i = 10; i < 20; ++i) {
        hall.settings.windows.push_back({std::to_string(i), "", std::to_string(i), "", "", "enquiry", {}});
        hall.ask(OpenWindow{std::to_string(i)});
        hall.ask(Take{"case_enquiry"});
        hall.ask(CallNext{std::to_string(i)});
    }
    const auto calls = hall.calls();
    ASSERT_EQ(calls.size(), calls_shown);
    EXPECT_EQ(calls[0].at("window_en"), "19");
    EXPECT_EQ(calls[7].at("window_en"), "12");
}

TEST(Board, SpeaksOnlyForWhoIsCalledNow) {
    Hall hall;
    hall.ask(OpenWindow{"1"});
    const auto first = hall.ask(Take{"case_enquiry"});
    hall.ask(CallNext{"1"});
    const auto seq = hall.calls()[0].at("seq").as_uint64();
    const auto spoken = spoken_call(hall.board, hall.state, hall.settings, seq);
    ASSERT_TRUE(spoken);
    EXPECT_EQ(spoken->window_zh, "1号窗口");
    EXPECT_FALSE(spoken_call(hall.board, hall.state, hall.settings, seq + 1));
    hall.ask(Finish{first});
    EXPECT_FALSE(spoken_call(hall.board, hall.state, hall.settings, seq));
}

}  // namespace
}  // namespace lobby::office::console
