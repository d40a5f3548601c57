#include "kiosk/tickets/paper_desk.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace lobby::kiosk::tickets {
namespace {

using platform::PrintConfirmed;
using platform::PrintEnded;
using platform::PrintNotConfirmed;
using platform::PrintReason;
using platform::PrintRefused;

// A printer that does nothing by itself, and what was told.
struct Desk {
    std::vector<platform::PrintJobId> printed;
    std::vector<std::pair<uint64_t, Paper>> told;
    PaperDesk desk{[this](const platform::PrintDocument&) {
                       printed.push_back(printed.size() + 1);
                       return printed.back();
                   },
                   [this](uint64_t ticket, const Paper& paper) { told.emplace_back(ticket, paper); }};
};

TEST(PaperDesk, PrintsOneAfterTheOther) {
    Desk d;
    EXPECT_TRUE(d.desk.print(10, {}));
    EXPECT_TRUE(d.desk.print(11, {}));
    EXPECT_EQ(d.printed.size(), 1U);
    EXPECT_TRUE(d.desk.busy_with(10) && d.desk.busy_with(11));
    d.desk.on(platform::PrinterEvent{PrintEnded{1, PrintConfirmed{}}});
    EXPECT_EQ(d.printed.size(), 2U);
    ASSERT_EQ(d.told.size(), 1U);
    EXPECT_EQ(d.told[0], (std::pair<uint64_t, Paper>{10, {PaperState::confirmed, PaperTrouble::none}}));
    EXPECT_FALSE(d.desk.busy_with(10));
}

TEST(PaperDesk, TellsWhyAndNeverPrintsAgainByItself) {
    struct Case {
        platform::PrintOutcome outcome;
        Paper paper;
    };
    for (const auto& c :
         {Case{PrintNotConfirmed{PrintReason::paper_out}, {PaperState::unconfirmed, PaperTrouble::paper_out}},
          Case{PrintRefused{PrintReason::cover_open}, {PaperState::refused, PaperTrouble::cover_open}},
          Case{PrintNotConfirmed{PrintReason::cutter_error}, {PaperState::unconfirmed, PaperTrouble::cutter}},
          Case{PrintRefused{PrintReason::not_connected}, {PaperState::refused, PaperTrouble::printer}}}) {
        Desk d;
        d.desk.print(10, {});
        d.desk.on(platform::PrinterEvent{PrintEnded{1, c.outcome}});
        ASSERT_EQ(d.told.size(), 1U);
        EXPECT_EQ(d.told[0].second, c.paper);
        EXPECT_EQ(d.printed.size(), 1U);
    }
}

TEST(PaperDesk, WhatComesOutLateIsConfirmedAfterAll) {
    Desk d;
    d.desk.print(10, {});
    d.desk.on(platform::PrinterEvent{platform::PrintCameOutLate{1}});  // it is still being printed
    EXPECT_TRUE(d.told.empty());
    d.desk.on(platform::PrinterEvent{PrintEnded{1, PrintNotConfirmed{PrintReason::paper_out}}});
    d.desk.on(platform::PrinterEvent{platform::PrintCameOutLate{1}});
    d.desk.on(platform::PrinterEvent{platform::PrintCameOutLate{1}});
    ASSERT_EQ(d.told.size(), 2U);
    EXPECT_EQ(d.told[1].second.state, PaperState::confirmed);
}

TEST(PaperDesk, AWishThatIsTakenBackIsNotPrintedUnlessItIsUnderWay) {
    Desk d;
    d.desk.print(10, {});
    d.desk.print(11, {});
    EXPECT_FALSE(d.desk.drop(10));
    EXPECT_TRUE(d.desk.drop(11));
    d.desk.on(platform::PrinterEvent{PrintEnded{1, PrintConfirmed{}}});
    EXPECT_EQ(d.printed.size(), 1U);
}

TEST(PaperDesk, TakesNoMoreThanABoundedCrowd) {
    Desk d;
    uint64_t taken = 0;
    while (taken < 100 && d.desk.print(taken, {})) ++taken;
    EXPECT_EQ(taken, 17U);  // one at the printer, sixteen behind it
}

}  // namespace
}  // namespace lobby::kiosk::tickets
