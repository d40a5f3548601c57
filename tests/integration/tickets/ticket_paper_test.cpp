// What lies in the hand: the document goes through the driver's encoder into the emulator's printer, and is
// read off its PNG.
#include "kiosk/tickets/ticket_paper.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "platform/emulator/printer/png_file.hpp"
#include "platform/emulator/printer/printer_machine.hpp"
#include "platform/printer/document_encoder.hpp"
#include "tests/support/temp_dir.hpp"

namespace lobby::kiosk::tickets {
namespace {

const std::string page = "https://anjian.example.gov.cn:8443/t/q3T-0bVd1mUe8_x2Hc5LrA";

PaperFacts facts() {
    PaperFacts f;
    f.office = {"示范县人民检察院", "Demonstration County People's Procuratorate", "", "", "0875-0000000"};
    f.ticket.number = {'A', 'C', 12};
    f.ticket.service = {"案件查询", "Case enquiry"};
    f.ticket.windows = {"1号窗口", "Window 1"};
    f.ticket.chairs = {"A区座椅", "chairs A"};
    f.ticket.live_page = page;
    f.ticket.position.known = true;
    f.ticket.position.people_ahead = 3;
    f.ticket.position.wait = api::WaitRange{8, 15};
    f.taken_at = WallTime(std::chrono::milliseconds(1'795'500'300'000));
    return f;
}

platform::Raster print(const platform::PrintDocument& document, int width = 576) {
    platform::PaperModel model;
    model.width_dots = width;
    const auto encoded = platform::DocumentEncoder(model).encode(document);
    if (!encoded) throw std::runtime_error("the paper cannot be encoded");
    emulator::printer::PrinterHabits habits;
    habits.width_dots = width;
    habits.buffer_bytes = 1U << 20;
    emulator::printer::PrinterMachine machine(habits);
    for (const auto& piece : encoded->pieces) machine.receive(piece);
    while (machine.step()) {
    }
    EXPECT_EQ(machine.meaningless(), 0U);
    const auto sheets = machine.take_sheets();
    if (sheets.size() != 1 || !sheets[0].cut) throw std::runtime_error("not one sheet");
    return sheets[0].picture;
}

struct ClosePipe {
    void operator()(FILE* pipe) const { ::pclose(pipe); }
};

std::string decode(const platform::Raster& picture) {
    const test::TempDir dir;
    const auto file = dir.path() / "paper.png";
    EXPECT_TRUE(emulator::printer::write_png(picture, file));
    const std::unique_ptr<FILE, ClosePipe> pipe(::popen(("zbarimg -q --raw " + file.string()).c_str(),
                                                        "r"));  // NOLINT(cert-env33-c): a test's own file
    std::string text;
    std::array<char, 512> part{};
    while (pipe && std::fgets(part.data(), part.size(), pipe.get())) text += part.data();
    while (!text.empty() && text.back() == '\n') text.pop_back();
    if (const char* keep = std::getenv("LOBBY_KEEP_PAPERS"))  // to look at
        std::filesystem::copy_file(file,
                                   std::filesystem::path(keep) / (std::to_string(picture.height()) + ".png"),
                                   std::filesystem::copy_options::overwrite_existing);
    return text;
}

std::string words(const platform::PrintDocument& document) {
    std::string all;
    for (const auto& item : document.items)
        if (const auto* text = std::get_if<platform::PrintText>(&item)) all += text->text + "\n";
    return all;
}

class EachLanguage : public ::testing::TestWithParam<const char*> {
protected:
    ui::Locale locale_{LOBBY_CATALOGUES, GetParam()};
};
INSTANTIATE_TEST_SUITE_P(TicketPaper, EachLanguage, ::testing::Values("zh_CN", "en"));

TEST_P(EachLanguage, TheCodeOnThePaperOpensTheLivePage) {
    EXPECT_EQ(decode(print(ticket_paper(locale_, facts()))), page);
    EXPECT_EQ(decode(print(ticket_paper(locale_, facts()), 384)), page);  // 58 mm paper
}

TEST_P(EachLanguage, EveryWordHasItsTextAndItsValues) {
    auto f = facts();
    f.again = true;
    f.ticket.appointment = f.taken_at;
    const auto text = words(ticket_paper(locale_, f));
    EXPECT_EQ(text.find("paper."), std::string::npos) << text;
    EXPECT_EQ(text.find('{'), std::string::npos) << text;
    for (const char* told : {"AC012", "8", "15", "0875-0000000"})
        EXPECT_NE(text.find(told), std::string::npos) << told;
}

TEST_P(EachLanguage, WhatIsNotKnownIsNotTold) {
    auto f = facts();
    f.ticket.position = {};
    f.ticket.live_page.clear();
    f.office.phone.clear();
    const auto document = ticket_paper(locale_, f);
    EXPECT_EQ(decode(print(document)), "");
    EXPECT_NE(words(document).find(locale_.text("paper.wait_unknown")), std::string::npos);
}

TEST_P(EachLanguage, TheClassOfPrecedenceIsNobodysBusiness) {
    auto first = facts();
    first.ticket.precedence = api::Precedence::disabled;
    EXPECT_EQ(words(ticket_paper(locale_, first)), words(ticket_paper(locale_, facts())));
}

TEST(TicketPaper, ANameThatThePrinterLacksIsDrawn) {
    const ui::Locale locale(LOBBY_CATALOGUES, "zh_CN");
    auto f = facts();
    f.office.name_zh = "\U0002CB4E县人民检察院";
    EXPECT_EQ(decode(print(ticket_paper(locale, f))), page);
}

}  // namespace
}  // namespace lobby::kiosk::tickets
