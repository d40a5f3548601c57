// Numbers that lawyers and law firms have: what is read from them, what is forgiven and what is not.
#include <gtest/gtest.h>

#include "base/credit_code.hpp"
#include "base/licence_number.hpp"
#include "base/phone_number.hpp"

namespace lobby {
namespace {

const Date today = *parse_date("2026-11-30");

TEST(LicenceNumber, OfTheFormOf2010TellsRegionYearClassAndSex) {
    const auto n = read_licence_number("15305201410123456", today);
    EXPECT_EQ(n.form, LicenceNumber::Form::of_2010);
    EXPECT_EQ(n.text.view(), "15305201410123456");
    EXPECT_EQ(n.region, 5305);
    EXPECT_EQ(n.first_year, 2014);
    EXPECT_EQ(n.of, LawyerClass::full_time);
    EXPECT_EQ(n.sex, Sex::male);
    const auto other = read_licence_number("11101202681654321", today);
    EXPECT_EQ(other.of, LawyerClass::legal_aid);
    EXPECT_EQ(other.sex, Sex::female);
    EXPECT_EQ(other.first_year, 2026);
}

TEST(LicenceNumber, SpacesHyphensAndWideDigitsAreForgiven) {
    const auto n = read_licence_number("1 5305-2014 1\u3000\uFF10123456", today);
    EXPECT_EQ(n.text.view(), "15305201410123456");
    EXPECT_EQ(n.form, LicenceNumber::Form::of_2010);
}

TEST(LicenceNumber, TwelveDigitsAreTheOlderForm) {
    EXPECT_EQ(read_licence_number("250108123456", today).form, LicenceNumber::Form::older);
}

TEST(LicenceNumber, WhatDoesNotFitIsUnusualAndKept) {
    for (const auto* odd : {"25305201410123456",   // no kind of certificate
                            "19905201410123456",   // no province
                            "15305197810123456",   // before there were lawyers
                            "15305202710123456",   // next year
                            "15305201400123456",   // no class
                            "15305201412123456",   // no sex
                            "1530520141012345",    // a digit too few
                            "153052014101234567",  // one too many
                            "1530520141012345A", "\u4E00", ""}) {
        const auto n = read_licence_number(odd, today);
        EXPECT_EQ(n.form, LicenceNumber::Form::unusual) << odd;
        EXPECT_EQ(n.text.view(), odd);
    }
    EXPECT_TRUE(read_licence_number(std::string(65, '1'), today).text.empty());
}

// Computed by hand from GB 32100.
constexpr const char* firms[] = {"31110000E00017891P", "31110000E00016266T"};

TEST(CreditCode, ACodeWithItsCheckCharacterIsGiven) {
    for (const std::string firm : firms) {
        EXPECT_EQ(parse_credit_code(firm).value(), firm);
        EXPECT_EQ(credit_code_check_character(firm), firm.back());
    }
    EXPECT_EQ(parse_credit_code("3111 0000 e000-1789 1\uFF50").value(), firms[0]);
}

TEST(CreditCode, EveryOtherCharacterInItsPlaceIsFound) {
    constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const std::string good = firms[0];
    for (size_t i = 0; i < good.size(); ++i)
        for (const char c : alphabet) {
            auto bent = good;
            bent[i] = c;
            if (bent == good) continue;
            const auto code = parse_credit_code(bent);
            ASSERT_FALSE(code) << bent;
            EXPECT_EQ(code.error(), CreditCodeError::check_character) << bent;
        }
}

TEST(CreditCode, OtherLengthsAndLettersAreNamed) {
    EXPECT_EQ(parse_credit_code("31110000E00017891").error(), CreditCodeError::length);
    EXPECT_EQ(parse_credit_code("").error(), CreditCodeError::length);
    EXPECT_EQ(parse_credit_code(std::string(65, '3')).error(), CreditCodeError::length);
    for (const char c : std::string_view("IOSVZ%")) {
        std::string bent = firms[0];
        bent[8] = c;
        EXPECT_EQ(parse_credit_code(bent).error(), CreditCodeError::character) << c;
    }
}

TEST(PhoneNumber, MobilesAndLandlinesAreTold) {
    using Kind = PhoneNumber::Kind;
    const auto is = [](std::string_view text, Kind kind, std::string_view digits) {
        const auto n = parse_phone_number(text);
        return n && n->kind == kind && n->digits.view() == digits;
    };
    EXPECT_TRUE(is("13800001111", Kind::mobile, "13800001111"));
    EXPECT_TRUE(is("+86 138-0000-1111", Kind::mobile, "13800001111"));
    EXPECT_TRUE(is("0086\uFF1138 0000 1111", Kind::mobile, "13800001111"));
    EXPECT_TRUE(is("0875-8120000", Kind::landline, "08758120000"));
    EXPECT_TRUE(is("(0875) 812 0000", Kind::landline, "08758120000"));
    EXPECT_TRUE(is("\uFF08010\uFF0965201234", Kind::landline, "01065201234"));
    EXPECT_TRUE(is("0871 63900000", Kind::landline, "087163900000"));
}

TEST(PhoneNumber, OthersAreNone) {
    for (const auto* other : {"", "1380000111", "138000011112", "12800001111", "8120000", "110",
                              "0875-0120000", "0875-912000", "010-6520123", "00875-8120000", "0175-8120000",
                              "1380000111a", "(0875 8120000", "+1 2025550100", "\u5341\u4E09"})
        EXPECT_FALSE(parse_phone_number(other)) << other;
    EXPECT_FALSE(parse_phone_number(std::string(65, '1')));
}

}  // namespace
}  // namespace lobby
