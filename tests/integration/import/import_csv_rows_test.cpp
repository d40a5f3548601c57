#include <gmock/gmock.h>

#include "tests/integration/import/office_data.hpp"

namespace lobby::office::imports {

namespace {

const std::string cases =
    "受理号,案件类别,案由,承办部门,受理日期,涉密标识,是否羁押,适用程序,办理结果,办结日期\n"
    "53052120260012301,审查起诉,盗窃案,第一检察部,2026-10-12,,是,普通程序,尚未办结,\n"
    "53052120260012401,审查起诉,诈骗案,第一检察部,2026-10-12,,是,普通程序,尚未办结,\n";
const std::string events = "受理号,序号,办案节点,日期\n";
const std::string parties = "受理号,序号,诉讼地位,姓名,证件号码,强制措施\n";
const std::string entitled = "受理号,证件号码,姓名,查询身份,所为当事人序号,有效期至,是否撤销\n";

class CsvRows : public OfficeData {
protected:
    void SetUp() override { ASSERT_EQ(import_text("cases.csv", cases).value().counts.accepted, 2u); }
    Counts take(const std::string& text) {
        const auto done = import_text("rows.csv", text);
        EXPECT_TRUE(done) << describe(done.error());
        return done ? done->counts : Counts{};
    }
    [[nodiscard]] std::string history(const std::string& number) const {
        return rows(
            "SELECT seq, stage FROM stage_events JOIN cases USING (case_id) WHERE acceptance_number = '" +
            number + "' ORDER BY seq");
    }
};

TEST_F(CsvRows, OfACaseReplaceThoseOfTheirKindAndNoOthers) {
    take(events +
         "53052120260012301,1,受理,2026-10-12\n53052120260012301,2,审查中,2026-10-13\n"
         "53052120260012401,1,受理,2026-10-12\n");
    take(parties + "53052120260012301,1,犯罪嫌疑人,样一,,逮捕\n");
    take(events + "53052120260012301,1,受理,2026-10-12\n");
    EXPECT_EQ(history("53052120260012301"), "1|1\n");
    EXPECT_EQ(history("53052120260012401"), "1|1\n");
    EXPECT_EQ(rows("SELECT count(*) FROM parties"), "1\n");
}

TEST_F(CsvRows, OfOneCaseMayStandApartFromEachOther) {
    const std::string apart =
        events +
        "53052120260012301,3,第一次退回补充侦查,2026-11-10\n53052120260012401,1,受理,2026-10-12\n"
        "53052120260012301,1,受理,2026-10-12\n53052120260012401,2,审查中,2026-10-14\n"
        "53052120260012301,2,审查中,2026-10-13\n";
    auto counts = take(apart);
    EXPECT_EQ(counts.accepted, 5u);
    EXPECT_EQ(counts.changed, 5u);
    EXPECT_EQ(history("53052120260012301"), "1|1\n2|2\n3|4\n");
    EXPECT_EQ(history("53052120260012401"), "1|1\n2|2\n");
    counts = take(apart);
    EXPECT_EQ(counts.accepted, 5u);
    EXPECT_EQ(counts.changed, 0u);
    EXPECT_EQ(rows("SELECT count(*) FROM stage_events WHERE case_id < 0"), "0\n");
}

TEST_F(CsvRows, ApartFromEachOtherAreCheckedAgainstEachOther) {
    const std::string one = "53052120260012301,530521198001010112,样一,当事人,1,,否\n";
    const auto counts =
        take(entitled + one + "53052120260012401,530521198001010112,样一,当事人,1,,否\n" + one);
    EXPECT_EQ(counts.accepted, 2u);
    EXPECT_EQ(counts.rejected, 1u);
    EXPECT_THAT(read(report()),
                testing::HasSubstr("4,证件号码,\"an identity number\",was there before for this case"));
}

TEST_F(CsvRows, OfACaseThatIsNotKnownAreRejected) {
    const auto counts =
        take(events + "53052120260099901,1,受理,2026-10-12\n53052120260012301,1,受理,2026-10-12\n");
    EXPECT_EQ(counts.accepted, 1u);
    EXPECT_EQ(counts.rejected, 1u);
    EXPECT_THAT(read(report()),
                testing::HasSubstr("2,受理号,\"17 characters: digits\",is not the number of a case"));
}

// A history with a gap would tell something untrue.
TEST_F(CsvRows, OfAHistoryAreTakenAllOrNone) {
    take(events + "53052120260012301,1,受理,2026-10-12\n53052120260012301,2,审查中,2026-10-13\n");
    const std::string bad = "53052120260012301,3,退回,2026-11-10\n";
    for (const std::string between : {"", "53052120260012401,1,受理,2026-10-12\n"}) {
        const auto counts = take(events + "53052120260012301,1,受理,2026-10-10\n" + between + bad +
                                 "53052120260012301,2,办结,2026-11-11\n");
        EXPECT_EQ(counts.rejected, 3u);
        EXPECT_EQ(history("53052120260012301"), "1|1\n2|2\n");
    }
}

// Of entitlements a row that cannot be read only withholds: it may be the one that withdraws.
TEST_F(CsvRows, OfEntitlementsThatAreRejectedOpenNothingAnyMore) {
    const std::string one = "53052120260012301,530521198001010112,样一,当事人,1,,";
    take(entitled + one + "否\n");
    ASSERT_EQ(rows("SELECT count(*) FROM imported_entitlements"), "1\n");
    EXPECT_EQ(take(entitled + one + "撤销\n").rejected, 1u);
    EXPECT_EQ(rows("SELECT count(*) FROM imported_entitlements"), "0\n");

    take(entitled + one + "否\n");
    const std::string other = "53052120260012401,530521198001010112,样一,当事人,1,,否\n";
    EXPECT_EQ(take(entitled + one + "撤销\n" + other + one + "撤销\n").rejected, 2u);
    EXPECT_EQ(rows("SELECT acceptance_number FROM imported_entitlements JOIN cases USING (case_id)"),
              "53052120260012401\n");
}

TEST_F(CsvRows, AreBoundedACase) {
    std::string text = parties;
    for (int i = 1; i <= 600; ++i) text += "53052120260012301," + std::to_string(i) + ",被害人,样一,,\n";
    const auto counts = take(text);
    EXPECT_EQ(counts.accepted, max_parties);
    EXPECT_EQ(counts.rejected, 600 - max_parties);
}

TEST_F(CsvRows, InGb18030EqualThoseInUtf8) {
    const std::string utf8 =
        parties +
        "53052120260012301,1,犯罪嫌疑人,\"周𬭎䶮,又名\"\"周\"\"\",530521198001010112,逮捕\r\n";
    take(utf8);
    const auto before = contents();
    const std::string gb18030 =
        "\xCA\xDC\xC0\xED\xBA\xC5,\xD0\xF2\xBA\xC5,\xCB\xDF\xCB\xCF\xB5\xD8\xCE\xBB,\xD0\xD5\xC3\xFB,"
        "\xD6\xA4\xBC\xFE\xBA\xC5\xC2\xEB,\xC7\xBF\xD6\xC6\xB4\xEB\xCA\xA9\n"
        "53052120260012301,1,\xB7\xB8\xD7\xEF\xCF\xD3\xD2\xC9\xC8\xCB,\"\xD6\xDC\x99\x33\xA9\x32\xFE\x9F,"
        "\xD3\xD6"
        "\xC3\xFB\"\"\xD6\xDC\"\"\",530521198001010112,\xB4\xFE\xB2\xB6\r\n";
    const auto counts = take(gb18030);
    EXPECT_EQ(counts.accepted, 1u);
    EXPECT_EQ(counts.changed, 0u);
    EXPECT_EQ(contents(), before);
}

// Texts are data: they are kept as they are and never run. The report says nothing of them.
TEST_F(CsvRows, WithFormulasAreTexts) {
    take(parties +
         "53052120260012301,1,犯罪嫌疑人,\"=cmd|' /C calc'!A0\",,逮捕\n"
         "53052120260012301,2,被害人,@SUM(1+1),=1+1,\n");
    EXPECT_EQ(rows("SELECT name FROM parties"), "=cmd|' /C calc'!A0\n");
    EXPECT_EQ(read(report()),
              "\xEF\xBB\xBFline,field,value,reason\r\n"
              "3,证件号码,\"4 characters: digits, marks\",has not the length of an identity number\r\n");
}

}  // namespace

}  // namespace lobby::office::imports
