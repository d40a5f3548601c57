#include "office/console/forms/csv.hpp"

#include <gtest/gtest.h>

namespace lobby::office::console {
namespace {

TEST(Csv, QuotesByRfc4180AndLetsNothingBeAFormula) {
    EXPECT_EQ(csv_field("plain"), "plain");
    EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
    EXPECT_EQ(csv_field("a\"b"), "\"a\"\"b\"");
    EXPECT_EQ(csv_field("a\nb"), "\"a\nb\"");
    for (const std::string start : {"=", "+", "-", "@", "\t"})
        EXPECT_EQ(csv_field(start + "1")[0], '\'') << start;
    EXPECT_EQ(csv_field("=HYPERLINK(\"x\",1)"), "\"'=HYPERLINK(\"\"x\"\",1)\"");
    std::string row;
    add_csv_row(row, {"a", "", "c"});
    EXPECT_EQ(row, "a,,c\r\n");
}

}  // namespace
}  // namespace lobby::office::console
