// What the uploader does next with a page, for everything that an office can answer.
#include "kiosk/scans/page_transfer.hpp"

#include <gtest/gtest.h>

namespace lobby::kiosk::scans {
namespace {

using Step = PageTransfer::Step;

OfficeSays there(unsigned status, uint64_t offset, uint64_t length = 1000) {
    return {status, offset, length};
}

PageTransfer begun() {
    PageTransfer page(1000, 400);
    page.heard({404, {}, {}});
    return page;
}

TEST(PageTransferTest, ANewPageGoesUpFromItsBeginning) {
    PageTransfer page(1000, 400);
    EXPECT_EQ(page.step(), Step::ask);
    page.heard({404, {}, {}});
    EXPECT_EQ(page.step(), Step::send);
    EXPECT_EQ(page.offset(), 0U);
    EXPECT_EQ(page.piece(), 400U);
    page.heard(there(204, 400));
    page.heard(there(204, 800));
    EXPECT_EQ(page.piece(), 200U);
    page.heard(there(200, 1000));
    EXPECT_EQ(page.step(), Step::done);
}

TEST(PageTransferTest, GoesOnWhereTheOfficeIs) {
    PageTransfer page(1000, 400);
    page.heard(there(200, 700));
    EXPECT_EQ(page.step(), Step::send);
    EXPECT_EQ(page.offset(), 700U);
    EXPECT_EQ(page.piece(), 300U);
}

TEST(PageTransferTest, AllOfItThereIsNotYetDone) {
    PageTransfer page(1000, 400);
    page.heard(there(200, 1000));
    EXPECT_EQ(page.step(), Step::send) << "only the answer to a piece says that it was verified";
    EXPECT_EQ(page.piece(), 0U);
    page.heard(there(200, 1000));
    EXPECT_EQ(page.step(), Step::done);
}

TEST(PageTransferTest, ACorrectedOffsetIsTakenAFewTimes) {
    auto page = begun();
    page.heard(there(409, 123));
    EXPECT_EQ(page.step(), Step::send);
    EXPECT_EQ(page.offset(), 123U);
    for (int i = 0; i < 50 && page.step() == Step::send; ++i) page.heard(there(409, 5));
    EXPECT_EQ(page.step(), Step::later);
}

TEST(PageTransferTest, WhatArrivedWrongIsSentAgainAFewTimes) {
    auto page = begun();
    page.heard(there(204, 400));
    page.heard(there(422, 0));
    EXPECT_EQ(page.step(), Step::send);
    EXPECT_EQ(page.offset(), 0U);
    for (int i = 0; i < 50 && page.step() == Step::send; ++i) page.heard(there(422, 0));
    EXPECT_EQ(page.step(), Step::refused);
}

TEST(PageTransferTest, AnswersThatMakeNoSenseEndInAPause) {
    const OfficeSays nonsense[] = {{204, {}, {}},     there(204, 0), there(204, 399),  there(204, 1001),
                                   there(204, ~0ULL), {409, {}, {}}, there(409, 1001), {500, {}, {}},
                                   {302, {}, {}},     {0, {}, {}},   {404, {}, {}},    {401, {}, {}},
                                   there(507, 0)};
    for (const auto& answer : nonsense) {
        auto page = begun();
        page.heard(answer);
        EXPECT_EQ(page.step(), Step::later) << answer.status;
    }
    for (const unsigned status : {0U, 201U, 204U, 301U, 401U, 500U, 507U}) {
        PageTransfer page(1000, 400);
        page.heard(there(status, 0));
        EXPECT_EQ(page.step(), Step::later) << status;
    }
}

TEST(PageTransferTest, AnotherLengthThanOursIsAnotherPage) {
    PageTransfer page(1000, 400);
    page.heard(there(200, 10, 999));
    EXPECT_EQ(page.step(), Step::refused);
    PageTransfer silent(1000, 400);
    silent.heard({200, 10, {}});
    EXPECT_EQ(silent.step(), Step::refused);
}

TEST(PageTransferTest, APageThatIsNotWantedAnyMoreIsDone) {
    PageTransfer page(1000, 400);
    page.heard({410, {}, {}});
    EXPECT_EQ(page.step(), Step::done);
    auto half = begun();
    half.heard({410, {}, {}});
    EXPECT_EQ(half.step(), Step::done);
}

TEST(PageTransferTest, APieceThatIsRefusedIsNotRepeatedAtOnce) {
    for (const unsigned status : {400U, 413U}) {
        auto page = begun();
        page.heard({status, {}, {}});
        EXPECT_EQ(page.step(), Step::refused) << status;
    }
}

TEST(PageTransferTest, EmptyPiecesDoNotGoRoundForEver) {
    PageTransfer page(1000, 400);
    page.heard(there(200, 1000));
    page.heard(there(204, 1000));
    EXPECT_EQ(page.step(), Step::later);
}

TEST(ParseLength, DigitsOnly) {
    EXPECT_EQ(parse_length("0"), 0U);
    EXPECT_EQ(parse_length("6291456"), 6291456U);
    for (const auto* text : {"", "-1", "+1", " 1", "1 ", "0x10", "1e3", "99999999999999999999999"})
        EXPECT_EQ(parse_length(text), std::nullopt) << text;
}

}  // namespace
}  // namespace lobby::kiosk::scans
