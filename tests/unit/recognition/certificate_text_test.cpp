#include "kiosk/recognition/certificate_text.hpp"

#include <algorithm>
#include <string_view>

#include <gmock/gmock.h>

#include "kiosk/recognition/text_shapes.hpp"
#include "office/api/text_rules.hpp"

namespace lobby::kiosk {
namespace {

using api::FormField;
using api::PageKind;
using testing::IsEmpty;

// A page of lines below each other, all of them read with the same confidence.
PageText page_of(std::initializer_list<std::u32string_view> lines, uint8_t sure = 97) {
    PageText page;
    int top = 100;
    for (const auto text : lines) {
        TextLine line;
        line.text = text;
        line.confidence.assign(text.size(), sure);
        line.left = 100;
        line.right = 100 + static_cast<int>(text.size()) * 40;
        line.top = top;
        line.bottom = top + 40;
        page.lines.push_back(std::move(line));
        top += 80;
    }
    return page;
}

const Proposal* of(const PageReading& reading, FormField field) {
    const auto found = std::ranges::find(reading.proposals, field, &Proposal::field);
    return found == reading.proposals.end() ? nullptr : &*found;
}
std::string value(const PageReading& reading, FormField field) {
    const auto* proposal = of(reading, field);
    return proposal ? std::string(proposal->value.view()) : std::string("nothing");
}

TEST(CertificateText, ReadsThePractisingCertificate) {
    const auto reading =
        find_fields(PageKind::practising_certificate,
                    page_of({U"中华人民共和国", U"律师执业证", U"持证人 张文华", U"性 别 男",
                             U"身份证号 530521196706195971", U"执业机构 云南善道（施甸）律师事务所",
                             U"执业证类别 专职律师", U"执业证号 15316201610562230",
                             U"法律职业资格证号 A2005218044067856", U"发证机关 云南省司法厅",
                             U"发证日期 2020年3月18日", U"律师年度考核备案", U"备案日期 2026年3月8日"}));
    EXPECT_TRUE(reading.looks_like_kind);
    EXPECT_EQ(reading.looks_like, PageKind::practising_certificate);
    EXPECT_EQ(value(reading, FormField::licence_number), "15316201610562230");
    EXPECT_EQ(value(reading, FormField::licence_name), "张文华");
    EXPECT_EQ(value(reading, FormField::licence_firm), "云南善道(施甸)律师事务所");
    EXPECT_EQ(value(reading, FormField::licence_issued_on), "2026-03-08")
        << "the last inspection, not the issue";
}

TEST(CertificateText, GivesNoDateWhenTheInspectionCannotBeRead) {
    const auto reading = find_fields(PageKind::practising_certificate,
                                     page_of({U"发证日期 2020年3月18日", U"备案日期 20尧年日"}));
    EXPECT_EQ(of(reading, FormField::licence_issued_on), nullptr);
    const auto hidden =
        find_fields(PageKind::practising_certificate,
                    page_of({U"发证日期 2020年3月18日", U"律师年度考核备案", U"考核结果 称职"}));
    EXPECT_EQ(of(hidden, FormField::licence_issued_on), nullptr) << "its label is under the seal";
}

TEST(CertificateText, RepairsDigitsOnlyAmongDigits) {
    const auto repaired =
        find_fields(PageKind::practising_certificate, page_of({U"执业证号:I53162O16I0562230"}));
    EXPECT_EQ(value(repaired, FormField::licence_number), "15316201610562230");
    EXPECT_EQ(of(repaired, FormField::licence_number)->as_read.view(), "I53162O16I0562230");
    const auto letters =
        find_fields(PageKind::practising_certificate, page_of({U"执业证号:OlSBZOlSBZOlSBZOl"}));
    EXPECT_EQ(of(letters, FormField::licence_number), nullptr);
}

TEST(CertificateText, ProposesNoNumberOfAnotherLength) {
    for (const std::u32string_view text :
         {U"执业证号 1531620161056223", U"执业证号 153162016105622301", U"执业证号"})
        EXPECT_EQ(
            of(find_fields(PageKind::practising_certificate, page_of({text})), FormField::licence_number),
            nullptr);
    const auto older = find_fields(PageKind::practising_certificate, page_of({U"执业证号 270112345678"}));
    EXPECT_EQ(value(older, FormField::licence_number), "270112345678");
    EXPECT_LE(of(older, FormField::licence_number)->confidence, 50);
}

TEST(CertificateText, FindsTheNumberWithoutItsLabelByItsLayoutOnly) {
    const auto found =
        find_fields(PageKind::practising_certificate,
                    page_of({U"530521196706195971", U"A2005218044067856", U"15316201610562230"}));
    EXPECT_EQ(value(found, FormField::licence_number), "15316201610562230");
    const auto none = find_fields(PageKind::practising_certificate, page_of({U"95316201610562230"}));
    EXPECT_EQ(of(none, FormField::licence_number), nullptr);
}

TEST(CertificateText, IsSurestOfANumberThatTwoModelsReadAlike) {
    auto page = page_of({U"执业证号15316201610562230"}, 80);
    page.lines[0].second.push_back({4, 17, U"15316201610562230", 70});
    const auto alike = find_fields(PageKind::practising_certificate, page);
    EXPECT_GE(of(alike, FormField::licence_number)->confidence, 90);

    page.lines[0].second[0].text = U"15316201610562239";
    const auto differ = find_fields(PageKind::practising_certificate, page);
    EXPECT_LE(of(differ, FormField::licence_number)->confidence, 55);

    page.lines[0].second[0].text = U"1531620161056223";  // one is missing: the other reading stands alone
    const auto alone = find_fields(PageKind::practising_certificate, page);
    EXPECT_EQ(value(alone, FormField::licence_number), "15316201610562230");
}

TEST(CertificateText, TakesTheNumberOutOfACode) {
    auto page = page_of({U"执业证号15316201610562239"});
    page.codes = {"https://example.org/q?id=15316201610562230&v=2"};
    const auto reading = find_fields(PageKind::practising_certificate, page);
    EXPECT_EQ(value(reading, FormField::licence_number), "15316201610562230");
    EXPECT_TRUE(of(reading, FormField::licence_number)->by_code);
    page.codes = {"https://example.org/?phone=13800000000", std::string(900, '1')};
    EXPECT_FALSE(of(find_fields(PageKind::practising_certificate, page), FormField::licence_number)->by_code);
}

TEST(CertificateText, ReadsTheFirmsCertificate) {
    const auto reading = find_fields(
        PageKind::firm_certificate,
        page_of({U"律师事务所证明", U"(2026)律证字第66号", U"施甸县人民检察院:",
                 U"兹证明艾.帕扎律师系本所执业律师,执业证号1531620161056",
                 U"2230。本所接受委托,指派艾·帕扎律师担任李明华涉嫌", U"盗窃一案犯罪嫌疑人的辩护人。",
                 U"律师事务所名称:云南善道律师事务所", U"统一社会信用代码:3111OOOOE0OO17891P",
                 U"承办律师:艾'帕扎", U"云南善道律师事务所", U"二O二六年十一月十八日"}));
    EXPECT_TRUE(reading.looks_like_kind);
    EXPECT_EQ(value(reading, FormField::firm_name), "云南善道律师事务所");
    EXPECT_GE(of(reading, FormField::firm_name)->confidence, 90) << "it stands there twice";
    EXPECT_EQ(value(reading, FormField::firm_code), "31110000E00017891P");
    EXPECT_EQ(value(reading, FormField::firm_lawyer), "艾·帕扎");
    EXPECT_EQ(value(reading, FormField::firm_dated_on), "2026-11-18");
}

TEST(CertificateText, MendsACodeOnlyWhereTheCheckCharacterDecides) {
    const auto mended =
        find_fields(PageKind::firm_certificate, page_of({U"统一社会信用代码:31110000E000178911P"}));
    EXPECT_EQ(value(mended, FormField::firm_code), "31110000E00017891P") << "one digit read twice";
    EXPECT_LE(of(mended, FormField::firm_code)->confidence, 60);
    const auto wrong =
        find_fields(PageKind::firm_certificate, page_of({U"统一社会信用代码:315329359239532592"}));
    ASSERT_NE(of(wrong, FormField::firm_code), nullptr) << "for the lawyer to put right";
    EXPECT_LE(of(wrong, FormField::firm_code)->confidence, 30);
}

TEST(CertificateText, ReadsThePowerOfAttorneyOfARelative) {
    const auto reading = find_fields(
        PageKind::power_of_attorney,
        page_of({U"授权委托书", U"委托人:杜正兴", U"与犯罪嫌疑人关系:兄弟", U"犯罪嫌疑人:杜文斌",
                 U"受委托人:王建国", U"工作单位:云南怒江律师事务所", U"统一受案号:53052120260012345",
                 U"委托人因杜文斌涉嫌故意伤害一案,委托云南怒江律师事务所王建国律师担任审",
                 U"查起诉阶段的辩护人。", U"委托人(签名):杜正兴", U"2026年1]月18日"}));
    EXPECT_EQ(value(reading, FormField::client_name), "杜文斌");
    EXPECT_EQ(value(reading, FormField::letter_lawyer), "王建国");
    EXPECT_EQ(value(reading, FormField::letter_dated_on), "2026-11-18");
    EXPECT_EQ(value(reading, FormField::case_number), "53052120260012345");
}

TEST(CertificateText, ReadsTheLegalAidLetter) {
    const auto reading = find_fields(
        PageKind::legal_aid_letter,
        page_of({U"法律援助公函", U"你院办理的犯罪嫌疑人杜文斌涉嫌盗窃一案,经审查,本中心决定指派云南怒",
                 U"江律师事务所王建国律师担任其辩护人,特此函告。", U"受援人:杜文斌", U"承办律师:王建国",
                 U"施甸县法律援助中心", U"2026年11月8日"}));
    EXPECT_TRUE(reading.looks_like_kind);
    EXPECT_EQ(value(reading, FormField::client_name), "杜文斌");
    EXPECT_EQ(value(reading, FormField::letter_lawyer), "王建国");
    EXPECT_EQ(value(reading, FormField::letter_dated_on), "2026-11-08");
}

TEST(CertificateText, SaysWhenAPageIsAnotherOne) {
    const auto reading =
        find_fields(PageKind::firm_certificate,
                    page_of({U"授权委托书", U"委托人:杜正兴", U"受委托人:王建国", U"委托权限"}));
    EXPECT_FALSE(reading.looks_like_kind);
    EXPECT_EQ(reading.looks_like, PageKind::power_of_attorney);
    const auto menu = find_fields(PageKind::firm_certificate, page_of({U"食堂用餐须知", U"周一红烧豆腐"}));
    EXPECT_EQ(menu.looks_like, std::nullopt);
    EXPECT_THAT(menu.proposals, IsEmpty());
}

TEST(CertificateText, ProposesEachFieldOnceAndNothingThatControls) {
    const auto twice =
        find_fields(PageKind::power_of_attorney,
                    page_of({U"统一受案号:53052120260012345", U"统一受案号:53052120260099999"}));
    EXPECT_EQ(std::ranges::count(twice.proposals, FormField::case_number, &Proposal::field), 1);
    const auto control = find_fields(PageKind::power_of_attorney, page_of({U"受委托人:王\u202E建国\u0085"}));
    for (const auto& proposal : control.proposals)
        EXPECT_TRUE(api::is_plain_text(proposal.as_read.view(), api::max_field_bytes));
}

TEST(CertificateText, LooksAtABoundedPartOfAHostilePage) {
    PageText page;
    TextLine line;
    line.text.assign(100'000, U'律');
    line.confidence.assign(50, 255);  // shorter than the text
    page.lines.assign(2000, line);
    page.codes.assign(100, std::string(100'000, '1'));
    const auto reading = find_fields(PageKind::firm_certificate, page);
    EXPECT_LE(reading.proposals.size(), max_proposals);
}

}  // namespace
}  // namespace lobby::kiosk
