#include "kiosk/recognition/text_shapes.hpp"

#include <gtest/gtest.h>

namespace lobby::kiosk {
namespace {

TEST(TextShapes, GivesCharactersOneForm) {
    EXPECT_EQ(plain_form(U'：'), U':');
    EXPECT_EQ(plain_form(U'（'), U'(');
    EXPECT_EQ(plain_form(U'１'), U'1');
    EXPECT_EQ(plain_form(U'•'), U'·');
    EXPECT_EQ(plain_form(U'律'), U'律');
}

TEST(TextShapes, FindsALabelWithOneMisreadCharacterInFour) {
    const auto exact = find_label(U"甲执业证号123", U"执业证号");
    ASSERT_TRUE(exact);
    EXPECT_EQ(exact->first, 1U);
    EXPECT_EQ(exact->end, 5U);
    const auto misread = find_label(U"执业证导123", U"执业证号");
    ASSERT_TRUE(misread);
    EXPECT_EQ(misread->misread, 1);
    EXPECT_FALSE(find_label(U"执亚证导123", U"执业证号"));
    EXPECT_FALSE(find_label(U"法律职业资格证号", U"执业证号"));
    EXPECT_FALSE(find_label(U"委记人", U"委托人")) << "too short to forgive";
    EXPECT_FALSE(find_label(U"", U"委托人"));
    EXPECT_FALSE(find_label(U"委托人", U"委托人", 3));
}

TEST(TextShapes, TurnsUtf8ThereAndBack) {
    const std::string text = "律师·A\xF0\xA0\x80\x80";
    EXPECT_EQ(to_utf8(from_utf8(text)), text);
    EXPECT_EQ(from_utf8("\xC0\x80\xFF\xE5\xBE"), std::u32string(3, 0xFFFD)) << "overlong, none, cut short";
}

}  // namespace
}  // namespace lobby::kiosk
