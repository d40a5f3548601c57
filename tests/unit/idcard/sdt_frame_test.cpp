// Frames of the SDT protocol; the literal ones stand on the vendors' pages (softs.im, yzsam.com).
#include "platform/idcard/sdt_frame.hpp"

#include <gtest/gtest.h>

#include "tests/unit/idcard/bytes.hpp"

namespace lobby::platform {
namespace {

const auto found = bytes("AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97");
const auto selected = bytes("AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C");
const auto not_found = bytes("AA AA AA 96 69 00 04 00 00 80 84");

std::vector<uint8_t> together(std::initializer_list<std::vector<uint8_t>> parts) {
    std::vector<uint8_t> all;
    for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

std::vector<SdtAnswer> parse(const std::vector<uint8_t>& input, SdtFrameParser& parser) {
    parser.feed(input);
    std::vector<SdtAnswer> answers;
    while (auto answer = parser.next()) answers.push_back(std::move(*answer));
    return answers;
}

struct CommandFrame {
    SdtCommand command;
    const char* frame;
};

class SdtCommands : public testing::TestWithParam<CommandFrame> {};

TEST_P(SdtCommands, AreThoseOfTheProtocolPages) {
    EXPECT_EQ(encode_command(GetParam().command), bytes(GetParam().frame));
}

INSTANTIATE_TEST_SUITE_P(
    All, SdtCommands,
    testing::Values(CommandFrame{SdtCommand::find, "AA AA AA 96 69 00 03 20 01 22"},
                    CommandFrame{SdtCommand::select, "AA AA AA 96 69 00 03 20 02 21"},
                    CommandFrame{SdtCommand::read_text_and_photo, "AA AA AA 96 69 00 03 30 01 32"},
                    CommandFrame{SdtCommand::read_added_address, "AA AA AA 96 69 00 03 30 03 30"}));

TEST(SdtFrames, AnswerIsTakenApart) {
    SdtFrameParser parser;
    const auto answers = parse(found, parser);
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_TRUE(answers[0].is(SdtStatus::found));
    EXPECT_EQ(answers[0].data, std::vector<uint8_t>(4));
    EXPECT_EQ(parser.damaged_frames(), 0U);
}

TEST(SdtFrames, FirstTwoStatusBytesMayBeAnything) {
    SdtFrameParser parser;
    const auto answers = parse(bytes("AA AA AA 96 69 00 04 12 34 41 63"), parser);
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_TRUE(answers[0].is(SdtStatus::read_failed));
    EXPECT_EQ(answers[0].sw1, 0x12);
    EXPECT_EQ(answers[0].sw2, 0x34);
}

struct Noisy {
    const char* name;
    std::vector<uint8_t> input;
    size_t answers;
    size_t damaged;
};

class SdtNoise : public testing::TestWithParam<Noisy> {};

TEST_P(SdtNoise, LosesNoGoodFrame) {
    SdtFrameParser parser;
    EXPECT_EQ(parse(GetParam().input, parser).size(), GetParam().answers);
    EXPECT_EQ(parser.damaged_frames(), GetParam().damaged);
}

// The same, a byte at a time: where reads happen to end changes nothing.
TEST_P(SdtNoise, LosesNoGoodFrameInSingleBytes) {
    SdtFrameParser parser;
    size_t answers = 0;
    for (const uint8_t byte : GetParam().input) answers += parse({byte}, parser).size();
    EXPECT_EQ(answers, GetParam().answers);
    EXPECT_EQ(parser.damaged_frames(), GetParam().damaged);
}

INSTANTIATE_TEST_SUITE_P(
    Lines, SdtNoise,
    testing::Values(
        Noisy{"nothing", {}, 0, 0}, Noisy{"before", together({bytes("00 FF 13"), found}), 1, 0},
        Noisy{"between", together({found, bytes("55 AA 96"), not_found}), 2, 0},
        Noisy{"half_preamble_before", together({bytes("AA AA"), found}), 1, 0},
        Noisy{"one_more_preamble_byte", together({bytes("AA"), selected}), 1, 0},
        Noisy{"several_at_once", together({found, selected, not_found}), 3, 0},
        Noisy{"wrong_checksum", bytes("AA AA AA 96 69 00 04 00 00 80 85"), 0, 1},
        Noisy{"wrong_checksum_then_good", together({bytes("AA AA AA 96 69 00 04 00 00 80 85"), not_found}), 1,
              1},
        Noisy{"length_below_least", together({bytes("AA AA AA 96 69 00 03 00 00 80"), found}), 1, 1},
        Noisy{"length_zero", together({bytes("AA AA AA 96 69 00 00"), found}), 1, 1},
        Noisy{"length_past_all_bounds", together({bytes("AA AA AA 96 69 FF FF"), found}), 1, 1},
        // The damaged frame claims 11 bytes, among them a whole good one.
        Noisy{"good_inside_damaged", together({bytes("AA AA AA 96 69 00 0B"), not_found, not_found}), 2, 1}),
    [](const auto& param_info) { return std::string(param_info.param.name); });

TEST(SdtFrames, SplitAtEachByteIsTheSameFrame) {
    for (size_t at = 0; at <= selected.size(); ++at) {
        SdtFrameParser parser;
        parser.feed(std::span(selected).first(at));
        const auto early = parser.next();
        EXPECT_EQ(early.has_value(), at == selected.size());
        parser.feed(std::span(selected).subspan(at));
        EXPECT_EQ((early ? early : parser.next())->data.size(), 8U) << at;
    }
}

TEST(SdtFrames, EverySingleByteErrorBehindThePreambleIsFound) {
    for (size_t at = 5; at < found.size(); ++at)
        for (int flip = 1; flip < 256; ++flip) {
            auto bad = found;
            bad[at] = static_cast<uint8_t>(bad[at] ^ flip);
            SdtFrameParser parser;
            EXPECT_TRUE(parse(bad, parser).empty()) << at << " ^ " << flip;
        }
}

TEST(SdtFrames, LongestFrameWithFingerprintsFits) {
    auto frame = bytes("AA AA AA 96 69 09 0A 00 00 90");  // 2,321 bytes in all
    frame.resize(2320, 0x5A);
    uint8_t sum = 0;
    for (size_t i = 5; i < frame.size(); ++i) sum = static_cast<uint8_t>(sum ^ frame[i]);
    frame.push_back(sum);
    SdtFrameParser parser;
    const auto answers = parse(frame, parser);
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].data.size(), 2310U);
}

TEST(SdtFrames, WhatIsClearedDoesNotComeBack) {
    SdtFrameParser parser;
    parser.feed(std::span(found).first(10));
    parser.clear();
    EXPECT_TRUE(parse({found.begin() + 10, found.end()}, parser).empty());
    EXPECT_EQ(parse(not_found, parser).size(), 1U);
}

SdtAnswer answer(SdtStatus status, size_t data) {
    return {0, 0, static_cast<uint8_t>(status), std::vector<uint8_t>(data)};
}

TEST(SdtAnswers, LateOneIsNotTakenForTheNextCommands) {
    using enum SdtCommand;
    const auto a_find = answer(SdtStatus::found, 4);
    const auto a_select = answer(SdtStatus::ok, 8);
    const auto a_read = answer(SdtStatus::ok, 1284);
    const auto an_address = answer(SdtStatus::ok, 70);
    EXPECT_TRUE(can_answer(find, a_find));
    EXPECT_TRUE(can_answer(select, a_select));
    EXPECT_TRUE(can_answer(read_text_and_photo, a_read));
    EXPECT_TRUE(can_answer(read_added_address, an_address));
    for (const auto command : {select, read_text_and_photo, read_added_address})
        EXPECT_FALSE(can_answer(command, a_find));
    for (const auto command : {find, select, read_added_address}) EXPECT_FALSE(can_answer(command, a_read));
    for (const auto command : {find, read_text_and_photo}) EXPECT_FALSE(can_answer(command, a_select));
    for (const auto command : {find, select, read_text_and_photo, read_added_address})
        EXPECT_TRUE(can_answer(command, answer(SdtStatus::read_failed, 0)));
}

}  // namespace
}  // namespace lobby::platform
