// The emulator's own reading of ESC/POS, its paper and its answers.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "platform/emulator/printer/escpos_reader.hpp"
#include "platform/emulator/printer/printer_control.hpp"
#include "platform/emulator/printer/printer_machine.hpp"

namespace lobby::emulator::printer {
namespace {

using Bytes = std::vector<uint8_t>;

std::vector<Command> read(const Bytes& bytes, size_t* unknown = nullptr) {
    EscposReader reader;
    std::vector<Command> out;
    for (const auto byte : bytes) reader.feed(byte, out);
    if (unknown) *unknown = reader.unknown();
    return out;
}

void run(PrinterMachine& machine, const Bytes& bytes) {
    machine.receive(bytes);
    while (machine.step()) {
    }
}

TEST(EscposReader, PairsTheHalvesOfChineseCharactersOnlyInChineseMode) {
    const auto on = read({0x1C, '&', 0xD6, 0xD0, 'A'});
    ASSERT_EQ(on.size(), 2U);
    EXPECT_EQ(std::get<Character>(on[0]).trail, 0xD0);
    const auto off = read({0x1C, '.', 0xD6, 0xD0});
    ASSERT_EQ(off.size(), 2U);
    EXPECT_EQ(std::get<Character>(off[0]).trail, 0);
}

TEST(EscposReader, HalfACharacterDoesNotSwallowACommand) {
    const auto out = read({0xD6, 0x1B, '@'});
    ASSERT_EQ(out.size(), 2U);
    EXPECT_EQ(std::get<Character>(out[0]).trail, 0);
    EXPECT_TRUE(std::holds_alternative<Initialize>(out[1]));
}

TEST(EscposReader, HandsPicturesOnRowByRowAndKeepsABoundedPartOfThem) {
    Bytes bytes{0x1D, 'v', '0', 0, 0x00, 0x02, 2, 0};  // 512 bytes a row
    bytes.insert(bytes.end(), 1024, 0xFF);
    bytes.push_back('A');
    const auto out = read(bytes);
    ASSERT_EQ(out.size(), 3U);
    EXPECT_EQ(std::get<PictureRow>(out[0]).bits.size(), EscposReader::widest_row);
    EXPECT_EQ(std::get<Character>(out[2]).lead, 'A');
}

TEST(EscposReader, PassesOverWhatItKnowsByLengthAndCountsWhatItDoesNotKnow) {
    size_t unknown = 0;
    const auto out = read(
        {0x1B, 't', 3, 0x1D, 'L', 9, 0, 0x1D, '(', 'K', 2, 0, 0x30, 0x31, 'A', 0x1B, 0xFE, 'B'}, &unknown);
    ASSERT_EQ(out.size(), 2U);
    EXPECT_EQ(std::get<Character>(out[0]).lead, 'A');
    EXPECT_EQ(std::get<Character>(out[1]).lead, 'B');
    EXPECT_EQ(unknown, 1U);
}

TEST(EscposReader, ReadsTheLongerFormsOfCutAndProcessId) {
    const auto out =
        read({0x1D, 'V', 65, 10, 0x1D, 'V', 0, 0x1D, '(', 'H', 6, 0, 48, 48, 'A', 'B', 'C', 'D'});
    ASSERT_EQ(out.size(), 3U);
    EXPECT_EQ(std::get<Cut>(out[0]).feed, 10);
    EXPECT_EQ(std::get<Cut>(out[1]).feed, 0);
    EXPECT_EQ(std::get<AskProcess>(out[2]).id[3], 'D');
}

TEST(PrinterMachine, AnswersDleEotAtOnceAlsoWithADocumentWaiting) {
    PrinterMachine machine({});
    machine.receive(Bytes{'A', '\n', 0x10, 0x04, 0x01, 0x10, 0x04, 0x02, 0x10, 0x04, 0x03, 0x10, 0x04, 0x04});
    EXPECT_EQ(machine.take_answers(), (Bytes{0x12, 0x12, 0x12, 0x12}));
    EXPECT_EQ(machine.rows(), 0U);
}

TEST(PrinterMachine, AnswersGsRInItsTurn) {
    PrinterMachine machine({});
    machine.receive(Bytes{'A', '\n', 0x1D, 'r', 1});
    EXPECT_TRUE(machine.take_answers().empty());
    while (machine.step()) {
    }
    EXPECT_EQ(machine.take_answers(), Bytes{0x00});
    EXPECT_EQ(machine.rows(), 30U);
}

TEST(PrinterMachine, PaperEndsBetweenTwoRowsAndWhatWaitsComesOutAfterARefill) {
    PrinterHabits habits;
    habits.paper_lines = 1;
    PrinterMachine machine(habits);
    run(machine, {'A', '\n', 'B', '\n', 0x1D, 'V', 65, 0, 0x1D, 'r', 1});
    EXPECT_EQ(machine.state(), "paper_out");
    auto sheets = machine.take_sheets();
    ASSERT_EQ(sheets.size(), 1U);
    EXPECT_FALSE(sheets[0].cut);
    EXPECT_EQ(sheets[0].picture.height(), line_dots);
    machine.receive(Bytes{0x10, 0x04, 0x02, 0x10, 0x04, 0x04});
    EXPECT_EQ(machine.take_answers(), (Bytes{0x32, 0x7E}));
    machine.set_paper(100);
    while (machine.step()) {
    }
    sheets = machine.take_sheets();
    ASSERT_EQ(sheets.size(), 1U);
    EXPECT_TRUE(sheets[0].cut);
    EXPECT_EQ(sheets[0].picture.height(), 28 + 80);
    EXPECT_EQ(machine.take_answers(), Bytes{0x00});
}

TEST(PrinterMachine, ForgetsWhatWaitsWhenItIsTold) {
    PrinterHabits habits;
    habits.paper_lines = 1;
    PrinterMachine machine(habits);
    run(machine, {'A', '\n', 'B', '\n', 0x1D, 'V', 65, 0});
    (void)machine.take_sheets();
    machine.receive(Bytes{0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8});
    EXPECT_EQ(machine.take_answers(), (Bytes{0x37, 0x25, 0x00}));
    machine.set_paper(100);
    EXPECT_FALSE(machine.step());
    EXPECT_TRUE(machine.take_sheets().empty());
}

TEST(PrinterMachine, ReportsChangesOnceTheyAreAskedFor) {
    PrinterMachine machine({});
    machine.set_cover(true);
    machine.set_cover(false);
    EXPECT_TRUE(machine.take_answers().empty());
    run(machine, {0x1D, 'a', 0x0E});
    EXPECT_EQ(machine.take_answers(), (Bytes{0x10, 0, 0, 0x0F}));
    machine.set_cover(true);
    machine.set_cover(true);
    EXPECT_EQ(machine.take_answers(), (Bytes{0x38, 0, 0, 0x0F}));
}

TEST(PrinterMachine, AJammedCutterStopsItAndDleEnqGoesOnOrForgets) {
    PrinterMachine machine({});
    machine.jam_cutter();
    run(machine, {'A', '\n', 0x1D, 'V', 65, 0, 0x1D, 'r', 1});
    EXPECT_EQ(machine.state(), "cutter_error");
    EXPECT_TRUE(machine.take_answers().empty());
    run(machine, {0x10, 0x05, 0x01});
    EXPECT_EQ(machine.cuts(), 1U);
    EXPECT_EQ(machine.take_answers(), Bytes{0x00});
}

TEST(PrinterMachine, KeepsNoMoreThanItsBufferHolds) {
    PrinterHabits habits;
    habits.buffer_bytes = 300;
    PrinterMachine machine(habits);
    machine.set_offline(true);
    machine.receive(Bytes(1000, 'A'));
    EXPECT_EQ(machine.room(), 0U);
    EXPECT_EQ(machine.waiting_bytes(), 300U);
}

TEST(PrinterMachine, APictureWithALineBegunIsNotPrinted) {
    PrinterMachine machine({});
    run(machine, {'A', 0x1D, 'v', '0', 0, 1, 0, 1, 0, 0xFF, '\n'});
    EXPECT_EQ(machine.meaningless(), 1U);
    EXPECT_EQ(machine.rows(), 30U);
}

TEST(PrinterControl, TakesEachCommandAndRefusesNonsense) {
    EXPECT_EQ(std::get<SetPaper>(*parse_control_request(R"({"op":"paper","lines":12})")).lines, 12);
    EXPECT_EQ(std::get<Slow>(*parse_control_request(R"({"op":"slow","ms":50})")).line.count(), 50);
    EXPECT_TRUE(std::get<Turn>(*parse_control_request(R"({"op":"cover","on":true})")).on);
    for (const auto* op : {"refill", "jam", "repair", "unplug", "replug", "power_cycle", "status"})
        EXPECT_TRUE(parse_control_request(std::string(R"({"op":")") + op + "\"}")) << op;
    for (const auto* line :
         {"", "[]", "{}", R"({"op":1})", R"({"op":"paper"})", R"({"op":"paper","lines":-1})",
          R"({"op":"paper","lines":1000001})", R"({"op":"cover"})", R"({"op":"cover","on":1})",
          R"({"op":"slow","ms":"x"})", R"({"op":"explode"})"})
        EXPECT_FALSE(parse_control_request(line)) << line;
}

}  // namespace
}  // namespace lobby::emulator::printer
