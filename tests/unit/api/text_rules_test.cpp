// RFC 3629: what is UTF-8 and what only looks like it; and what a text for people may hold.
#include "office/api/text_rules.hpp"

#include <string>

#include <gtest/gtest.h>

namespace lobby::api {
namespace {

struct Bytes {
    const char* name;
    std::string_view bytes;
    bool utf8;
};

class Utf8 : public testing::TestWithParam<Bytes> {};

INSTANTIATE_TEST_SUITE_P(
    Rfc3629, Utf8,
    testing::Values(
        Bytes{"empty", "", true}, Bytes{"ascii", "case 1", true}, Bytes{"two_bytes", "\xC2\xB7", true},
        Bytes{"three_bytes", "\xE6\xAE\xB5", true}, Bytes{"four_bytes", "\xF0\xAC\xAD\x8E", true},
        Bytes{"last_code_point", "\xF4\x8F\xBF\xBF", true},
        Bytes{"beyond_the_last", "\xF4\x90\x80\x80", false},
        Bytes{"five_bytes", "\xF8\x88\x80\x80\x80", false}, Bytes{"overlong_slash", "\xC0\xAF", false},
        Bytes{"overlong_three", "\xE0\x80\xAF", false}, Bytes{"overlong_four", "\xF0\x80\x80\xAF", false},
        Bytes{"overlong_nul", "\xC0\x80", false}, Bytes{"high_surrogate", "\xED\xA0\x80", false},
        Bytes{"low_surrogate", "\xED\xBF\xBF", false}, Bytes{"before_surrogates", "\xED\x9F\xBF", true},
        Bytes{"lone_continuation", "\x80", false}, Bytes{"cut_two", "\xC2", false},
        Bytes{"cut_three", "a\xE6\xAE", false}, Bytes{"cut_four", "\xF0\xAC\xAD", false},
        Bytes{"lead_then_ascii", "\xE6zz", false}, Bytes{"gbk", "\xB6\xCE\xCE\xC4", false},
        Bytes{"ff", "\xFF", false}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST_P(Utf8, IsToldFromWhatIsNot) {
    EXPECT_EQ(is_utf8(GetParam().bytes), GetParam().utf8);
    EXPECT_EQ(is_plain_text(GetParam().bytes, 100), GetParam().utf8);
}

TEST(PlainText, EveryControlCharacterIsRefused) {
    for (int c = 0; c < 0x80; ++c)
        EXPECT_EQ(is_plain_text(std::string(1, static_cast<char>(c)), 10), c >= 0x20 && c != 0x7F) << c;
    for (int c = 0x80; c < 0xA0; ++c)
        EXPECT_FALSE(is_plain_text(std::string("\xC2") + static_cast<char>(c), 10)) << "C1 " << c;
    EXPECT_TRUE(is_plain_text("\u00A0", 10)) << "the first after them";
}

TEST(PlainText, NothingThatTurnsOrBreaksTheLine) {
    for (const auto* text : {"\u2028", "\u2029", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066",
                             "\u2067", "\u2068", "\u2069", "\uFEFF"})
        EXPECT_FALSE(is_plain_text(std::string("a") + text + "b", 10));
    for (const auto* text : {"\u2027", "\u202F", "\u2065", "\u3000"}) EXPECT_TRUE(is_plain_text(text, 10));
}

TEST(PlainText, TheBoundCountsBytes) {
    EXPECT_TRUE(is_plain_text("\u6BB5\u6587", 6));
    EXPECT_FALSE(is_plain_text("\u6BB5\u6587", 5));
    EXPECT_TRUE(is_plain_text("", 0));
}

}  // namespace
}  // namespace lobby::api
