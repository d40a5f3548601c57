// GB 11643 check digit and structure; vectors computed from the standard's rule.
#include "base/identity_number.hpp"

#include <gtest/gtest.h>

namespace lobby {
namespace {

TEST(IdentityNumber, AcceptsTheStandardsVectorWithItsBirthAndSex) {
    const auto number = IdentityNumber::parse("34052419800101001X");
    ASSERT_TRUE(number);
    EXPECT_EQ(number->birth(), *parse_date("1980-01-01"));
    EXPECT_EQ(number->sex(), Sex::male);
    EXPECT_EQ(number->kind(), IdentityNumber::Kind::citizen);
    EXPECT_EQ(number->masked(), "340*************1X");
}

TEST(IdentityNumber, FoldsLowerCaseAndFullWidth) {
    const auto plain = IdentityNumber::parse("34052419800101001X");
    EXPECT_EQ(IdentityNumber::parse("34052419800101001x"), plain);
    EXPECT_EQ(IdentityNumber::parse("３４０５２４１９８００１０１００１Ｘ"), plain);
}

struct Refused {
    const char* text;
    IdentityNumberError why;
};

class IdentityNumberRefuses : public testing::TestWithParam<Refused> {};

TEST_P(IdentityNumberRefuses, WithItsReason) {
    const auto number = IdentityNumber::parse(GetParam().text);
    ASSERT_FALSE(number);
    EXPECT_EQ(number.error(), GetParam().why);
}

INSTANTIATE_TEST_SUITE_P(Numbers, IdentityNumberRefuses,
                         testing::Values(Refused{"", IdentityNumberError::length},
                                         Refused{"3405241980010100", IdentityNumberError::length},
                                         Refused{"34052419800101001Y", IdentityNumberError::character},
                                         Refused{"3405241980010100 X", IdentityNumberError::character},
                                         Refused{"340524198001010011", IdentityNumberError::check_digit},
                                         Refused{"340524198013010017", IdentityNumberError::date}));

TEST(IdentityNumber, EverySingleDigitErrorIsFound) {
    const std::string good = "34052419800101001X";
    for (size_t at = 0; at < 17; ++at)
        for (char c = '0'; c <= '9'; ++c) {
            if (good[at] == c) continue;
            std::string bad = good;
            bad[at] = c;
            EXPECT_FALSE(IdentityNumber::parse(bad)) << "position " << at;
        }
}

}  // namespace
}  // namespace lobby
