#include <gmock/gmock.h>

#include "office/cases/stored_case.hpp"
#include "tests/integration/import/office_data.hpp"

namespace lobby::office::imports {

namespace {

constexpr const char* number = "53052120260012301";

std::string case_row(const std::string& marks) {
    return "受理号,案件类别,案由,承办部门,受理日期,涉密标识,是否羁押,适用程序,办理结果,办结日期\n" +
           std::string(number) + ",审查起诉,盗窃案,第一检察部,2026-10-12," + marks +
           ",是,普通程序,尚未办结,\n";
}

class ImportBesideLookup : public OfficeData {};

TEST_F(ImportBesideLookup, TakesEffectAtOnce) {
    ASSERT_TRUE(import_text("a.csv", case_row("")));
    CaseReader reader(data());
    EXPECT_EQ(reader.by_acceptance_number(number).value().confidentiality, 0u);
    ASSERT_TRUE(import_text("b.csv", case_row("国家秘密")));
    EXPECT_EQ(reader.by_acceptance_number(number).value().confidentiality, 1u);
}

TEST_F(ImportBesideLookup, DoesNotMixWithALookupThatHasBegun) {
    ASSERT_TRUE(import_text("a.csv", case_row("")));
    CaseReader reader(data());
    {
        const auto snapshot = reader.snapshot();
        EXPECT_EQ(reader.by_acceptance_number(number).value().confidentiality, 0u);
        ASSERT_TRUE(import_text("b.csv", case_row("国家秘密")));
        ASSERT_TRUE(import_text("c.csv", "受理号,序号,诉讼地位,姓名,证件号码,强制措施\n" +
                                             std::string(number) + ",1,犯罪嫌疑人,样一,,逮捕\n"));
        EXPECT_TRUE(reader.by_acceptance_number(number).value().parties.empty());
    }
    EXPECT_EQ(reader.by_acceptance_number(number).value().confidentiality, 1u);
    EXPECT_EQ(reader.by_acceptance_number(number).value().parties.size(), 1u);
}

TEST_F(ImportBesideLookup, TellsAHistoryInOrderOfItsDays) {
    ASSERT_TRUE(import_text("a.csv", case_row("")));
    ASSERT_TRUE(import_text("b.csv", "受理号,序号,办案节点,日期\n" + std::string(number) +
                                         ",1,审查中,2026-10-13\n" + number + ",2,受理,2026-10-12\n"));
    CaseReader reader(data());
    const auto events = reader.by_acceptance_number(number).value().events;
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[0].stage, api::Stage::accepted);
}

}  // namespace

}  // namespace lobby::office::imports
