// What the emulator writes into a card's chip is what the driver reads out of it.
#include "platform/emulator/idcard/card_encoder.hpp"

#include <random>

#include <gtest/gtest.h>

#include "platform/idcard/card_text.hpp"

namespace lobby::emulator {
namespace {

class Dice {
public:
    explicit Dice(unsigned seed) : engine_(seed) {}
    size_t below(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(engine_); }
    bool coin() { return below(2) == 0; }
    std::string digits(size_t n) {
        std::string out;
        while (out.size() < n) out.push_back(static_cast<char>('0' + below(10)));
        return out;
    }
    std::string date() {
        const auto two = [](size_t n) { return std::string{char('0' + n / 10), char('0' + n % 10)}; };
        return "19" + two(31 + below(69)) + two(1 + below(12)) + two(1 + below(28));
    }
    // Up to `units` UTF-16 units, some of them surrogate pairs.
    std::string name(size_t units) {
        std::string out;
        for (size_t left = 1 + below(units); left > 0;) {
            if (left >= 2 && below(4) == 0) {
                out += "\xF0\xAD\x8C\xAE";
                left -= 2;
            } else {
                out += coin() ? "\u738B" : "\u4DAE";
                left -= 1;
            }
        }
        return out;
    }
    std::string latin(size_t most) {
        std::string out;
        for (size_t n = 1 + below(most); out.size() < n;) out.push_back(static_cast<char>('A' + below(26)));
        return out;
    }

private:
    std::mt19937 engine_;
};

std::string with_check(const std::string& first_17) {
    return first_17 + identity_check_character(first_17);
}

std::string number_2017(Dice& dice, const std::string& birth) {
    std::string number = "USA" + dice.digits(4) + birth.substr(2) + dice.digits(1);
    static constexpr std::array<int, 3> weights{7, 3, 1};
    int sum = 0;
    for (size_t i = 0; i < number.size(); ++i)
        sum += weights[i % 3] * (number[i] >= 'A' ? number[i] - 'A' + 10 : number[i] - '0');
    return number + static_cast<char>('0' + sum % 10);
}

CardFacts random_card(CardKind kind, Dice& dice) {
    CardFacts facts;
    facts.kind = kind;
    facts.birth = dice.date();
    facts.sex = dice.coin() ? "\u7537" : "\u5973";
    facts.valid_from = "20200101";
    facts.valid_to = dice.coin() ? "20400101" : "\u957F\u671F";
    facts.name = dice.name(15);
    const std::string serial = dice.digits(3);
    switch (kind) {
        case CardKind::citizen:
            facts.nation = platform::nation_name(static_cast<int>(1 + dice.below(56)));
            facts.address = dice.name(35);
            facts.issuer = dice.name(15);
            facts.number = with_check("530521" + facts.birth + serial);
            break;
        case CardKind::residence_permit:
            facts.address = dice.name(35);
            facts.number = with_check("830000" + facts.birth + serial);
            facts.pass_number = dice.digits(9);
            facts.issue_count = "01";
            break;
        case CardKind::foreign_2017:
            if (dice.coin()) facts.name.clear();
            facts.english_name = dice.latin(60);
            facts.number = number_2017(dice, facts.birth);
            facts.nationality = "USA";
            facts.version = "01";
            facts.authority = "1500";
            break;
        case CardKind::foreign_2023:
            if (dice.coin()) facts.name.clear();
            facts.english_name = dice.latin(46);
            facts.number = with_check("931840" + facts.birth + serial);
            facts.nationality = "USA";
            facts.renewals = "00";
            facts.old_number = "123";
            break;
    }
    return facts;
}

class EveryKind : public testing::TestWithParam<CardKind> {};

TEST_P(EveryKind, WhatIsWrittenIsRead) {
    Dice dice(7);
    for (int round = 0; round < 500; ++round) {
        const CardFacts facts = random_card(GetParam(), dice);
        const auto encoded = encode_card(facts);
        ASSERT_TRUE(encoded) << encoded.error().field << " " << word_of(encoded.error().flaw);
        const auto card = platform::decode_card_text(encoded->text);
        ASSERT_TRUE(card) << platform::word_of(card.error());
        EXPECT_EQ(static_cast<int>(card->type), static_cast<int>(facts.kind));
        EXPECT_EQ(card->number.reveal(), facts.number);
        EXPECT_EQ(card->name.view(), facts.name.empty() ? facts.english_name : facts.name);
        EXPECT_EQ(card->nation, facts.nation);
        EXPECT_EQ(card->birth, *parse_date(facts.birth));
        EXPECT_EQ(card->valid_from, *parse_date(facts.valid_from));
        EXPECT_EQ(card->valid_to, parse_date(facts.valid_to));
        EXPECT_EQ(card->sex, facts.sex == "\u7537" ? Sex::male : Sex::female);
    }
}

INSTANTIATE_TEST_SUITE_P(Kinds, EveryKind,
                         testing::Values(CardKind::citizen, CardKind::residence_permit,
                                         CardKind::foreign_2017, CardKind::foreign_2023));

struct Refused {
    const char* test;
    CardFacts facts;
    const char* field;
    CardFlaw flaw;
};

class DoesNotFit : public testing::TestWithParam<Refused> {};

TEST_P(DoesNotFit, IsRefusedWithFieldAndReason) {
    const auto card = encode_card(GetParam().facts);
    ASSERT_FALSE(card);
    EXPECT_EQ(card.error().field, GetParam().field);
    EXPECT_EQ(card.error().flaw, GetParam().flaw);
}

std::string many(std::string_view character, size_t n) {
    std::string out;
    while (n-- > 0) out += character;
    return out;
}

INSTANTIATE_TEST_SUITE_P(
    Facts, DoesNotFit,
    testing::Values(
        Refused{"sixteen_characters", {.name = many("\u738B", 16)}, "name", CardFlaw::too_long},
        Refused{"eight_pairs_are_sixteen_units",
                {.name = many("\xF0\xAD\x8C\xAE", 8)},
                "name",
                CardFlaw::too_long},
        Refused{"cut_utf8", {.name = "\xE7\x8E"}, "name", CardFlaw::not_utf8},
        Refused{"overlong_utf8", {.name = "\xE0\x80\x80"}, "name", CardFlaw::not_utf8},
        Refused{"surrogate_in_utf8", {.name = "\xED\xA0\x80"}, "name", CardFlaw::not_utf8},
        Refused{"past_unicode", {.name = "\xF4\x90\x80\x80"}, "name", CardFlaw::not_utf8},
        Refused{"lone_continuation", {.name = "\x80"}, "name", CardFlaw::not_utf8},
        Refused{"date_with_lines", {.birth = "1980-01-01"}, "birth", CardFlaw::too_long},
        Refused{"sex_in_english", {.sex = "male"}, "sex", CardFlaw::unknown_word},
        Refused{"unknown_nation", {.nation = "\u738B"}, "nation", CardFlaw::unknown_word},
        Refused{
            "nationality_of_a_citizen", {.nationality = "CHN"}, "nationality", CardFlaw::not_on_this_card},
        Refused{"nation_of_a_foreigner",
                {.kind = CardKind::foreign_2017, .nation = "01"},
                "nation",
                CardFlaw::not_on_this_card},
        Refused{
            "english_name_of_a_citizen", {.english_name = "A"}, "english_name", CardFlaw::not_on_this_card},
        Refused{"english_name_past_both_parts",
                {.kind = CardKind::foreign_2023, .english_name = many("A", 47)},
                "english_name",
                CardFlaw::too_long},
        Refused{"added_address", {.added_address = many("\u738B", 36)}, "added_address", CardFlaw::too_long}),
    [](const auto& param_info) { return std::string(param_info.param.test); });

TEST(CardEncoder, WritesCardsThatAKioskHasToRefuse) {
    const auto encoded = encode_card({.name = "\u738B", .birth = "19800230", .number = "340524198001010011"});
    ASSERT_TRUE(encoded);
    const auto card = platform::decode_card_text(encoded->text);
    ASSERT_FALSE(card);
    EXPECT_EQ(card.error(), platform::CardTextError::number);
}

}  // namespace
}  // namespace lobby::emulator
