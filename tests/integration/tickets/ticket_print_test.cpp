// Numbers on paper: the desk, the real driver and the emulated printer, with everything that goes wrong
// between them.
#include <array>
#include <csignal>
#include <cstdio>
#include <future>
#include <memory>
#include <set>
#include <utility>

#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/integration/printer/printer_rig.hpp"
#include "tests/integration/tickets/desk_rig.hpp"
#include "tests/support/temp_dir.hpp"

namespace lobby::kiosk::tickets {
namespace {

using lobby::test::TempDir;
using platform::test::decode_qr;
using platform::test::EmulatedPrinter;
using platform::test::quick_settings;
using test::at;
using test::DeskRig;

std::vector<api::TicketPrint> prints(const std::vector<api::JournalEntry>& journal) {
    std::vector<api::TicketPrint> found;
    for (const auto& entry : journal)
        if (const auto* print = std::get_if<api::TicketPrint>(&entry.body)) found.push_back(*print);
    return found;
}

// A refusal (the line is not open yet) is told, and tried again by hand.
void print_until_confirmed(DeskRig& rig, uint64_t entry, size_t news_before = 0) {
    for (size_t n = news_before;;) {
        const auto ended = rig.wait_for<PrintNews>([&](const PrintNews& news, size_t i) {
            return i >= n && news.entry == entry && news.paper.state != PaperState::printing;
        });
        if (ended.paper.state == PaperState::confirmed) return;
        ASSERT_EQ(ended.paper.state, PaperState::refused);
        n = rig.count<PrintNews>();
        rig.desk().carry_out(tickets::Errand{PrintAgain{entry}});
    }
}

TEST(TicketPrint, AConfirmedPaperIsTheTicketsAndTheJournalSaysSo) {
    const EmulatedPrinter device;
    const TempDir dir;
    DeskRig rig({dir.path(), at(24, 9, 0), quick_settings(device)});
    rig.feed_known();
    const auto issued = rig.issue();
    EXPECT_EQ(issued.paper.state, PaperState::printing);
    print_until_confirmed(rig, issued.ticket.entry);
    ASSERT_EQ(device.sheets().size(), 1U);
    EXPECT_EQ(decode_qr(device.sheet(device.sheets()[0])), issued.ticket.live_page);
    const auto said = prints(rig.journal());
    ASSERT_FALSE(said.empty());
    EXPECT_EQ(said.back(), (api::TicketPrint{rig.journal()[0].number, api::PrintState::confirmed}));
}

// A rig whose printer is known to be there: its first ticket is on paper.
struct Printing {
    Printing(const EmulatedPrinter& device, const std::filesystem::path& dir)
        : Printing(quick_settings(device), dir) {}
    Printing(platform::PrinterSettings settings, const std::filesystem::path& dir)
        : rig({dir, at(24, 9, 0), std::move(settings)}) {
        rig.feed_known();
        print_until_confirmed(rig, rig.issue().ticket.entry);
    }
    DeskRig rig;
};

TEST(TicketPrint, PaperOutInTheMiddleIsSaidAndTheSameNumberIsPrintedAgainOnlyOnRequest) {
    const EmulatedPrinter device;
    const TempDir dir;
    Printing p(device, dir.path());
    device.hand({{"op", "paper"}, {"lines", 12}});
    const auto issued = p.rig.issue();
    EXPECT_EQ(p.rig.paper_of(issued.ticket.entry, PaperState::unconfirmed).trouble, PaperTrouble::paper_out);
    EXPECT_EQ(prints(p.rig.journal()).back().state, api::PrintState::unconfirmed);
    // The next number is issued all the same.
    const auto next = p.rig.issue();
    EXPECT_EQ(p.rig.paper_of(next.ticket.entry, PaperState::refused).trouble, PaperTrouble::paper_out);
    device.hand({{"op", "refill"}});
    ASSERT_TRUE(device.comes_to("ready"));
    const size_t sheets = device.sheets().size();
    const size_t before = p.rig.count<PrintNews>();
    p.rig.desk().carry_out(tickets::Errand{PrintAgain{issued.ticket.entry}});
    print_until_confirmed(p.rig, issued.ticket.entry, before);
    ASSERT_EQ(device.sheets().size(), sheets + 1);
    EXPECT_EQ(decode_qr(device.sheet(device.sheets().back())), issued.ticket.live_page);
    EXPECT_EQ(prints(p.rig.journal()).back().state, api::PrintState::confirmed);
    std::set<uint32_t> numbers;
    size_t taken = 0;
    for (const auto& entry : p.rig.journal())
        if (const auto* t = std::get_if<api::TicketTaken>(&entry.body)) {
            numbers.insert(t->count);
            ++taken;
        }
    EXPECT_EQ(taken, 3U);
    EXPECT_EQ(numbers.size(), 3U);
}

TEST(TicketPrint, WhatComesOutLateIsConfirmedAfterAll) {
    const EmulatedPrinter device({"--no-clear"});
    const TempDir dir;
    auto settings = quick_settings(device);
    settings.rules.discard = std::chrono::milliseconds(500);  // which is not answered
    Printing p(settings, dir.path());
    device.hand({{"op", "paper"}, {"lines", 12}});
    // The paper may end only when the whole ticket is inside with its last marker: of a ticket that the
    // driver gave up half sent nothing can come late. Once it prints, the driver asks only when everything is
    // sent.
    device.hand({{"op", "slow"}, {"ms", 60'000}});
    const auto issued = p.rig.issue();
    ASSERT_TRUE(device.comes_to("printing"));
    ASSERT_TRUE(device.is_asked_again());
    device.hand({{"op", "slow"}, {"ms", 0}});
    p.rig.paper_of(issued.ticket.entry, PaperState::unconfirmed);
    device.hand({{"op", "refill"}});
    p.rig.paper_of(issued.ticket.entry, PaperState::confirmed);
    EXPECT_EQ(prints(p.rig.journal()).back().state, api::PrintState::confirmed);
}

TEST(TicketPrint, AnUnpluggedPrinterIsSaidAndPrintsAgainWhenItIsBack) {
    const EmulatedPrinter device;
    const TempDir dir;
    Printing p(device, dir.path());
    device.hand({{"op", "slow"}, {"ms", 60}});
    const auto issued = p.rig.issue();
    ASSERT_TRUE(device.comes_to("printing"));
    device.hand({{"op", "unplug"}});
    p.rig.paper_of(issued.ticket.entry, PaperState::unconfirmed);
    const auto without = p.rig.issue();
    EXPECT_EQ(p.rig.paper_of(without.ticket.entry, PaperState::refused).trouble, PaperTrouble::printer);
    device.hand({{"op", "slow"}, {"ms", 0}});
    ASSERT_TRUE(device.comes_to("ready"));
    device.hand({{"op", "replug"}});
    const size_t before = p.rig.count<PrintNews>();
    p.rig.desk().carry_out(tickets::Errand{PrintAgain{issued.ticket.entry}});
    print_until_confirmed(p.rig, issued.ticket.entry, before);
    EXPECT_NE(decode_qr(device.sheet(device.sheets().back())).find(issued.ticket.live_page),
              std::string::npos);
}

// What becomes of a slip with this code on it.
Paper print_slip(DeskRig& rig, const std::string& code) {
    auto told = std::make_shared<std::promise<Paper>>();
    auto end = told->get_future();
    rig.on_io([&rig, &code, told] {
        platform::PrintDocument slip;
        slip.items.emplace_back(platform::PrintQr{code, 32});
        slip.items.emplace_back(platform::PrintCut{});
        rig.desk().print_slip(std::move(slip), [told, ended = false](Paper paper) mutable {
            if (paper.state == PaperState::printing || std::exchange(ended, true)) return;
            told->set_value(paper);
        });
    });
    if (end.wait_for(std::chrono::seconds(90)) != std::future_status::ready)
        throw std::runtime_error("nothing is told of the slip");
    return end.get();
}

TEST(TicketPrint, ASlipIsPrintedAndIsNoTicket) {
    const EmulatedPrinter device;
    const TempDir dir;
    Printing p(device, dir.path());
    const auto before = p.rig.journal().size();
    const auto news = p.rig.count<PrintNews>();
    EXPECT_EQ(print_slip(p.rig, "B7K2M9").state, PaperState::confirmed);
    EXPECT_EQ(decode_qr(device.sheet(device.sheets().back())), "B7K2M9");
    EXPECT_EQ(p.rig.journal().size(), before);
    EXPECT_EQ(p.rig.count<PrintNews>(), news);
    // The next ticket's paper is its own.
    print_until_confirmed(p.rig, p.rig.issue().ticket.entry, news);
    EXPECT_EQ(print_slip(p.rig, "C3D4E5").state, PaperState::confirmed);
    EXPECT_EQ(decode_qr(device.sheet(device.sheets().back())), "C3D4E5");
}

TEST(TicketPrint, ASlipThatCannotBePrintedIsSaidAndPrintsWhenItIsAskedForAgain) {
    const EmulatedPrinter device;
    const TempDir dir;
    Printing p(device, dir.path());
    device.hand({{"op", "paper"}, {"lines", 0}});
    const auto refused = print_slip(p.rig, "B7K2M9");
    EXPECT_EQ(refused.state, PaperState::refused);
    EXPECT_EQ(refused.trouble, PaperTrouble::paper_out);
    device.hand({{"op", "refill"}});
    ASSERT_TRUE(device.comes_to("ready"));
    EXPECT_EQ(print_slip(p.rig, "B7K2M9").state, PaperState::confirmed);
}

TEST(TicketPrint, WithoutAPrinterNothingIsKnownOfASlip) {
    const TempDir dir;
    DeskRig rig({dir.path(), at(24, 9, 0)});
    EXPECT_EQ(print_slip(rig, "B7K2M9").state, PaperState::none);
}

// ticket_desk_child: a desk that issues numbers and says each when it is told, until it is killed.
class Child {
public:
    Child(const std::filesystem::path& dir, const std::string& tty) {
        std::array<int, 2> pipe{};
        if (::pipe(pipe.data()) != 0) throw std::runtime_error("no pipe");
        std::string program = TICKET_DESK_CHILD;
        std::string folder = dir.string();
        std::string line = tty;
        std::array<char*, 4> words{program.data(), folder.data(), line.data(), nullptr};
        posix_spawn_file_actions_t actions{};
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
        ::posix_spawn_file_actions_addclose(&actions, pipe[0]);
        ::posix_spawn_file_actions_addclose(&actions, pipe[1]);
        const int failed =
            ::posix_spawn(&process_, program.c_str(), &actions, nullptr, words.data(), environ);
        ::posix_spawn_file_actions_destroy(&actions);
        ::close(pipe[1]);
        out_ = pipe[0];
        if (failed != 0) throw std::runtime_error("the child cannot be started");
    }
    ~Child() {
        kill();
        ::close(out_);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    // The next number that was told; 0: it has ended.
    uint32_t next() {
        std::string line;
        char c = 0;
        for (;;) {
            pollfd ready{out_, POLLIN, 0};
            if (::poll(&ready, 1, 60'000) != 1) throw std::runtime_error("the child says nothing");
            if (::read(out_, &c, 1) != 1) return 0;
            if (c == '\n') return static_cast<uint32_t>(std::stoul(line));
            line.push_back(c);
        }
    }
    bool has_said() const {
        pollfd ready{out_, POLLIN, 0};
        return ::poll(&ready, 1, 0) == 1;
    }
    void kill() {
        if (process_ <= 0) return;
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        process_ = -1;
    }

private:
    pid_t process_ = -1;
    int out_ = -1;
};

TEST(TicketPrint, KilledWhileItIssuesNoNumberThatWasToldIsLostOrComesTwice) {
    const TempDir dir;
    std::set<uint32_t> told;
    for (const int after : {1, 7, 20, 3}) {
        Child child(dir.path(), "");
        for (int i = 0; i < after; ++i) {
            const auto number = child.next();
            ASSERT_NE(number, 0U);
            EXPECT_TRUE(told.insert(number).second) << number << " was told twice";
        }
        child.kill();
        while (const auto number = child.next()) EXPECT_TRUE(told.insert(number).second) << number;
    }
    DeskRig rig({dir.path()});
    std::multiset<uint32_t> kept;
    for (const auto& entry : rig.journal())
        if (const auto* taken = std::get_if<api::TicketTaken>(&entry.body)) kept.insert(taken->count);
    for (const auto number : told) EXPECT_EQ(kept.count(number), 1U) << number;
    EXPECT_EQ(rig.issue().ticket.number.count, *kept.rbegin() + 1);
}

TEST(TicketPrint, KilledWhileItPrintsThePaperIsNotConfirmedAndNotPrintedAgainByItself) {
    const EmulatedPrinter device;
    const TempDir dir;
    device.hand({{"op", "slow"}, {"ms", 60}});
    const auto tty = std::get<platform::DeviceAddress>(device.address()).device.string();
    {
        Child child(dir.path(), tty);
        // The first may be refused because the line is not open yet: the child goes on until one prints.
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (device.state() != "printing") {
            ASSERT_LT(std::chrono::steady_clock::now(), until);
            if (child.has_said()) {
                ASSERT_NE(child.next(), 0U);
            }
        }
        child.kill();
    }
    device.hand({{"op", "slow"}, {"ms", 0}});
    ASSERT_TRUE(device.comes_to("ready"));
    const size_t sheets = device.sheets().size();
    DeskRig rig({dir.path(), at(24, 9, 0), quick_settings(device)});
    const auto journal = rig.journal();
    std::map<uint64_t, api::PrintState> states;
    std::vector<uint64_t> taken;
    for (const auto& entry : journal) {
        if (std::holds_alternative<api::TicketTaken>(entry.body)) taken.push_back(entry.number);
        if (const auto* print = std::get_if<api::TicketPrint>(&entry.body))
            states[print->taken_entry] = print->state;
    }
    ASSERT_FALSE(taken.empty());
    for (const auto entry : taken) EXPECT_EQ(states.at(entry), api::PrintState::unconfirmed);
    // A new ticket comes out; the old one does not.
    const auto next = rig.issue();
    print_until_confirmed(rig, next.ticket.entry);
    const auto now = device.sheets();
    ASSERT_EQ(now.size(), sheets + 1);
    EXPECT_NE(decode_qr(device.sheet(now.back())).find(next.ticket.live_page), std::string::npos);
}

}  // namespace
}  // namespace lobby::kiosk::tickets
