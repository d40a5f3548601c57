#include "office/import/csv_record.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lobby::office::imports {

namespace {

using Outcome = CsvRecordParser::Outcome;
using testing::ElementsAre;

struct Parsed {
    CsvRecordParser::Step step;
    std::vector<std::string> fields;
    bool blank = false;
};

Parsed parse(std::string text, bool last = true) {
    CsvRecordParser parser;
    Parsed out;
    out.step = parser.parse(text, last);
    out.blank = parser.blank();
    if (out.step.outcome == Outcome::record)
        for (const auto field : parser.fields()) out.fields.emplace_back(field);
    return out;
}

TEST(CsvRecord, IsReadAsRfc4180HasIt) {
    struct Good {
        std::string text;
        std::vector<std::string> fields;
        size_t used;
        size_t lines;
    };
    const std::vector<Good> good{
        {"a,b,c\r\nd", {"a", "b", "c"}, 7, 1},
        {"a,b,c\nd", {"a", "b", "c"}, 6, 1},
        {"a,b", {"a", "b"}, 3, 0},
        {"a,", {"a", ""}, 2, 0},
        {",\n", {"", ""}, 2, 1},
        {"\"a,b\",c\n", {"a,b", "c"}, 8, 1},
        {"\"a\"\"b\"\n", {"a\"b"}, 7, 1},
        {"\"\"\"\"\n", {"\""}, 5, 1},
        {"\"\"\"a\"\"\"", {"\"a\""}, 7, 0},
        {"\"\",x\n", {"", "x"}, 5, 1},
        {"\"a\nb\r\nc\",d\r\n", {"a\nb\r\nc", "d"}, 12, 3},
        {" a , b \n", {" a ", " b "}, 8, 1},
        {"=1+1,@x,-2\n", {"=1+1", "@x", "-2"}, 11, 1},
        {"姓名,案由\n", {"姓名", "案由"}, 14, 1},
    };
    for (const auto& g : good) {
        const auto got = parse(g.text);
        ASSERT_EQ(got.step.outcome, Outcome::record) << g.text;
        EXPECT_EQ(got.fields, g.fields) << g.text;
        EXPECT_EQ(got.step.used, g.used) << g.text;
        EXPECT_EQ(got.step.lines, g.lines) << g.text;
        EXPECT_FALSE(got.blank) << g.text;
    }
}

TEST(CsvRecord, ThatIsNoneIsAFaultWithItsLine) {
    struct Bad {
        std::string text;
        Fault fault;
        size_t lines;
    };
    const std::vector<Bad> bad{
        {"a\"b\n", Fault::bad_quotes, 0},
        {"\"a\"b\n", Fault::bad_quotes, 0},
        {"\"a\" ,b\n", Fault::bad_quotes, 0},
        {"a,\"b", Fault::cut_off, 0},
        {"\"a\"\"", Fault::cut_off, 0},
        {"a\rb\n", Fault::bad_line_end, 0},
        {"a\r", Fault::bad_line_end, 0},
        {"\"x\ny\",a\"\n", Fault::bad_quotes, 1},
        {std::string("a\0b\n", 4), Fault::nul_byte, 0},
        {std::string("\"a\0b\"\n", 6), Fault::nul_byte, 0},
        {std::string(max_columns, ',') + "\n", Fault::too_many_columns, 0},
    };
    for (const auto& b : bad) {
        const auto got = parse(b.text);
        ASSERT_EQ(got.step.outcome, Outcome::fault) << b.text;
        EXPECT_EQ(got.step.fault, b.fault) << b.text << ": " << word_of(got.step.fault);
        EXPECT_EQ(got.step.lines, b.lines) << b.text;
    }
}

// However a record is cut by the end of a block, it is the same record once the rest is there.
TEST(CsvRecord, CutAnywhereWaitsForTheRest) {
    const std::string text = "a,\"b\"\"c\r\nd\",,姓\"\"\r\n";
    const std::string whole = "a,\"b\"\"c\r\nd\",,姓\r\nnext";
    ASSERT_EQ(parse(text).step.outcome, Outcome::fault);
    const auto expected = parse(whole, false);
    ASSERT_EQ(expected.step.outcome, Outcome::record);
    EXPECT_THAT(expected.fields, ElementsAre("a", "b\"c\r\nd", "", "姓"));
    for (size_t n = 1; n < expected.step.used; ++n)
        EXPECT_EQ(parse(whole.substr(0, n), false).step.outcome, Outcome::need_more) << n;
}

TEST(CsvRecord, LeavesTheTextAsItWasWhenItNeedsMore) {
    CsvRecordParser parser;
    std::string text = "\"a\"\"b\",c";
    const std::string before = text;
    EXPECT_EQ(parser.parse(text, false).outcome, Outcome::need_more);
    EXPECT_EQ(text, before);
}

TEST(CsvRecord, WithNothingInItIsBlankButNotTheEmptyText) {
    EXPECT_TRUE(parse("\r\nx").blank);
    EXPECT_TRUE(parse("\n").blank);
    EXPECT_FALSE(parse("\"\"\n").blank);
    EXPECT_FALSE(parse(",\n").blank);
}

}  // namespace

}  // namespace lobby::office::imports
