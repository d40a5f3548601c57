#include "tests/support/certificates/certificate_page.hpp"

#include <fmt/format.h>

#include "office/demo/random.hpp"
#include "tests/support/certificates/sheet.hpp"

namespace lobby::test {

namespace {

using office::demo::Random;

constexpr Ink white{0.985, 0.985, 0.975, 1};
constexpr Ink grey{0.45, 0.45, 0.47, 1};

std::string face_of(Random& random) {
    return random.chance(350) ? "Noto Sans CJK SC" : "Noto Serif CJK SC";
}

double turn_of(Random& random) {
    return random.between(-30, 30) / 100.0;
}

// The inner pages of the booklet, opened: who it is on the left, what he may do on the right.
PagePicture practising_certificate(const CertificateFacts& facts, const PageStyle& style) {
    Random random(style.seed, 11);
    constexpr double width = 250;
    constexpr double height = 176;
    Sheet sheet(width, height, style.dots_per_mm, {0.955, 0.965, 0.945, 1});
    sheet.guilloche({0.72, 0.82, 0.78, 0.55});
    const Type text{.face = face_of(random), .millimetres = 5.2};
    const Type title{.face = "Noto Serif CJK SC", .millimetres = 8.4, .bold = true};
    sheet.rule(width / 2, 4, width / 2, height - 4, 0.3, grey);

    sheet.line(width / 4, 14, "中华人民共和国", {.face = title.face, .millimetres = 6.2, .bold = true},
               Align::centre);
    sheet.line(width / 4, 25, "律师执业证", title, Align::centre);
    sheet.portrait(16, 48, 32, 44);
    sheet.line(56, 50, "持证人  " + facts.lawyer, text);
    sheet.line(56, 63, "性  别  " + facts.sex, text);
    sheet.line(14, 108, "身份证号  " + facts.lawyer_identity, text);
    if (style.with_code) sheet.code(80, 122, 36, "LSZY:" + facts.licence_number);
    sheet.seal(44 + random.between(-4, 4), 92, 17, "云南省司法厅", turn_of(random));

    const double right = width / 2 + 12;
    double y = 18;
    const auto row = [&](const std::string& label, const std::string& value) {
        if (!value.empty()) sheet.line(right, y, label + "  " + value, text);
        y += 13.2;
    };
    row("执业机构", facts.licence_firm);
    row("执业证类别", facts.licence_class);
    row("执业证号", facts.licence_number);
    row("法律职业资格证号", facts.qualification);
    row("发证机关", "云南省司法厅");
    row("发证日期", printed_date(facts.licence_issued_on));
    if (!facts.inspected_on.empty()) {
        sheet.rule(right, y + 1, width - 12, y + 1, 0.25, grey);
        y += 6;
        sheet.line(width * 3 / 4, y, "律师年度考核备案",
                   {.face = text.face, .millimetres = 5.6, .bold = true}, Align::centre);
        y += 13;
        row("考核结果", "称职");
        row("备案机关", "云南省司法厅");
        row("备案日期", printed_date(facts.inspected_on));
        sheet.seal(width - 34 + random.between(-3, 3), y - 16, 15, "云南省司法厅", turn_of(random));
    }
    return sheet.picture();
}

struct Letter {
    Sheet sheet;
    Random random;
    Type text;
    double y = 26;

    Letter(const PageStyle& style, uint64_t stream)
        : sheet(210, 297, style.dots_per_mm, white),
          random(style.seed, stream),
          text{.face = face_of(random), .millimetres = 5.3} {}

    void title(const std::string& words) {
        sheet.line(105, y, words, {.face = "Noto Serif CJK SC", .millimetres = 8.8, .bold = true},
                   Align::centre);
        y += 20;
    }
    // "(2026)律证字第12号"
    void serial(const std::string& dated_on, const std::string& word, const std::string& number) {
        if (dated_on.size() < 4) return;
        const auto words = fmt::format("({}){}字第{}号", dated_on.substr(0, 4), word, number);
        sheet.line(184, y, words, text, Align::right);
        y += 13;
    }
    void addressee(const std::string& who) {
        sheet.line(26, y, who + ":", text);
        y += 11;
    }
    void paragraph(const std::string& words) { y = sheet.paragraph(26, y, 158, words, text) + 2; }
    void entry(const std::string& label, const std::string& value) {
        if (!value.empty()) sheet.line(26, y, label + ":" + value, text);
        y += 11;
    }
    void signature(const std::string& who, const std::string& date, const std::string& seal_of,
                   bool in_words) {
        y += 18;
        sheet.line(180, y, who, text, Align::right);
        if (!date.empty()) sheet.line(180, y + 12, printed_date(date, in_words), text, Align::right);
        if (!seal_of.empty())
            sheet.seal(158 + random.between(-8, 6), y + 6 + random.between(-6, 3), 20, seal_of,
                       turn_of(random));
    }
};

PagePicture firm_certificate(const CertificateFacts& facts, const PageStyle& style) {
    Letter letter(style, 12);
    letter.title("律师事务所证明");
    letter.serial(facts.firm_dated_on, "律证", facts.document_serial);
    letter.addressee(facts.office);
    letter.paragraph(fmt::format(
        "兹证明{}律师系本所执业律师,执业证号{}。本所接受委托,指派{}律师担任{}涉嫌{}一案犯罪嫌疑人的辩护人,"
        "前往贵院办理有关诉讼事务,请予接洽。",
        facts.firm_lawyer, facts.licence_number, facts.firm_lawyer, facts.client, facts.charge));
    letter.paragraph("特此证明。");
    letter.y += 6;
    letter.entry("律师事务所名称", facts.firm);
    letter.entry("统一社会信用代码", facts.firm_code);
    letter.entry("承办律师", facts.firm_lawyer);
    letter.signature(facts.firm, facts.firm_dated_on, facts.firm, facts.dates_in_words);
    return letter.sheet.picture();
}

PagePicture power_of_attorney(const CertificateFacts& facts, const PageStyle& style) {
    Letter letter(style, 13);
    letter.title("授权委托书");
    letter.entry("委托人", facts.principal);
    if (!facts.relation.empty()) letter.entry("与犯罪嫌疑人关系", facts.relation);
    letter.entry("犯罪嫌疑人", facts.client);
    letter.entry("受委托人", facts.letter_lawyer);
    letter.entry("工作单位", facts.letter_firm);
    if (!facts.case_number.empty()) letter.entry("统一受案号", facts.case_number);
    letter.paragraph(fmt::format(
        "委托人因{}涉嫌{}一案,根据《中华人民共和国刑事诉讼法》的规定,委托{}{}律师担任审查起诉阶段的辩护人。",
        facts.client, facts.charge, facts.letter_firm, facts.letter_lawyer));
    letter.paragraph("委托权限为一般代理,自本委托书签订之日起至审查起诉阶段终结时止。");
    letter.y += 6;
    letter.signature("委托人(签名):" + facts.principal, facts.letter_dated_on, "", facts.dates_in_words);
    return letter.sheet.picture();
}

PagePicture legal_aid_letter(const CertificateFacts& facts, const PageStyle& style) {
    Letter letter(style, 14);
    letter.title("法律援助公函");
    letter.serial(facts.letter_dated_on, "施援刑", facts.document_serial);
    letter.addressee(facts.office);
    letter.paragraph(fmt::format(
        "你院办理的犯罪嫌疑人{}涉嫌{}一案,经审查,符合《中华人民共和国法律援助法》规定的法律援助条件,"
        "本中心决定指派{}{}律师担任其辩护人,特此函告。",
        facts.client, facts.charge, facts.letter_firm, facts.letter_lawyer));
    letter.y += 4;
    letter.entry("受援人", facts.client);
    letter.entry("承办律师", facts.letter_lawyer);
    letter.entry("执业证号", facts.licence_number);
    if (!facts.case_number.empty()) letter.entry("统一受案号", facts.case_number);
    letter.signature(facts.aid_centre, facts.letter_dated_on, facts.aid_centre, facts.dates_in_words);
    return letter.sheet.picture();
}

PagePicture relation_proof(const CertificateFacts& facts, const PageStyle& style) {
    Letter letter(style, 15);
    letter.title("亲属关系证明");
    const auto relation = facts.relation.empty() ? std::string("父子") : facts.relation;
    letter.addressee(facts.office);
    const auto relative = facts.principal == facts.client ? facts.client + "荣" : facts.principal;
    letter.paragraph(fmt::format("兹证明{}与{}(公民身份号码{})系{}关系。", relative, facts.client,
                                 facts.client_identity, relation));
    letter.paragraph("特此证明。");
    letter.signature("施甸县甸阳镇社区居民委员会", facts.letter_dated_on, "施甸县甸阳镇社区居民委员会",
                     facts.dates_in_words);
    return letter.sheet.picture();
}

}  // namespace

PagePicture draw_certificate(api::PageKind kind, const CertificateFacts& facts, const PageStyle& style) {
    switch (kind) {
        case api::PageKind::practising_certificate:
            return practising_certificate(facts, style);
        case api::PageKind::firm_certificate:
            return firm_certificate(facts, style);
        case api::PageKind::power_of_attorney:
            return power_of_attorney(facts, style);
        case api::PageKind::legal_aid_letter:
            return legal_aid_letter(facts, style);
        case api::PageKind::relation_proof:
            return relation_proof(facts, style);
    }
    return {};
}

PagePicture draw_other_page(const PageStyle& style) {
    Letter letter(style, 16);
    letter.title("食堂用餐须知");
    letter.paragraph("早餐七点三十分开始,请自觉排队,节约粮食,餐后请将餐具放回回收处。");
    letter.paragraph("本周菜谱:周一红烧豆腐,周二清炒时蔬,周三番茄鸡蛋,周四土豆牛肉,周五米线。");
    return letter.sheet.picture();
}

}  // namespace lobby::test
