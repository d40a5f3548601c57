// A draft comes out of its bytes as it went in, with what was read and is still to be confirmed; whatever
// else comes out of the store is no draft.
#include "kiosk/lawyer/draft_codec.hpp"

#include <gtest/gtest.h>

#include "office/api/codec.hpp"
#include "tests/unit/kiosk/lawyers.hpp"

namespace lobby::kiosk::lawyer {
namespace {

using api::FormField;
using api::PageKind;

std::vector<uint8_t> bytes_of(const Draft& draft) {
    const SecretString encoded = encode_draft(draft);
    return {encoded.view().begin(), encoded.view().end()};
}

// A licence that was confirmed but for one field, and a firm's certificate that was only read.
Draft half_confirmed() {
    State state = known();
    step(state, BeginNew{});
    document(state, PageKind::practising_certificate);
    take_page(state, reading_of(PageKind::firm_certificate));
    step(state, ConfirmField{FormField::firm_name});
    return draft_of(state.making, some_number(), SecretString("Some Name"));
}

void expect_same(const Draft& read, const Draft& kept) {
    EXPECT_TRUE(api::encode_form(kept.form) == api::encode_form(read.form));
    EXPECT_EQ(kept.has_authorisation, read.has_authorisation);
    EXPECT_EQ(kept.has_principal, read.has_principal);
    EXPECT_EQ(kept.phone_asked, read.phone_asked);
    EXPECT_EQ(kept.without_picture, read.without_picture);
    EXPECT_EQ(kept.proposed, read.proposed);
}

TEST(DraftCodec, ADraftComesOutAsItWentIn) {
    const Draft kept = half_confirmed();
    ASSERT_EQ(3U, kept.proposed.size());
    ASSERT_EQ(5U, kept.form.fields.size());
    const auto read = decode_draft(bytes_of(kept));
    ASSERT_TRUE(read);
    expect_same(*read, kept);
    EXPECT_EQ(80, read->proposed[0].confidence);
    EXPECT_EQ("31110000E00017891P", read->proposed[0].value.recognised.view());
}

TEST(DraftCodec, EveryAnswerIsKeptByItself) {
    for (const bool authorisation : {false, true})
        for (const bool principal : {false, true})
            for (const bool phone : {false, true}) {
                Draft kept = some_draft();
                kept.has_authorisation = authorisation;
                kept.has_principal = principal;
                kept.phone_asked = phone;
                const auto read = decode_draft(bytes_of(kept));
                ASSERT_TRUE(read);
                expect_same(*read, kept);
            }
}

TEST(DraftCodec, EveryKindOfPageThatIsNotToBeHadIsKept) {
    Draft kept = some_draft();
    for (size_t i = 0; i < api::page_kind_words.size(); ++i)
        kept.without_picture.push_back(static_cast<PageKind>(i));
    const auto read = decode_draft(bytes_of(kept));
    ASSERT_TRUE(read);
    expect_same(*read, kept);
}

TEST(DraftCodec, BytesOfAnotherVersionAreNoDraft) {
    auto bytes = bytes_of(half_confirmed());
    for (const int version : {0, 1, 3, 255}) {
        bytes[0] = static_cast<uint8_t>(version);
        EXPECT_FALSE(decode_draft(bytes)) << version;
    }
}

// The form's last field may be cut off whole, and what is left reads as a form: its length says otherwise.
TEST(DraftCodec, HalfADraftIsNone) {
    const auto bytes = bytes_of(half_confirmed());
    for (size_t n = 0; n < bytes.size(); ++n)
        EXPECT_FALSE(decode_draft(std::span(bytes).first(n))) << n << " of " << bytes.size();
}

TEST(DraftCodec, WhatStandsBehindADraftSpoilsIt) {
    auto bytes = bytes_of(some_draft());
    ASSERT_TRUE(decode_draft(bytes));
    bytes.push_back(0);
    EXPECT_FALSE(decode_draft(bytes));
}

TEST(DraftCodec, NoReadingIsSurerThanSure) {
    auto bytes = bytes_of(half_confirmed());
    constexpr size_t first_confidence = 4;
    ASSERT_EQ(80, bytes[first_confidence]);
    bytes[first_confidence] = 101;
    EXPECT_FALSE(decode_draft(bytes));
}

TEST(DraftCodec, WhateverOneByteBecomesItIsADraftOrNone) {
    const auto sound = bytes_of(half_confirmed());
    size_t drafts = 0;
    for (size_t i = 0; i < sound.size(); ++i)
        for (const int changed : {0x01, 0x80, 0xFF}) {
            auto bytes = sound;
            bytes[i] = static_cast<uint8_t>(bytes[i] ^ changed);
            const auto read = decode_draft(bytes);
            if (!read) continue;
            ++drafts;
            const auto again = decode_draft(bytes_of(*read));
            ASSERT_TRUE(again);
            expect_same(*again, *read);
        }
    EXPECT_GT(drafts, 0U);
}

}  // namespace
}  // namespace lobby::kiosk::lawyer
