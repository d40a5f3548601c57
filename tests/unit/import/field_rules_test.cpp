#include "office/import/field_rules.hpp"

#include <gtest/gtest.h>

namespace lobby::office::imports {

namespace {

TEST(AcceptanceNumber, HasOneFormHoweverItWasTyped) {
    const std::vector<std::pair<std::string, std::string>> forms{
        {"53052120260010101", "53052120260010101"},
        {" 530521 2026 00101 01 ", "53052120260010101"},
        {"５３０５２１２０２６００１０１０１", "53052120260010101"},
        {"530521\u3000202600101", "530521202600101"},
        {"密检起诉受[2016]37078500026号", "密检起诉受[2016]37078500026号"},
        {"密检起诉受［2016］37078500026号", "密检起诉受[2016]37078500026号"},
        {"左检刑诉〔2025〕54号", "左检刑诉〔2025〕54号"},
    };
    for (const auto& [given, kept] : forms) {
        std::string out;
        EXPECT_FALSE(read_acceptance_number(given, out)) << given;
        EXPECT_EQ(out, kept) << given;
    }
}

TEST(AcceptanceNumber, IsBoundedAndOfItsCharacters) {
    for (const std::string bad : {"", "   ", "1", "\u3000", "1234,5", "1234\t5", "=12345", "+12345", "@12345",
                                  "12345'", "12345\"", "12345;--", "12345\xFF", "12345😀", "12345\u202E"}) {
        std::string out;
        EXPECT_TRUE(read_acceptance_number(bad, out)) << bad;
    }
    std::string out;
    EXPECT_FALSE(read_acceptance_number(std::string(max_acceptance_bytes, '1'), out));
    EXPECT_EQ(read_acceptance_number(std::string(max_acceptance_bytes + 1, '1'), out), Reason::too_long);
}

TEST(Mark, ThatIsNotKnownIsConfidential) {
    const std::vector<std::tuple<std::string, uint32_t, bool>> lists{
        {"", 0, true},
        {"国家秘密", 1, true},
        {"商业秘密、个人隐私", 6, true},
        {"未成年人犯罪；侵害未成年人;同案犯在逃", 56, true},
        {"其他", 64, true},
        {"state_secret", 1, true},
        {"否", 64, false},
        {"0", 64, false},
        {" ", 64, false},
        {"、", 64, false},
        {"国家秘密、、个人隐私", 69, false},
    };
    for (const auto& [text, bits, good] : lists) {
        uint32_t got = 0;
        EXPECT_EQ(!read_marks(text, got), good) << text;
        EXPECT_EQ(got, bits) << text;
    }
}

TEST(ValueClass, TellsLengthAndKindsOfCharactersAlone) {
    EXPECT_EQ(value_class(""), "empty");
    EXPECT_EQ(value_class("530521198001010112"), "18 characters: digits");
    EXPECT_EQ(value_class("郑一例"), "3 characters: Chinese");
    EXPECT_EQ(value_class("郑Y1"), "3 characters: digits, letters, Chinese");
    EXPECT_EQ(value_class("=1"), "2 characters: digits, marks");
    EXPECT_EQ(value_class("\n"), "1 character: control characters");
    EXPECT_EQ(value_class("𬭎é"), "2 characters: others");
    EXPECT_EQ(value_class("\xFF\xA3"), "2 bytes: not UTF-8");
}

}  // namespace

}  // namespace lobby::office::imports
