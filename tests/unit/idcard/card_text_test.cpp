// The text block in an identity card's chip: GA/T 490 for the citizen's card, the struct layouts of the other
// types. The blocks are written here byte by byte, apart from the emulator's encoder. The numbers are made
// up.
#include "platform/idcard/card_text.hpp"

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace lobby::platform {
namespace {

using Block = std::vector<uint8_t>;

void put(Block& block, size_t at, std::u16string_view text) {
    for (const char16_t unit : text) {
        block[at++] = static_cast<uint8_t>(unit & 0xFF);
        block[at++] = static_cast<uint8_t>(unit >> 8);
    }
}

Block with(Block block, size_t at, std::u16string_view text) {
    put(block, at, text);
    return block;
}

Block filled(char16_t filler) {
    Block block(card_text_bytes);
    for (size_t at = 0; at < block.size(); at += 2) put(block, at, std::u16string(1, filler));
    return block;
}

Block citizen(char16_t filler = u' ') {
    Block block = filled(filler);
    put(block, 0, u"王小明");
    put(block, 30, u"1");
    put(block, 32, u"34");  // Bulang
    put(block, 36, u"19800101");
    put(block, 52, u"示范县示范镇一号");
    put(block, 122, u"34052419800101001X");
    put(block, 158, u"示范县公安局");
    put(block, 188, u"20200101");
    put(block, 204, u"20400101");
    return block;
}

Block permit() {
    Block block = citizen();
    put(block, 32, u"  ");
    put(block, 122, u"830000198001010019");
    put(block, 220, u"T12345678");
    put(block, 238, u"01");
    put(block, 248, u"J");
    return block;
}

Block foreign_2017() {
    Block block = filled(u' ');
    put(block, 0, u"SMITH, JOHN PAUL");
    put(block, 120, u"1");
    put(block, 122, u"USA310080010110");
    put(block, 152, u"USA");
    put(block, 188, u"20180101");
    put(block, 204, u"20280101");
    put(block, 220, u"19800101");
    put(block, 236, u"01");
    put(block, 240, u"1500");
    put(block, 248, u"I");
    return block;
}

Block foreign_2023() {
    Block block = filled(u' ');
    put(block, 30, u"1");
    put(block, 32, u"00");
    put(block, 36, u"19800101");
    put(block, 52, u"SMITH, JOHN PAUL");
    put(block, 122, u"931840198001010013");
    put(block, 188, u"20240101");
    put(block, 204, u"20340101");
    put(block, 242, u"USA");
    put(block, 248, u"Y");
    return block;
}

// The last character of a number made right.
Block with_check(Block block, size_t at) {
    std::string first;
    for (size_t i = 0; i < 17; ++i) first.push_back(static_cast<char>(block[at + i * 2]));
    block[at + 34] = static_cast<uint8_t>(identity_check_character(first));
    return block;
}

Block with_check_2017(Block block) {
    static constexpr std::array<int, 3> weights{7, 3, 1};
    int sum = 0;
    for (size_t i = 0; i < 14; ++i) {
        const char c = static_cast<char>(block[122 + i * 2]);
        sum += weights[i % 3] * (c >= 'A' ? c - 'A' + 10 : c - '0');
    }
    block[122 + 28] = static_cast<uint8_t>('0' + sum % 10);
    return block;
}

Block good_permit() {
    return with_check(permit(), 122);
}
Block good_2017() {
    return with_check_2017(foreign_2017());
}
Block good_2023() {
    return with_check(foreign_2023(), 122);
}

struct Read {
    const char* test;
    Block block;
    CardType type;
    const char* name;
    const char* nation;
};

class EachCardType : public testing::TestWithParam<Read> {};

TEST_P(EachCardType, IsReadByItsOwnLayout) {
    const auto card = decode_card_text(GetParam().block);
    ASSERT_TRUE(card) << word_of(card.error());
    EXPECT_EQ(card->type, GetParam().type);
    EXPECT_EQ(card->name.view(), GetParam().name);
    EXPECT_EQ(card->nation, GetParam().nation);
    EXPECT_EQ(card->sex, Sex::male);
    EXPECT_EQ(card->birth, *parse_date("1980-01-01"));
    EXPECT_TRUE(card->valid_to.has_value());
    EXPECT_TRUE(card->agrees);
}

INSTANTIATE_TEST_SUITE_P(
    Types, EachCardType,
    testing::Values(
        Read{"citizen", citizen(), CardType::citizen, "王小明", "布朗"},
        Read{"filled_with_zeros", citizen(u'\0'), CardType::citizen, "王小明", "布朗"},
        Read{"permit", good_permit(), CardType::residence_permit, "王小明", ""},
        Read{"foreign_2017", good_2017(), CardType::foreign_2017, "SMITH, JOHN PAUL", ""},
        Read{"foreign_2017_with_a_chinese_name", with(good_2017(), 158, u"史密斯"), CardType::foreign_2017,
             "史密斯", ""},
        Read{"foreign_2023", good_2023(), CardType::foreign_2023, "SMITH, JOHN PAUL", ""},
        Read{"foreign_2023_with_a_chinese_name", with(good_2023(), 0, u"史密斯"), CardType::foreign_2023,
             "史密斯", ""},
        Read{"foreign_2023_with_a_name_in_two_parts",
             with(with(good_2023(), 52, u"ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH "), 220, u"IJKLMNOPQRS"),
             CardType::foreign_2023, "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH IJKLMNOPQRS", ""},
        Read{"a_name_beyond_the_basic_plane", with(citizen(), 0, u"周\xD874\xDF2E\x4DAE"), CardType::citizen,
             "周\xF0\xAD\x8C\xAE䶮", "布朗"},
        Read{"a_name_that_fills_its_field", with(citizen(), 0, u"一二三四五六七八九十一二三四五"),
             CardType::citizen, "一二三四五六七八九十一二三四五", "布朗"},
        Read{"spaces_inside_a_name_stay", with(citizen(), 0, u" 买买提 明 "), CardType::citizen, "买买提 明",
             "布朗"},
        Read{"a_nation_out_of_the_table", with(citizen(), 32, u"97"), CardType::citizen, "王小明", ""},
        Read{"full_width_number", with(citizen(), 122, u"３４０５２４１９８００１０１００１Ｘ"),
             CardType::citizen, "王小明", "布朗"}),
    [](const auto& param_info) { return std::string(param_info.param.test); });

struct Refused {
    const char* test;
    Block block;
    CardTextError why;
};

class NoIdentityCard : public testing::TestWithParam<Refused> {};

TEST_P(NoIdentityCard, IsRefusedWithItsReason) {
    const auto card = decode_card_text(GetParam().block);
    ASSERT_FALSE(card);
    EXPECT_EQ(card.error(), GetParam().why);
}

const std::u16string high{static_cast<char16_t>(0xD874)};
const std::u16string low{static_cast<char16_t>(0xDF2E)};

INSTANTIATE_TEST_SUITE_P(
    Blocks, NoIdentityCard,
    testing::Values(
        Refused{"empty", {}, CardTextError::length}, Refused{"short_one", Block(255), CardTextError::length},
        Refused{"long_one", Block(257), CardTextError::length},
        Refused{"all_zeros", Block(256), CardTextError::number},
        Refused{"unknown_letter", with(citizen(), 248, u"K"), CardTextError::unknown_type},
        Refused{"small_letter", with(citizen(), 248, u"j"), CardTextError::unknown_type},
        Refused{"letter_of_another_script", with(citizen(), 248, u"\x014A"), CardTextError::unknown_type},
        // The letter decides: a citizen's block under another type's letter does not pass for that type.
        Refused{"layout_of_another_type", with(citizen(), 248, u"I"), CardTextError::number},
        Refused{"high_surrogate_alone", with(citizen(), 0, high + u"明"), CardTextError::encoding},
        Refused{"low_surrogate_alone", with(citizen(), 0, low), CardTextError::encoding},
        Refused{"high_surrogate_at_the_end_of_its_field", with(citizen(), 28, high), CardTextError::encoding},
        Refused{"surrogates_in_the_wrong_order", with(citizen(), 0, low + high), CardTextError::encoding},
        Refused{"control_character", with(citizen(), 0, u"王\x0007"), CardTextError::encoding},
        Refused{"direction_override", with(citizen(), 0, u"王\x202E"), CardTextError::encoding},
        Refused{"direction_isolate", with(citizen(), 0, u"王\x2066"), CardTextError::encoding},
        Refused{"no_character", with(citizen(), 0, u"王\xFFFE"), CardTextError::encoding},
        Refused{"wrong_check_digit", with(citizen(), 122, u"340524198001010011"), CardTextError::number},
        Refused{"number_of_17_digits", with(citizen(), 122, u"34052419800101001 "), CardTextError::number},
        Refused{"wrong_check_digit_2017", with(good_2017(), 150, u"9"), CardTextError::number},
        Refused{"no_name", with(citizen(), 0, u"   "), CardTextError::name},
        Refused{"no_name_in_either_script", with(good_2023(), 52, u"                "), CardTextError::name},
        Refused{"birth_that_is_no_day", with(citizen(), 36, u"19800230"), CardTextError::date},
        Refused{"birth_with_a_letter", with(citizen(), 36, u"1980O101"), CardTextError::date},
        Refused{"birth_of_six_digits", with(citizen(), 36, u"800101  "), CardTextError::date},
        Refused{"no_first_day", with(citizen(), 188, u"        "), CardTextError::date},
        Refused{"long_term_from", with(citizen(), 188, u"长期      "), CardTextError::date},
        Refused{"no_last_day", with(citizen(), 204, u"        "), CardTextError::date},
        Refused{"another_word", with(citizen(), 204, u"永久      "), CardTextError::date}),
    [](const auto& param_info) { return std::string(param_info.param.test); });

TEST(CardText, LongTermHasNoLastDay) {
    const auto card = decode_card_text(with(citizen(), 204, u"长期      "));
    ASSERT_TRUE(card);
    EXPECT_FALSE(card->valid_to);
}

struct Agreement {
    const char* test;
    Block block;
    bool agrees;
};

class CardAndNumber : public testing::TestWithParam<Agreement> {};

TEST_P(CardAndNumber, AgreeOnBirthAndSex) {
    const auto card = decode_card_text(GetParam().block);
    ASSERT_TRUE(card);
    EXPECT_EQ(card->agrees, GetParam().agrees);
}

INSTANTIATE_TEST_SUITE_P(
    Cards, CardAndNumber,
    testing::Values(Agreement{"same", citizen(), true},
                    Agreement{"another_birth", with(citizen(), 36, u"19800102"), false},
                    Agreement{"another_century", with(citizen(), 36, u"20800101"), false},
                    Agreement{"another_sex", with(citizen(), 30, u"2"), false},
                    Agreement{"sex_not_said", with(citizen(), 30, u"9"), true},
                    Agreement{"year_of_two_digits_says_no_century",
                              with_check_2017(with(with(foreign_2017(), 220, u"19250101"), 136, u"250101")),
                              true},
                    Agreement{"another_day_2017", with(good_2017(), 220, u"19800102"), false}),
    [](const auto& param_info) { return std::string(param_info.param.test); });

TEST(Nations, AreThe56OfTheStandard) {
    EXPECT_EQ(nation_name(1), "汉");
    EXPECT_EQ(nation_name(34), "布朗");
    EXPECT_EQ(nation_name(56), "基诺");
    EXPECT_EQ(nation_name(0), "");
    EXPECT_EQ(nation_name(57), "");
    EXPECT_EQ(nation_name(-1), "");
}

}  // namespace
}  // namespace lobby::platform
