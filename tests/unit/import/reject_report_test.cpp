#include "office/import/reject_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lobby::office::imports {

namespace {

using testing::EndsWith;
using testing::HasSubstr;

TEST(RejectReport, NamesFieldsAsTheFileDoes) {
    const Problem problem{FieldId::party_number, Reason::number_check_digit,
                          value_class("530521198001010113")};
    RejectReport csv(FieldNaming::csv);
    csv.add(17, problem);
    EXPECT_EQ(csv.text(),
              "\xEF\xBB\xBFline,field,value,reason\r\n"
              "17,证件号码,\"18 characters: digits\",has a wrong check digit\r\n");
    RejectReport json(FieldNaming::json);
    json.add(17, problem);
    EXPECT_THAT(json.text(), HasSubstr("17,parties[].number,"));
}

TEST(RejectReport, IsBounded) {
    RejectReport report(FieldNaming::csv);
    for (uint64_t i = 0; i < RejectReport::max_entries + 5; ++i) report.add(i, {});
    EXPECT_EQ(report.entries(), RejectReport::max_entries + 5);
    EXPECT_LT(report.text().size(), size_t{1} << 20);
    EXPECT_THAT(report.text(), EndsWith("0,line,\"\",5 more are not listed\r\n"));
}

// Every cell begins with a digit or a letter, whatever was rejected.
TEST(RejectReport, HasNoCellThatASpreadsheetTakesForAFormula) {
    RejectReport report(FieldNaming::csv);
    for (size_t field = 0; field < field_count; ++field)
        for (const char* value :
             {"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\"=1", ",=1"})
            report.add(1, {static_cast<FieldId>(field), Reason::not_in_list, value_class(value)});
    const auto text = report.text();
    for (const std::string start : {"\n", ",", "\""})
        for (const char evil : {'=', '+', '-', '@', '\t'})
            EXPECT_EQ(text.find(start + evil), std::string::npos) << start << evil;
}

TEST(RejectReport, OnAWholeFileTellsWhy) {
    EXPECT_THAT(report_on({Fault::bad_quotes, 3}),
                HasSubstr("\r\n3,file,\"\",\"a quote stands where none may\""));
}

}  // namespace

}  // namespace lobby::office::imports
