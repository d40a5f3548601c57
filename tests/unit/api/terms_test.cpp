// The closed lists: numbers stand in databases and on the wire, words in exports and locale keys, so neither
// may move.
#include "office/api/terms.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace lobby::api {
namespace {

template <class E>
class Terms : public testing::Test {};

using Lists = testing::Types<CaseKind, Stage, Measure, Outcome, Role, EvidenceKind, LimitState>;
TYPED_TEST_SUITE(Terms, Lists);

TYPED_TEST(Terms, AreNumberedFromOneWithoutAGap) {
    const auto [list, n] = terms<TypeParam>();
    for (size_t i = 0; i < n; ++i) EXPECT_EQ(static_cast<size_t>(list[i].value), i + 1) << list[i].word;
}

TYPED_TEST(Terms, HaveAWordAndAChineseNameOfTheirOwn) {
    const auto [list, n] = terms<TypeParam>();
    std::set<std::string_view> seen;
    for (size_t i = 0; i < n; ++i) {
        EXPECT_TRUE(seen.insert(list[i].word).second) << list[i].word;
        EXPECT_TRUE(seen.insert(list[i].chinese).second) << list[i].word;
        EXPECT_EQ(list[i].word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos);
    }
}

TYPED_TEST(Terms, AreFoundByNumberWordAndName) {
    const auto [list, n] = terms<TypeParam>();
    for (size_t i = 0; i < n; ++i) {
        EXPECT_EQ(from_number<TypeParam>(i + 1), list[i].value);
        EXPECT_EQ(from_word<TypeParam>(list[i].word), list[i].value);
        EXPECT_EQ(from_word<TypeParam>(list[i].chinese), list[i].value);
        EXPECT_EQ(word_of(list[i].value), list[i].word);
    }
}

TYPED_TEST(Terms, NothingElseIsOne) {
    const size_t n = terms<TypeParam>().second;
    for (const uint64_t number : {uint64_t{0}, uint64_t{n + 1}, uint64_t{256}, uint64_t{257}, ~uint64_t{0}})
        EXPECT_FALSE(from_number<TypeParam>(number)) << number;
    for (const auto* word : {"", " ", "unknown", "Arrested", "arrested "})
        EXPECT_FALSE(from_word<TypeParam>(word));
    EXPECT_EQ(word_of(static_cast<TypeParam>(0)), "unknown");
}

}  // namespace
}  // namespace lobby::api
