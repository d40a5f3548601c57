#include "office/import/csv_rows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lobby::office::imports {

namespace {

constexpr const char* number = "530521198001010112";

IdentityIndex no_hash(const IdentityNumber& n) {
    IdentityIndex out;
    for (size_t i = 0; i < out.bytes.size(); ++i) out.bytes[i] = static_cast<uint8_t>(n.reveal()[i + 2]);
    return out;
}

CsvHeader header_of(CsvKind kind) {
    CsvHeader header{kind, Encoding::utf8, columns_of(kind).size(), {}};
    for (size_t i = 0; i < header.columns; ++i) header.place[i] = static_cast<uint8_t>(i);
    return header;
}

using Fields = std::vector<std::string_view>;

const Fields good_case{"53052120260010101", "审查起诉", "盗窃案", "第一检察部", "2026-11-14", "", "是",
                       "普通程序",          "尚未办结", ""};
const Fields good_party{"53052120260010101", "1", "犯罪嫌疑人", "郑一例", number, "逮捕"};
const Fields good_event{"53052120260010101", "1", "受理", "2026-11-14"};
const Fields good_entitlement{"53052120260010101", number, "郑一例", "当事人", "1", "", "否"};

struct Change {
    size_t column;
    std::string_view text;
    std::optional<Reason> reason;  // nothing: it is taken
};

template <class Read>
void expect(CsvKind kind, const Fields& good, const std::vector<Change>& changes, Read read) {
    const auto header = header_of(kind);
    ASSERT_FALSE(read(CsvRow(header, good)));
    for (const auto& change : changes) {
        Fields fields = good;
        fields[change.column] = change.text;
        const auto problem = read(CsvRow(header, fields));
        ASSERT_EQ(problem.has_value(), change.reason.has_value()) << change.text;
        if (!problem) continue;
        EXPECT_EQ(problem->reason, *change.reason) << change.text << ": " << words_of(problem->reason);
        EXPECT_EQ(problem->field, columns_of(kind)[change.column]) << change.text;
    }
}

TEST(CsvCase, IsTakenOrRejectedFieldByField) {
    const std::vector<Change> changes{
        {0, "", Reason::empty},
        {0, "=cmd|' /C calc'!A0", Reason::bad_character},
        {0, "左检刑诉受〔2026〕53052100010号", {}},
        {1, "arrest_review", {}},
        {1, "审查", Reason::not_in_list},
        {2, "", Reason::empty},
        {2, "=cmd|' /C calc'!A0", {}},  // a text is a text: nothing here runs it
        {2, "盗窃\n案", Reason::not_plain_text},
        {4, "20261114", {}},
        {4, "2026/11/14", {}},
        {4, "2026年11月14日", {}},
        {4, "14.11.2026", Reason::not_a_date},
        {4, "2026-02-29", Reason::not_a_date},
        {4, "", Reason::empty},
        {5, "国家秘密", {}},
        {5, "国家秘密、个人隐私", {}},
        {5, "国家秘密;其他", {}},
        {5, "无", Reason::not_in_list},
        {5, "国家秘密、", Reason::empty},
        {5, "国家秘密,个人隐私", Reason::not_in_list},
        {6, "1", Reason::not_yes_or_no},
        {6, "", Reason::empty},
        {7, "认罪认罚速裁（一年以上）", {}},
        {7, "", Reason::empty},
        {8, "提起公诉", {}},
        {8, "", Reason::empty},
        {9, "2026-12-14", {}},
        {9, "2026-11-13", Reason::before_acceptance},
    };
    expect(CsvKind::cases, good_case, changes, [](const CsvRow& row) {
        CaseRow out;
        return read_case(row, out);
    });
}

TEST(CsvCase, OfNoCriminalKindMayLackCustodyAndProcedure) {
    const auto header = header_of(CsvKind::cases);
    Fields fields = good_case;
    fields[1] = "民事检察";
    fields[6] = fields[7] = "";
    CaseRow out;
    EXPECT_FALSE(read_case(CsvRow(header, fields), out));
    EXPECT_FALSE(out.in_custody);
    EXPECT_EQ(out.procedure, Procedure::ordinary);
}

TEST(CsvCase, WithAMarkThatIsNotKnownIsStillConfidentialWhenRejected) {
    const auto header = header_of(CsvKind::cases);
    Fields fields = good_case;
    fields[1] = "不明";
    fields[5] = "绝密、个人隐私";
    CaseRow out;
    ASSERT_TRUE(read_case(CsvRow(header, fields), out));
    EXPECT_EQ(out.acceptance_number, "53052120260010101");
    EXPECT_EQ(out.confidentiality, 4u | 64u);
    fields[5] = "";
    ASSERT_TRUE(read_case(CsvRow(header, fields), out));
    EXPECT_EQ(out.confidentiality, 0u);
}

TEST(CsvParty, IsTakenOrRejectedFieldByField) {
    const std::vector<Change> changes{
        {1, "0", Reason::not_a_number},
        {1, "-1", Reason::not_a_number},
        {1, "12345", Reason::not_a_number},
        {1, "１", Reason::not_a_number},
        {2, "律师", Reason::not_in_list},
        {3, " ", Reason::empty},
        {3, "@SUM(1+1)", {}},
        {4, "", {}},
        {4, "530521198001010113", Reason::number_check_digit},
        {4, "53052119800101011", Reason::number_length},
        {4, "53052119800101011Y", Reason::number_character},
        {5, "", Reason::empty},
        {5, "取保候审", {}},
    };
    expect(CsvKind::parties, good_party, changes, [](const CsvRow& row) {
        PartyRow out;
        return read_row(row, no_hash, out);
    });
    Fields victim = good_party;
    victim[2] = "被害人";
    victim[5] = "";
    const auto header = header_of(CsvKind::parties);
    PartyRow out;
    EXPECT_FALSE(read_row(CsvRow(header, victim), no_hash, out));
    EXPECT_EQ(out.measure, api::Measure::none);
}

TEST(CsvEvent, IsTakenOrRejectedFieldByField) {
    const std::vector<Change> changes{
        {1, "", Reason::empty},        {1, "二", Reason::not_a_number},
        {2, "第一次退回补充侦查", {}}, {2, "退回", Reason::not_in_list},
        {3, "", Reason::empty},        {3, "2026-13-01", Reason::not_a_date},
    };
    expect(CsvKind::events, good_event, changes, [](const CsvRow& row) {
        EventRow out;
        return read_row(row, no_hash, out);
    });
}

TEST(CsvEntitlement, IsTakenOrRejectedFieldByField) {
    const std::vector<Change> changes{
        {1, "", Reason::empty},           {1, "530521198001010113", Reason::number_check_digit},
        {2, "", Reason::empty},           {3, "defender", {}},
        {3, "朋友", Reason::not_in_list}, {4, "0", {}},
        {4, "", Reason::empty},           {5, "2027-06-30", {}},
        {5, "长期", Reason::not_a_date},  {6, "是", {}},
        {6, "", Reason::empty},  // whether it was withdrawn has to be said
    };
    expect(CsvKind::entitlements, good_entitlement, changes, [](const CsvRow& row) {
        EntitlementRow out;
        return read_row(row, no_hash, out);
    });
}

}  // namespace

}  // namespace lobby::office::imports
