#include "kiosk/ui/text_layout.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace lobby::kiosk::ui {
namespace {

// Chinese characters are two wide, all else one.
float advance(char32_t c) {
    return c >= 0x2E80 ? 2 : 1;
}

std::vector<std::string> lines(std::string_view text, float width) {
    std::vector<std::string> out;
    for (const auto line : break_lines(text, width, advance)) out.emplace_back(line);
    return out;
}

using Lines = std::vector<std::string>;

TEST(TextLayout, ChineseBreaksBetweenAnyTwoCharacters) {
    EXPECT_EQ((Lines{"您想办", "什么事"}), lines("您想办什么事", 6));
}

TEST(TextLayout, NoLineBeginsWithClosingPunctuation) {
    EXPECT_EQ((Lines{"您想", "办，什", "么事"}), lines("您想办，什么事", 6));
    EXPECT_EQ((Lines{"他说", "“好”。"}), lines("他说“好”。", 7));
    for (const char* mark : {"，", "。", "、", "；", "：", "！", "？", "）", "》", "」", "”"}) {
        const auto broken = lines("一二三" + std::string(mark) + "四五", 6);
        for (const auto& line : broken) EXPECT_FALSE(line.starts_with(mark)) << mark;
    }
}

TEST(TextLayout, NoLineEndsWithOpeningPunctuation) {
    for (const char* mark : {"（", "《", "「", "“"}) {
        const auto broken = lines("一二" + std::string(mark) + "四五六七", 6);
        for (const auto& line : broken) EXPECT_FALSE(line.ends_with(mark)) << mark;
    }
}

TEST(TextLayout, LatinBreaksAtSpacesAndLosesThem) {
    EXPECT_EQ((Lines{"where is", "my case"}), lines("where is my case", 9));
}

TEST(TextLayout, ANumberInChineseStaysWhole) {
    EXPECT_EQ((Lines{"打电话", "0875123"}), lines("打电话0875123", 7));
}

TEST(TextLayout, AWordLongerThanTheLineIsCutRatherThanLost) {
    EXPECT_EQ((Lines{"53052120", "26000010", "1"}), lines("53052120260000101", 8));
}

TEST(TextLayout, ANewLineAlwaysBreaksAndAnEmptyTextIsOneLine) {
    EXPECT_EQ((Lines{"a", "", "b"}), lines("a\n\nb", 10));
    EXPECT_EQ((Lines{""}), lines("", 10));
}

TEST(TextLayout, BytesThatAreNotUtf8BecomeReplacementCharacters) {
    std::string_view text("\xFF\xE4");
    EXPECT_EQ(U'\uFFFD', take_code_point(text));
    EXPECT_EQ(U'\uFFFD', take_code_point(text));
    EXPECT_TRUE(text.empty());
}

TEST(TextLayout, CharactersBeyondTheBasicPlaneAreOne) {
    std::string_view text("𬭎");
    EXPECT_EQ(U'\U0002CB4E', take_code_point(text));
    EXPECT_TRUE(text.empty());
}

TEST(TextLayout, NothingIsLostHoweverNarrowTheLine) {
    const std::string text = "一（二）三、four 五。six“七”";
    for (int width = 1; width < 30; ++width) {
        std::string joined;
        for (const auto& line : lines(text, static_cast<float>(width))) joined += line;
        std::string expected = text;
        std::erase(expected, ' ');
        std::erase(joined, ' ');
        EXPECT_EQ(expected, joined) << width;
    }
}

}  // namespace
}  // namespace lobby::kiosk::ui
