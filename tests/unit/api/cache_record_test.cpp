// Records that a kiosk keeps: they open for number and name of the card and for nothing else, whatever was
// done to them, and tell what may be told on the day.
#include "office/api/cache_record.hpp"

#include <algorithm>
#include <random>
#include <stdexcept>

#include <gtest/gtest.h>

#include "office/api/disclosure_table.hpp"

namespace lobby::api {
namespace {

constexpr std::string_view name = "\u5F20\u4E09";
const Date today = *parse_date("2026-12-01");

IdentityNumber number_of(int n) {
    std::string digits = "53052119900101" + std::to_string(100 + n);
    digits += identity_check_character(digits);
    return *IdentityNumber::parse(digits);
}

CachePepper pepper_of(uint8_t fill) {
    std::array<uint8_t, 32> bytes{};
    bytes.fill(fill);
    return CachePepper(std::span<const uint8_t, 32>(bytes));
}

DisclosedCase told_case(const std::string& number) {
    DisclosedCase c;
    c.acceptance_number = number;
    c.kind = CaseKind::prosecution_review;
    c.asked_as = Role::party;
    c.suspects = {std::string(name)};
    c.stage = Stage::under_review;
    c.limit = TimeLimit{LimitState::running, today + std::chrono::days(5), 0};
    return c;
}

class CacheRecordTest : public testing::Test {
protected:
    [[nodiscard]] Result<CacheRecord, OpenError> open(std::span<const uint8_t> bytes,
                                                      std::string_view by = name) const {
        return open_record(root, by, index, bytes);
    }
    const PersonRoot root = person_root(pepper_of(1), number_of(1));
    const CacheIndex index = cache_index(root);
    const CacheRecord record{{{told_case("A-1"), std::nullopt}, {told_case("A-2"), today}}, false};
    const std::vector<uint8_t> sealed = seal_record(root, name, record);
};

TEST_F(CacheRecordTest, OpensAsItWasSealed) {
    const auto opened = open(sealed);
    ASSERT_TRUE(opened);
    EXPECT_EQ(*opened, record);
}

TEST_F(CacheRecordTest, TheSameContentIsTheSameBytesAndAnotherIsNot) {
    EXPECT_EQ(seal_record(root, name, record), sealed);
    auto other = record;
    other.cases[0].told.stage = Stage::concluded;
    const auto again = seal_record(root, name, other);
    EXPECT_NE(again, sealed);
    EXPECT_FALSE(std::equal(again.begin() + 1, again.begin() + 25, sealed.begin() + 1))
        << "a nonce used twice";
}

TEST_F(CacheRecordTest, PepperNumberAndNameAreEachNeeded) {
    const auto other_pepper = person_root(pepper_of(2), number_of(1));
    const auto other_number = person_root(pepper_of(1), number_of(2));
    EXPECT_NE(cache_index(other_pepper), index);
    EXPECT_NE(cache_index(other_number), index);
    EXPECT_EQ(open_record(other_pepper, name, index, sealed).error(), OpenError::does_not_open);
    EXPECT_EQ(open_record(other_number, name, index, sealed).error(), OpenError::does_not_open);
    EXPECT_EQ(open(sealed, "\u5F20\u56DB").error(), OpenError::does_not_open);
    EXPECT_EQ(open(sealed, "").error(), OpenError::does_not_open);
}

TEST_F(CacheRecordTest, NamesFoldAsTheyAreCompared) {
    const auto latin = seal_record(root, "Li \u00B7 Wei", record);
    EXPECT_TRUE(open(latin, "li wei"));
    EXPECT_TRUE(open(latin, "LIWEI"));
    EXPECT_FALSE(open(latin, "liwe"));
    EXPECT_THROW(static_cast<void>(seal_record(root, " \u00B7 ", record)), std::invalid_argument);
}

TEST_F(CacheRecordTest, UnderAnotherIndexItDoesNotOpen) {
    auto moved = index;
    moved[0] = static_cast<uint8_t>(moved[0] ^ 1);
    EXPECT_EQ(open_record(root, name, moved, sealed).error(), OpenError::does_not_open);
}

TEST_F(CacheRecordTest, NoChangedBitAndNoOtherLengthOpens) {
    for (size_t at = 0; at < sealed.size(); ++at) {
        auto changed = sealed;
        changed[at] = static_cast<uint8_t>(changed[at] ^ (1U << (at % 8)));
        ASSERT_FALSE(open(changed)) << at;
    }
    for (size_t length = 0; length < sealed.size(); ++length)
        ASSERT_FALSE(open(std::span(sealed).first(length))) << length;
    auto longer = sealed;
    longer.resize(longer.size() + 256);
    EXPECT_FALSE(open(longer));
}

TEST_F(CacheRecordTest, NoiseIsNoRecord) {
    std::mt19937 random(5);
    std::uniform_int_distribution<int> any(0, 255);
    for (int round = 0; round < 500; ++round) {
        std::vector<uint8_t> noise(static_cast<size_t>(41 + 256 * (1 + round % 4)));
        for (auto& byte : noise) byte = static_cast<uint8_t>(any(random));
        noise[0] = 1;
        ASSERT_EQ(open(noise).error(), OpenError::does_not_open);
    }
}

TEST_F(CacheRecordTest, TheLengthTellsTheNumberOfCasesOnlyRoughly) {
    auto one = record;
    one.cases[0].told.acceptance_number += "-x";
    EXPECT_EQ(seal_record(root, name, one).size(), sealed.size());
    EXPECT_EQ((sealed.size() - 41) % 256, 0U);
}

TEST_F(CacheRecordTest, WhatDoesNotFitIsCutAndSaysSo) {
    CacheRecord many;
    for (int i = 0; i < 2000; ++i) {
        auto c = told_case("A-" + std::to_string(i));
        c.cause = std::string(400, 'c');
        many.cases.push_back({std::move(c), std::nullopt});
    }
    const auto long_one = seal_record(root, name, many);
    EXPECT_LE(long_one.size(), max_sealed_record_bytes);
    const auto opened = open(long_one);
    ASSERT_TRUE(opened);
    EXPECT_TRUE(opened->cut);
    EXPECT_GT(opened->cases.size(), 20U);
    EXPECT_EQ(opened->cases[0].told.acceptance_number, "A-0");
}

TEST_F(CacheRecordTest, DaysAreCountedOnTheDayAndWhatHasEndedIsNotTold) {
    auto told = cases_on(record, today);
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0].limit->days_left, 5);
    told = cases_on(record, today + std::chrono::days(6));
    ASSERT_EQ(told.size(), 1U) << "the other was valid until the first day";
    EXPECT_EQ(told[0].limit->state, LimitState::overdue);
    EXPECT_EQ(told[0].limit->days_left, -1);
}

TEST_F(CacheRecordTest, ALimitOfTheDayOfSealingIsNotKept) {
    auto late = record;
    late.cases[0].told.limit = TimeLimit{LimitState::overdue, today - std::chrono::days(3), -3};
    const auto opened = open(seal_record(root, name, late));
    EXPECT_EQ(opened->cases[0].told.limit->days_left, 0);
    EXPECT_EQ(cases_on(*opened, today)[0].limit->days_left, -3);
}

TEST_F(CacheRecordTest, FieldsThatTheTableDoesNotNameAreNotTold) {
    CacheRecord wrong{{{told_case("A-1"), std::nullopt}}, false};
    wrong.cases[0].told.kind = CaseKind::administrative_supervision;
    wrong.cases[0].told.measure = Measure::arrested;
    auto expected = wrong.cases[0].told;
    keep_told_fields(expected);
    const auto told = cases_on(wrong, today);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].measure, expected.measure);
}

}  // namespace
}  // namespace lobby::api
