// The emulated reader's side of the wire.
#include "platform/emulator/idcard/command_parser.hpp"

#include <gtest/gtest.h>

#include "tests/unit/idcard/bytes.hpp"

namespace lobby::emulator {
namespace {

std::vector<Heard> hear(CommandParser& parser, const std::vector<uint8_t>& input) {
    parser.feed(input);
    std::vector<Heard> all;
    while (auto heard = parser.next()) all.push_back(*heard);
    return all;
}

const Heard find = Command{0x20, 0x01};

struct Line {
    const char* test;
    const char* input;
    std::vector<Heard> heard;
};

class CommandLines : public testing::TestWithParam<Line> {};

TEST_P(CommandLines, AreTakenApart) {
    CommandParser parser;
    EXPECT_EQ(hear(parser, bytes(GetParam().input)), GetParam().heard);
}

TEST_P(CommandLines, AreTakenApartInSingleBytes) {
    CommandParser parser;
    std::vector<Heard> all;
    for (const uint8_t byte : bytes(GetParam().input))
        for (const auto& heard : hear(parser, {byte})) all.push_back(heard);
    EXPECT_EQ(all, GetParam().heard);
}

INSTANTIATE_TEST_SUITE_P(
    Lines, CommandLines,
    testing::Values(
        Line{"find", "AA AA AA 96 69 00 03 20 01 22", {find}},
        Line{"reset", "AA AA AA 96 69 00 03 10 FF EC", {Command{0x10, 0xFF}}},
        Line{"noise_before", "00 AA 55 AA AA AA AA 96 69 00 03 20 01 22", {find}},
        Line{"two", "AA AA AA 96 69 00 03 20 01 22 AA AA AA 96 69 00 03 20 01 22", {find, find}},
        Line{"wrong_checksum", "AA AA AA 96 69 00 03 20 01 23", {WrongChecksum{}}},
        Line{"too_short", "AA AA AA 96 69 00 02 20 22", {WrongLength{}}},
        Line{"too_long", "AA AA AA 96 69 FF FF 20", {WrongLength{}}},
        Line{"with_data", "AA AA AA 96 69 00 04 20 01 77 52", {WrongLength{}}},
        Line{"good_after_bad", "AA AA AA 96 69 00 00 AA AA AA 96 69 00 03 20 01 22", {WrongLength{}, find}},
        Line{"half", "AA AA AA 96 69 00 03 20", {}}),
    [](const auto& param_info) { return std::string(param_info.param.test); });

TEST(CommandParser, KeepsOnlyWhatCanBecomeAFrame) {
    CommandParser parser;
    EXPECT_TRUE(hear(parser, bytes("01 02 03 96 69")).empty());
    EXPECT_FALSE(parser.waits_for_more());
    EXPECT_TRUE(hear(parser, bytes("01 AA AA")).empty());
    EXPECT_TRUE(parser.waits_for_more());
    parser.clear();
    EXPECT_TRUE(hear(parser, bytes("AA 96 69 00 03 20 01 22")).empty());
}

TEST(AnswerFrames, AreThoseOfTheProtocolPages) {
    EXPECT_EQ(encode_answer(0, 0, 0x9F, std::vector<uint8_t>(4)),
              bytes("AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97"));
    EXPECT_EQ(encode_answer(0, 0, 0x90, std::vector<uint8_t>(8)),
              bytes("AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C"));
    EXPECT_EQ(encode_answer(0, 0, 0x80, {}), bytes("AA AA AA 96 69 00 04 00 00 80 84"));
}

}  // namespace
}  // namespace lobby::emulator
