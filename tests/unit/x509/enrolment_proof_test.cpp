// The one-time code and the proofs made from it.
#include "base/x509/enrolment_proof.hpp"

#include <set>

#include <gtest/gtest.h>

namespace lobby {
namespace {

TEST(EnrolmentCode, IsWrittenInFourGroupsAndReadBack) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const auto code = EnrolmentCode::random();
        const auto text = code.text();
        ASSERT_EQ(text.size(), 23u);
        for (size_t at : {5u, 11u, 17u}) ASSERT_EQ(text[at], '-');
        const auto read = EnrolmentCode::parse(text);
        ASSERT_TRUE(read);
        ASSERT_EQ(read->id(), code.id());
        ASSERT_EQ(read->mac_key(), code.mac_key());
        seen.insert(text);
    }
    EXPECT_EQ(seen.size(), 1000u);
}

TEST(EnrolmentCode, ForgivesCaseSpacesHyphensAndLettersThatLookLikeDigits) {
    const auto plain = EnrolmentCode::parse("01234-56789-ABCDE-FGHJK");
    ASSERT_TRUE(plain);
    for (const auto* text : {"0123456789ABCDEFGHJK", "o1234 56789 abcde fghjk", "Oi234-56789-abcde-fghjk",
                             "0L234--56789ABCDE - FGHJK"}) {
        const auto read = EnrolmentCode::parse(text);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(read->id(), plain->id()) << text;
    }
}

TEST(EnrolmentCode, RefusesEverythingElse) {
    for (const std::string text :
         {"", "-", "0123456789ABCDEFGHJ", "0123456789ABCDEFGHJKM", "0123456789ABCDEFGHJU",
          "0123456789ABCDEFGHJ!", "0123456789ABCDEFGH\xEF\xBC\x90"})
        EXPECT_FALSE(EnrolmentCode::parse(text)) << text;
    EXPECT_FALSE(EnrolmentCode::parse(std::string(65, '-') + "0123456789ABCDEFGHJK"))
        << "too long to be read at all";
    EXPECT_FALSE(EnrolmentCode::parse(std::string("0123456789ABCDEFGHJ\0", 20)));
}

TEST(EnrolmentCode, ItsIdAndItsKeyTellNothingOfEachOther) {
    const auto code = EnrolmentCode::random();
    EXPECT_NE(code.id(), code.mac_key());
}

TEST(EnrolmentProof, DependsOnKeyPurposeEachPartAndWhereTheyMeet) {
    const auto key = EnrolmentCode::random().mac_key();
    const auto other = EnrolmentCode::random().mac_key();
    const auto proof = [](const auto& k, std::string_view purpose, std::vector<std::string_view> parts) {
        return enrolment_proof(k, purpose, parts);
    };
    const std::set<std::string> all{
        proof(key, "request", {"ab", "c"}), proof(other, "request", {"ab", "c"}),
        proof(key, "answer", {"ab", "c"}),  proof(key, "request", {"a", "bc"}),
        proof(key, "request", {"abc"}),     proof(key, "request", {"ab", "c", ""}),
        proof(key, "request", {"ab", "d"})};
    EXPECT_EQ(all.size(), 7u);
    EXPECT_EQ(proof(key, "request", {"ab", "c"}), proof(key, "request", {"ab", "c"}));
    for (const auto& one : all) EXPECT_EQ(one.size(), 64u);
}

TEST(EnrolmentProof, AnEmptyOneMatchesNothing) {
    EXPECT_FALSE(same_proof("", ""));
    EXPECT_FALSE(same_proof("aa", "aaa"));
    EXPECT_FALSE(same_proof("aa", "ab"));
    EXPECT_TRUE(same_proof("aa", "aa"));
}

}  // namespace
}  // namespace lobby
