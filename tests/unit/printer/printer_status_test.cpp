#include "platform/printer/printer_status.hpp"

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "platform/printer/print_outcome.hpp"

namespace lobby::platform {
namespace {

std::vector<PrinterAnswer> parse(const std::vector<uint8_t>& bytes, size_t* meaningless = nullptr) {
    PrinterAnswerParser parser;
    std::vector<PrinterAnswer> out;
    parser.feed(bytes, out);
    if (meaningless) *meaningless = parser.meaningless_bytes();
    return out;
}

std::optional<PrinterStatus> round(const std::array<uint8_t, 4>& answers) {
    StatusRound round;
    std::optional<PrinterStatus> status;
    for (const auto byte : answers) {
        EXPECT_FALSE(status);
        status = round.on_answer(byte);
    }
    return status;
}

struct Shown {
    const char* name;
    std::array<uint8_t, 4> now;        // answers to DLE EOT 1 to 4
    std::array<uint8_t, 4> automatic;  // the same as automatic status
    std::optional<PrinterTrouble> trouble;
    bool near_end;
};

class EachStatus : public ::testing::TestWithParam<Shown> {};

TEST_P(EachStatus, SaysTheSameAskedAndByItself) {
    const auto& shown = GetParam();
    const auto asked = round(shown.now);
    ASSERT_TRUE(asked);
    EXPECT_EQ(trouble_of(*asked), shown.trouble);
    EXPECT_EQ(asked->paper_near_end, shown.near_end);
    const auto told = parse({shown.automatic.begin(), shown.automatic.end()});
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(std::get<StatusChange>(told[0]).status, *asked);
}

INSTANTIATE_TEST_SUITE_P(
    DleEotAndGsA, EachStatus,
    ::testing::Values(
        Shown{"Ready", {0x12, 0x12, 0x12, 0x12}, {0x10, 0, 0, 0x0F}, std::nullopt, false},
        Shown{"NearEnd", {0x12, 0x12, 0x12, 0x1E}, {0x10, 0, 0x03, 0}, std::nullopt, true},
        Shown{"Offline", {0x1A, 0x12, 0x12, 0x12}, {0x18, 0, 0, 0}, PrinterTrouble::offline, false},
        Shown{"Cover", {0x1A, 0x16, 0x12, 0x12}, {0x38, 0, 0, 0}, PrinterTrouble::cover_open, false},
        Shown{"PaperOut", {0x1A, 0x32, 0x12, 0x7E}, {0x18, 0, 0x0F, 0}, PrinterTrouble::paper_out, true},
        Shown{"Cutter", {0x1A, 0x52, 0x1A, 0x12}, {0x18, 0x08, 0, 0}, PrinterTrouble::cutter_error, false},
        Shown{"Fatal", {0x1A, 0x52, 0x32, 0x12}, {0x18, 0x20, 0, 0}, PrinterTrouble::fatal_error, false},
        Shown{"Hot", {0x1A, 0x52, 0x52, 0x12}, {0x18, 0x40, 0, 0}, PrinterTrouble::recovers, false},
        Shown{
            "UnnamedError", {0x1A, 0x52, 0x12, 0x12}, {0x18, 0x04, 0, 0}, PrinterTrouble::other_error, false},
        Shown{"CoverBeforePaper",
              {0x1A, 0x36, 0x12, 0x7E},
              {0x38, 0, 0x0F, 0},
              PrinterTrouble::cover_open,
              true}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(PrinterStatus, PaperOutCountsWhicheverOfTheTwoBytesSaysIt) {
    EXPECT_TRUE(round({0x12, 0x32, 0x12, 0x12})->paper_out);
    EXPECT_TRUE(round({0x12, 0x12, 0x12, 0x72})->paper_out);
}

TEST(PrinterAnswers, EveryByteIsOneKindOfAnswer) {
    for (unsigned b = 0; b < 256; ++b) {
        const auto byte = static_cast<uint8_t>(b);
        size_t meaningless = 0;
        const auto out = parse({byte}, &meaningless);
        if (byte == 0x11 || byte == 0x13 || byte == 0x37 || (byte & 0x93) == 0x10) {
            EXPECT_TRUE(out.empty() && meaningless == 0) << b;  // flow control, or the beginning of more
        } else if ((byte & 0x93) == 0x12) {
            ASSERT_EQ(out.size(), 1U) << b;
            EXPECT_TRUE(std::holds_alternative<StatusNow>(out[0])) << b;
        } else if ((byte & 0x90) == 0) {
            ASSERT_EQ(out.size(), 1U) << b;
            EXPECT_TRUE(std::holds_alternative<QueuedAnswer>(out[0])) << b;
        } else {
            EXPECT_TRUE(out.empty() && meaningless == 1) << b;
        }
    }
}

TEST(PrinterAnswers, AnswersOfAllKindsInOneStream) {
    const auto out = parse({0x12, 0x18, 0x00, 0x13, 0x0C, 0x0F, 0x00, 0x37, 0x22, 'A', 'B', 'C', 'D', 0x00,
                            0x37, 0x25, 0x00, 0x03});
    ASSERT_EQ(out.size(), 6U);
    EXPECT_EQ(std::get<StatusNow>(out[0]).byte, 0x12);
    EXPECT_TRUE(std::get<StatusChange>(out[1]).status.paper_out);
    EXPECT_FALSE(std::get<QueuedAnswer>(out[2]).near_end);
    EXPECT_EQ(std::get<ProcessAnswer>(out[3]).id, (std::array<uint8_t, 4>{'A', 'B', 'C', 'D'}));
    EXPECT_TRUE(std::holds_alternative<BuffersCleared>(out[4]));
    EXPECT_TRUE(std::get<QueuedAnswer>(out[5]).near_end);
}

TEST(PrinterAnswers, AnAutomaticStatusThatBreaksOffMakesNoStatus) {
    size_t meaningless = 0;
    const auto out = parse({0x18, 0x00, 0x12}, &meaningless);
    ASSERT_EQ(out.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<StatusNow>(out[0]));
    EXPECT_EQ(meaningless, 2U);
}

TEST(PrinterAnswers, HalfAnswersAreGivenUpAfterASilence) {
    PrinterAnswerParser parser;
    std::vector<PrinterAnswer> out;
    const std::vector<uint8_t> half{0x18, 0x00};
    parser.feed(half, out);
    parser.give_up_half_answers();
    const std::vector<uint8_t> queued{0x00};
    parser.feed(queued, out);
    ASSERT_EQ(out.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<QueuedAnswer>(out[0]));
}

TEST(PrinterAnswers, ABlockWithoutEndIsGivenUp) {
    std::vector<uint8_t> bytes{0x37};
    bytes.insert(bytes.end(), 30, 0x41);
    bytes.push_back(0x12);
    const auto out = parse(bytes);
    ASSERT_FALSE(out.empty());
    EXPECT_TRUE(std::holds_alternative<StatusNow>(out.back()));
}

TEST(PrinterReasons, EachHasItsOwnWord) {
    std::vector<std::string_view> words;
    for (int i = 0; i <= static_cast<int>(PrintReason::bad_document); ++i)
        words.push_back(word_of(static_cast<PrintReason>(i)));
    for (size_t i = 0; i < words.size(); ++i)
        for (size_t k = i + 1; k < words.size(); ++k) EXPECT_NE(words[i], words[k]);
}

}  // namespace
}  // namespace lobby::platform
