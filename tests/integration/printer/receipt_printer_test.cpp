#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/printer/glyphs.hpp"
#include "tests/integration/printer/printer_rig.hpp"

namespace lobby::platform::test {
namespace {

const std::string link_text = "https://office.example/t/4f9c2d7be1a04c55";

PrintDocument ticket(int lines = 3) {
    PrintDocument d;
    d.items.emplace_back(PrintText{"案件查询 A012", PrintSize::doubled, true, PrintAlign::centre});
    for (int i = 0; i < lines; ++i) d.items.emplace_back(PrintText{"前面还有 3 人，请在大厅就坐"});
    d.items.emplace_back(PrintQr{link_text});
    d.items.emplace_back(PrintFeed{1});
    d.items.emplace_back(PrintCut{});
    return d;
}

// Pictures all the way: slow enough to be interrupted, and many bytes.
PrintDocument long_document() {
    PrintDocument d;
    for (int i = 0; i < 6; ++i) d.items.emplace_back(PrintQr{link_text + std::to_string(i), 60});
    return d;
}

std::string words(const std::optional<PrintOutcome>& outcome) {
    if (!outcome) return "nothing";
    if (const auto* doubt = std::get_if<PrintNotConfirmed>(&*outcome))
        return "not confirmed: " + std::string(word_of(doubt->reason)) +
               (doubt->rest_discarded ? ", rest discarded" : "");
    if (const auto* refusal = std::get_if<PrintRefused>(&*outcome))
        return "refused: " + std::string(word_of(refusal->reason));
    return "confirmed";
}

class OverEachLine : public ::testing::TestWithParam<bool> {};

TEST_P(OverEachLine, APrintIsConfirmedAndItsQrCanBeRead) {
    const EmulatedPrinter device({}, GetParam());
    DrivenPrinter driver(quick_settings(device));
    ASSERT_TRUE(driver.ready());
    for (int i = 1; i <= 3; ++i) EXPECT_EQ(words(driver.print(ticket())), "confirmed");
    ASSERT_EQ(device.sheets(), (std::vector<std::string>{"0001.png", "0002.png", "0003.png"}));
    EXPECT_EQ(decode_qr(device.sheet("0001.png")), link_text);
    EXPECT_EQ(read_sheet(device.sheet("0001.png")), read_sheet(device.sheet("0003.png")));
    EXPECT_EQ(device.hand({{"op", "status"}}).at("meaningless").to_number<int>(), 0);
}

TEST_P(OverEachLine, AnUnplugWhileItPrintsIsNotConfirmedAndTheNextPrintIs) {
    const EmulatedPrinter device({}, GetParam());
    DrivenPrinter driver(quick_settings(device));
    ASSERT_TRUE(driver.ready());
    device.hand({{"op", "slow"}, {"ms", 40}});
    const auto job = driver.printer().print(long_document());
    ASSERT_TRUE(device.comes_to("printing"));
    device.hand({{"op", "unplug"}});
    EXPECT_EQ(words(driver.outcome(job)), "not confirmed: line_lost");
    device.hand({{"op", "slow"}, {"ms", 0}});
    ASSERT_TRUE(device.comes_to("ready"));
    device.hand({{"op", "replug"}});
    ASSERT_TRUE(driver.ready());
    EXPECT_EQ(words(driver.print(ticket())), "confirmed");
    ASSERT_FALSE(device.sheets().empty());
    EXPECT_NE(decode_qr(device.sheet(device.sheets().back())).find(link_text), std::string::npos);
    EXPECT_EQ(driver.ends(), 2U);
}

INSTANTIATE_TEST_SUITE_P(Printer, OverEachLine, ::testing::Values(false, true),
                         [](const auto& tested) { return tested.param ? "Tcp" : "Terminal"; });

TEST(ReceiptPrinter, TextComesOutAsItsCharactersAlsoThoseThatThePrinterLacks) {
    const EmulatedPrinter device;
    DrivenPrinter driver(quick_settings(device));
    ASSERT_TRUE(driver.ready());
    PrintDocument d;
    d.items.emplace_back(PrintText{"序号ABC"});
    d.items.emplace_back(PrintText{"王\U0002CB4E", PrintSize::normal, false, PrintAlign::right});
    ASSERT_EQ(words(driver.print(d)), "confirmed");
    const auto sheet = read_sheet(device.sheet("0001.png"));
    GlyphPress press;
    Raster expected(576, sheet.height());
    int x = 0;
    for (const char32_t c : U"序号ABC") {
        if (c == 0) break;
        expected.stamp(press.draw(c, false, 1, 1), x, 0);
        x += cell_width(c);
    }
    expected.stamp(press.draw(U'王', false, 1, 1), 576 - 48, 32);
    expected.stamp(press.draw(0x2CB4E, false, 1, 1), 576 - 24, 32);
    EXPECT_EQ(sheet, expected);
}

TEST(ReceiptPrinter, PaperOutInTheMiddleIsNotConfirmedAndTheRestDoesNotComeOutLater) {
    const EmulatedPrinter device;
    DrivenPrinter driver(quick_settings(device));
    ASSERT_TRUE(driver.ready());
    device.hand({{"op", "paper"}, {"lines", 5}});
    EXPECT_EQ(words(driver.print(ticket(20))), "not confirmed: paper_out, rest discarded");
    ASSERT_EQ(device.sheets(), (std::vector<std::string>{"0001.part.png"}));
    EXPECT_EQ(read_sheet(device.sheet("0001.part.png")).height(), 5 * 32);
    EXPECT_TRUE(driver.waits_for([](const PrinterCondition& c) { return c.status && c.status->paper_out; }));
    EXPECT_EQ(words(driver.print(ticket())), "refused: paper_out");
    device.hand({{"op", "refill"}});
    ASSERT_TRUE(driver.ready());
    EXPECT_EQ(words(driver.print(ticket())), "confirmed");
    ASSERT_EQ(device.sheets(), (std::vector<std::string>{"0001.part.png", "0002.png"}));
    EXPECT_EQ(decode_qr(device.sheet("0002.png")), link_text);
}

TEST(ReceiptPrinter, ARestThatCannotBeDiscardedIsToldWhenItComesOutLate) {
    const EmulatedPrinter device({"--no-clear"});
    auto settings = quick_settings(device);
    settings.rules.discard = std::chrono::milliseconds(500);  // which is not answered
    DrivenPrinter driver(settings);
    ASSERT_TRUE(driver.ready());
    // The whole document is in the printer before its paper ends, however busy the machine is.
    device.hand({{"op", "slow"}, {"ms", 300}});
    device.hand({{"op", "paper"}, {"lines", 5}});
    const auto job = driver.printer().print(ticket(8));
    EXPECT_EQ(words(driver.outcome(job)), "not confirmed: paper_out");
    device.hand({{"op", "slow"}, {"ms", 0}});
    device.hand({{"op", "refill"}});
    EXPECT_TRUE(driver.came_late(job));
    EXPECT_EQ(words(driver.print(ticket())), "confirmed");
    EXPECT_EQ(device.sheets(), (std::vector<std::string>{"0001.part.png", "0002.png", "0003.png"}));
    EXPECT_EQ(decode_qr(device.sheet("0003.png")), link_text);
}

TEST(ReceiptPrinter, ASilentPrinterIsUnknownAndNothingIsSent) {
    const EmulatedPrinter device;
    auto settings = quick_settings(device);
    settings.rules.answer = std::chrono::milliseconds(3000);
    DrivenPrinter driver(settings);
    ASSERT_TRUE(driver.ready());
    device.turn("silent", true);
    EXPECT_EQ(words(driver.print(ticket())), "refused: silent");
    EXPECT_TRUE(driver.waits_for([](const PrinterCondition& c) { return c.connected && !c.status; }));
    EXPECT_TRUE(device.sheets().empty());
    device.turn("silent", false);
    ASSERT_TRUE(driver.ready());
    EXPECT_EQ(words(driver.print(ticket())), "confirmed");
}

TEST(ReceiptPrinter, APrinterThatFallsSilentWhileItPrintsIsNotConfirmed) {
    const EmulatedPrinter device;
    DrivenPrinter driver(impatient_settings(device));
    ASSERT_TRUE(driver.ready());
    device.hand({{"op", "slow"}, {"ms", 20}});
    const auto job = driver.printer().print(ticket(10));
    ASSERT_TRUE(device.comes_to("printing"));
    device.turn("silent", true);
    EXPECT_EQ(words(driver.outcome(job)), "not confirmed: silent");
}

struct Trouble {
    const char* hand;
    const char* reason;
};
class EachTrouble : public ::testing::TestWithParam<Trouble> {};

TEST_P(EachTrouble, BeforeAPrintItIsRefusedAndWhileItPrintsNotConfirmed) {
    const auto& trouble = GetParam();
    const EmulatedPrinter device({"--buffer", "1000000"});
    auto settings = quick_settings(device);
    // Off line may pass by itself and is waited for; the others are told at once.
    if (trouble.hand == std::string("offline")) settings.rules.finish = std::chrono::milliseconds(4000);
    DrivenPrinter driver(settings);
    ASSERT_TRUE(driver.ready());
    device.turn(trouble.hand, true);
    EXPECT_EQ(words(driver.print(ticket())), std::string("refused: ") + trouble.reason);
    device.turn(trouble.hand, false);
    ASSERT_TRUE(driver.ready());
    device.hand({{"op", "slow"}, {"ms", 40}});
    const auto job = driver.printer().print(long_document());
    ASSERT_TRUE(device.comes_to("printing"));
    device.turn(trouble.hand, true);
    EXPECT_EQ(words(driver.outcome(job)),
              std::string("not confirmed: ") + trouble.reason + ", rest discarded");
    device.turn(trouble.hand, false);
    device.hand({{"op", "slow"}, {"ms", 0}});
    ASSERT_TRUE(driver.ready());
    EXPECT_EQ(words(driver.print(ticket())), "confirmed");
}

TEST_P(EachTrouble, WhileADocumentIsStillBeingSentItIsToldWithoutWaitingForTheLine) {
    const auto& trouble = GetParam();
    const EmulatedPrinter device({"--buffer", "2048"});
    auto settings = quick_settings(device);
    settings.progress = std::chrono::hours(1);
    settings.rules.discard = std::chrono::milliseconds(500);  // a full printer does not take the wish
    DrivenPrinter driver(settings);
    ASSERT_TRUE(driver.ready());
    device.hand({{"op", "slow"}, {"ms", 40}});
    const auto job = driver.printer().print(long_document());
    ASSERT_TRUE(device.comes_to("printing"));
    device.turn(trouble.hand, true);
    EXPECT_THAT(words(driver.outcome(job)),
                ::testing::StartsWith(std::string("not confirmed: ") + trouble.reason));
    device.hand({{"op", "slow"}, {"ms", 0}});
    device.turn(trouble.hand, false);
    ASSERT_TRUE(driver.ready());
    EXPECT_EQ(words(driver.print(ticket())), "confirmed");
    ASSERT_FALSE(device.sheets().empty());
    EXPECT_NE(decode_qr(device.sheet(device.sheets().back())).find(link_text), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Printer, EachTrouble,
                         ::testing::Values(Trouble{"cover", "cover_open"}, Trouble{"offline", "offline"}),
                         [](const auto& tested) { return std::string(tested.param.hand); });

TEST(ReceiptPrinter, AJammedCutterIsNotConfirmedThoughAllIsPrinted) {
    const EmulatedPrinter device;
    DrivenPrinter driver(quick_settings(device));
    ASSERT_TRUE(driver.ready());
    device.hand({{"op", "jam"}});
    EXPECT_EQ(words(driver.print(ticket())), "not confirmed: cutter_error, rest discarded");
    EXPECT_EQ(words(driver.print(ticket())), "refused: cutter_error");
    device.hand({{"op", "repair"}});
    ASSERT_TRUE(driver.ready());
    EXPECT_EQ(words(driver.print(ticket())), "confirmed");
}

TEST(ReceiptPrinter, OneDocumentAtATime) {
    const EmulatedPrinter device;
    DrivenPrinter driver(quick_settings(device));
    ASSERT_TRUE(driver.ready());
    const auto first = driver.printer().print(ticket());
    const auto second = driver.printer().print(ticket());
    EXPECT_EQ(words(driver.outcome(second)), "refused: busy");
    EXPECT_EQ(words(driver.outcome(first)), "confirmed");
    EXPECT_EQ(device.sheets().size(), 1U);
}

TEST(ReceiptPrinter, ACancelledDocumentStopsAtACommandAndLeavesNothingBehind) {
    const EmulatedPrinter device({"--buffer", "2048"});
    DrivenPrinter driver(quick_settings(device));
    ASSERT_TRUE(driver.ready());
    device.hand({{"op", "slow"}, {"ms", 60}});
    const auto job = driver.printer().print(long_document());
    ASSERT_TRUE(device.comes_to("printing"));
    driver.printer().cancel(job);
    const auto outcome = driver.outcome(job);
    ASSERT_TRUE(outcome && std::holds_alternative<PrintNotConfirmed>(*outcome)) << words(outcome);
    device.hand({{"op", "slow"}, {"ms", 0}});
    ASSERT_TRUE(driver.ready());
    EXPECT_EQ(words(driver.print(ticket())), "confirmed");
    EXPECT_EQ(device.hand({{"op", "status"}}).at("meaningless").to_number<int>(), 0);
}

TEST(ReceiptPrinter, APrinterThatTakesNothingMoreIsGivenUpWithinItsDeadline) {
    const EmulatedPrinter device({"--buffer", "512"});
    auto settings = quick_settings(device);
    settings.progress = std::chrono::milliseconds(500);
    DrivenPrinter driver(settings);
    ASSERT_TRUE(driver.ready());
    device.hand({{"op", "slow"}, {"ms", 20'000}});
    const auto job = driver.printer().print(long_document());
    EXPECT_EQ(words(driver.outcome(job)), "not confirmed: stalled");
    device.hand({{"op", "slow"}, {"ms", 0}});
    ASSERT_TRUE(driver.ready());
    EXPECT_EQ(words(driver.print(ticket())), "confirmed");
    ASSERT_FALSE(device.sheets().empty());
    EXPECT_NE(decode_qr(device.sheet(device.sheets().back())).find(link_text), std::string::npos);
}

TEST(ReceiptPrinter, PaperOutIsNoticedAlsoWhereThePrinterReportsNothingByItself) {
    const EmulatedPrinter device({"--no-reports"});
    DrivenPrinter driver(quick_settings(device));
    ASSERT_TRUE(driver.ready());
    device.hand({{"op", "paper"}, {"lines", 4}});
    EXPECT_EQ(words(driver.print(ticket(10))), "not confirmed: paper_out, rest discarded");
}

TEST(ReceiptPrinter, NearTheEndOfTheRollItPrintsAndSaysSo) {
    const EmulatedPrinter device;
    DrivenPrinter driver(quick_settings(device));
    device.turn("near_end", true);
    ASSERT_TRUE(
        driver.waits_for([](const PrinterCondition& c) { return c.status && c.status->paper_near_end; }));
    EXPECT_EQ(words(driver.print(ticket())), "confirmed");
}

TEST(ReceiptPrinter, ConfirmsByProcessIdWhereThePrinterHasThem) {
    const EmulatedPrinter device;
    auto settings = quick_settings(device);
    settings.rules.confirm_by = ConfirmBy::process_id;
    DrivenPrinter driver(settings);
    ASSERT_TRUE(driver.ready());
    EXPECT_EQ(words(driver.print(ticket())), "confirmed");
}

TEST(ReceiptPrinter, WithoutTheMarkersThatItIsSetToNothingIsPrinted) {
    const EmulatedPrinter device({"--no-process-id"});
    auto settings = impatient_settings(device);
    settings.rules.confirm_by = ConfirmBy::process_id;
    DrivenPrinter driver(settings);
    ASSERT_TRUE(driver.ready());
    EXPECT_EQ(words(driver.print(ticket())), "refused: silent");
    EXPECT_TRUE(device.sheets().empty());
}

TEST(ReceiptPrinter, SwitchedOffAndOnWhileItPrintsItIsNotConfirmed) {
    const EmulatedPrinter device;
    auto settings = quick_settings(device);
    settings.rules.finish = std::chrono::milliseconds(8000);
    DrivenPrinter driver(settings);
    ASSERT_TRUE(driver.ready());
    device.hand({{"op", "slow"}, {"ms", 40}});
    const auto job = driver.printer().print(ticket(10));
    ASSERT_TRUE(device.comes_to("printing"));
    device.hand({{"op", "power_cycle"}});
    device.hand({{"op", "slow"}, {"ms", 0}});
    const auto outcome = driver.outcome(job);
    EXPECT_TRUE(outcome && std::holds_alternative<PrintNotConfirmed>(*outcome)) << words(outcome);
    ASSERT_TRUE(driver.ready());
    EXPECT_EQ(words(driver.print(ticket())), "confirmed");
}

// The program before this one was killed while it sent a picture: the printer waits for the rest of it.
TEST(ReceiptPrinter, APictureThatBrokeOffBeforeTheStartDoesNotSwallowTheFirstPrint) {
    const EmulatedPrinter device({}, true);
    {
        const auto address = std::get<NetworkAddress>(device.address());
        const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in there{};
        there.sin_family = AF_INET;
        there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        there.sin_port = htons(address.port);
        ASSERT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&there), sizeof(there)), 0);
        const std::array<uint8_t, 10> half{0x1D, 'v', '0', 0, 72, 0, 48, 0, 0xFF, 0xFF};
        ASSERT_EQ(::write(fd, half.data(), half.size()), static_cast<ssize_t>(half.size()));
        ASSERT_TRUE(device.comes_to("ready"));
        ::close(fd);
    }
    DrivenPrinter driver(quick_settings(device));
    ASSERT_TRUE(driver.ready());
    EXPECT_EQ(words(driver.print(ticket())), "confirmed");
    ASSERT_EQ(device.sheets().size(), 1U);
    EXPECT_EQ(decode_qr(device.sheet(device.sheets()[0])), link_text);
}

TEST(ReceiptPrinter, WithoutAPrinterAPrintIsRefusedAtOnce) {
    PrinterSettings settings;
    settings.address = DeviceAddress{"/nowhere/lp0"};
    DrivenPrinter driver(settings);
    EXPECT_EQ(words(driver.print(ticket())), "refused: not_connected");
}

TEST(ReceiptPrinter, AFileIsNoPrinter) {
    PrinterSettings settings;
    settings.address = DeviceAddress{"/proc/self/status"};
    DrivenPrinter driver(settings);
    EXPECT_TRUE(driver.waits_for([](const PrinterCondition& c) { return !c.connected; }));
    EXPECT_EQ(words(driver.print(ticket())), "refused: not_connected");
}

// A port whose queue of guests is full: who dials it waits.
class FullPort {
public:
    FullPort() {
        fds_[0] = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in here{};
        here.sin_family = AF_INET;
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* address = reinterpret_cast<sockaddr*>(&here);
        socklen_t size = sizeof(here);
        if (::bind(fds_[0], address, size) != 0 || ::listen(fds_[0], 0) != 0 ||
            ::getsockname(fds_[0], address, &size) != 0)
            throw std::runtime_error("no port");
        port_ = ntohs(here.sin_port);
        for (size_t i = 1; i < fds_.size(); ++i) {
            fds_[i] = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
            // Fills the queue; whether it got in is not asked.
            static_cast<void>(::connect(fds_[i], address, size));
        }
    }
    ~FullPort() {
        for (const int fd : fds_) ::close(fd);
    }
    FullPort(const FullPort&) = delete;
    FullPort& operator=(const FullPort&) = delete;

    [[nodiscard]] uint16_t port() const { return port_; }
    // How many wait to be let in; by the kernel's table, because nothing else can see them.
    [[nodiscard]] int waiting() const {
        std::array<char, 32> wanted{};
        std::snprintf(wanted.data(), wanted.size(), "0100007F:%04X 02", static_cast<unsigned>(port_));
        std::ifstream table("/proc/net/tcp");
        int count = 0;
        for (std::string line; std::getline(table, line);)
            count += line.find(wanted.data()) != std::string::npos ? 1 : 0;
        return count;
    }

private:
    std::array<int, 4> fds_{};
    uint16_t port_ = 0;
};

TEST(ReceiptPrinter, IsStoppedAtOnceWhileItDials) {
    const FullPort port;
    PrinterSettings settings;
    settings.address = NetworkAddress{"127.0.0.1", port.port()};
    settings.connect = std::chrono::minutes(2);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    const int before = port.waiting();
    auto driver = std::make_unique<DrivenPrinter>(settings);
    while (port.waiting() <= before) ASSERT_LT(std::chrono::steady_clock::now(), until) << "does not dial";
    const auto since = std::chrono::steady_clock::now();
    driver.reset();  // ends when nothing waits any more
    EXPECT_LT(std::chrono::steady_clock::now() - since, std::chrono::seconds(30));
}

}  // namespace
}  // namespace lobby::platform::test
