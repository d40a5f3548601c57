#include "tests/support/certificates/certificate_facts.hpp"

#include <array>
#include <stdexcept>

#include <fmt/format.h>

#include "base/credit_code.hpp"
#include "office/demo/names.hpp"
#include "office/demo/people.hpp"
#include "office/demo/random.hpp"

namespace lobby::test {

namespace {

using office::demo::Random;
using std::chrono::days;

constexpr std::array<std::string_view, 8> places{"保山", "施甸", "腾冲", "龙陵",
                                                 "昌宁", "临沧", "云县", "昆明"};
constexpr std::array<std::string_view, 12> firm_names{"明理", "正衡", "天平",   "滇西", "怒江", "信达",
                                                      "公允", "善道", "永昌府", "勐腾", "恒远", "兰津"};
constexpr std::array<std::string_view, 8> charges{"盗窃",     "故意伤害", "交通肇事", "诈骗",
                                                  "危险驾驶", "寻衅滋事", "非法经营", "开设赌场"};
constexpr std::array<std::string_view, 4> relations{"父子", "母子", "夫妻", "兄弟"};

std::string digits(Random& random, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text.push_back(static_cast<char>('0' + random.below(10)));
    return text;
}

std::string make_firm_code(Random& random) {
    constexpr std::string_view letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    std::string code = fmt::format("3153{}{}", digits(random, 4), random.chance(500) ? "E0000" : "MD000");
    while (code.size() < 17) code.push_back(letters[random.below(static_cast<uint32_t>(letters.size()))]);
    code.push_back(credit_code_check_character(code));
    return code;
}

}  // namespace

std::string printed_date(const std::string& iso, bool in_words) {
    const auto parsed = parse_date(iso);
    if (!parsed) return iso;
    const std::chrono::year_month_day ymd{*parsed};
    const int year = static_cast<int>(ymd.year());
    const unsigned month = static_cast<unsigned>(ymd.month());
    const unsigned of_month = static_cast<unsigned>(ymd.day());
    if (!in_words) return fmt::format("{}年{}月{}日", year, month, of_month);
    constexpr std::array<std::string_view, 10> words{"〇", "一", "二", "三", "四",
                                                     "五", "六", "七", "八", "九"};
    const auto up_to_99 = [&](unsigned n) {
        std::string text;
        if (n >= 20) text += words[n / 10];
        if (n >= 10) text += "十";
        if (n % 10 != 0) text += words[n % 10];
        return text;
    };
    std::string text;
    for (const char c : std::to_string(year)) text += words[static_cast<size_t>(c - '0')];
    return text + "年" + up_to_99(month) + "月" + up_to_99(of_month) + "日";
}

CertificateFacts make_facts(uint64_t seed, Date today) {
    Random random(seed, 0x3CE7);
    CertificateFacts facts;
    const Sex sex = random.chance(400) ? Sex::female : Sex::male;
    const auto birth = today - days(random.between(26, 60) * 365 + random.between(0, 364));
    facts.lawyer = office::demo::make_name(sex, random);
    facts.sex = sex == Sex::male ? "男" : "女";
    facts.lawyer_identity =
        office::demo::make_number("530521", birth, random.between(10, 480) * 2 + (sex == Sex::male ? 1 : 0));
    const int first_year = random.between(2004, 2023);
    const bool part_time = random.chance(120);
    facts.licence_number = fmt::format("153{:02}{}{}{}{}", random.between(1, 29), first_year,
                                       part_time ? 2 : 1, sex == Sex::male ? 0 : 1, digits(random, 6));
    facts.licence_class = part_time ? "兼职律师" : "专职律师";
    facts.firm = fmt::format("云南{}律师事务所", random.pick(firm_names));
    if (random.chance(300))
        facts.firm = fmt::format("云南{}({})律师事务所", random.pick(firm_names), random.pick(places));
    facts.licence_firm = facts.firm;
    facts.qualification = fmt::format("A{}{}", first_year - 1, digits(random, 12));
    facts.licence_issued_on = iso_date(today - days(random.between(400, 3000)));
    facts.inspected_on = iso_date(today - days(random.between(20, 330)));
    facts.firm_code = make_firm_code(random);
    facts.firm_lawyer = facts.lawyer;
    facts.firm_dated_on = iso_date(today - days(random.between(1, 20)));
    const Sex client_sex = random.chance(250) ? Sex::female : Sex::male;
    facts.client = office::demo::make_name(client_sex, random);
    facts.client_sex = client_sex == Sex::male ? "男" : "女";
    facts.client_identity =
        office::demo::make_number("530521", today - days(random.between(20, 60) * 365),
                                  random.between(10, 480) * 2 + (client_sex == Sex::male ? 1 : 0));
    facts.principal = facts.client;
    facts.letter_lawyer = facts.lawyer;
    facts.letter_firm = facts.firm;
    facts.letter_dated_on = iso_date(today - days(random.between(1, 25)));
    facts.dates_in_words = random.chance(350);
    facts.charge = random.pick(charges);
    facts.document_serial = std::to_string(random.between(1, 480));
    if (random.chance(250)) {
        facts.principal = office::demo::make_relatives_name(facts.client, Sex::male, random);
        if (facts.principal == facts.client) facts.principal += "荣";
        facts.relation = random.pick(relations);
    }
    return facts;
}

void set_fact(CertificateFacts& facts, std::string_view word, const std::string& value) {
    if (word == "licence_name" || word == "lawyer") {
        facts.lawyer = facts.firm_lawyer = facts.letter_lawyer = value;
    } else if (word == "firm_name" || word == "firm") {
        facts.firm = facts.licence_firm = facts.letter_firm = value;
    } else if (word == "client_name" || word == "client") {
        if (facts.principal == facts.client) facts.principal = value;
        facts.client = value;
    } else if (word == "licence_issued_on") {
        facts.licence_issued_on = facts.inspected_on = value;
    } else {
        struct Place {
            std::string_view word;
            std::string CertificateFacts::*member;
        };
        static constexpr std::array<Place, 19> places_of{{
            {"sex", &CertificateFacts::sex},
            {"lawyer_identity", &CertificateFacts::lawyer_identity},
            {"licence_number", &CertificateFacts::licence_number},
            {"licence_class", &CertificateFacts::licence_class},
            {"licence_firm", &CertificateFacts::licence_firm},
            {"inspected_on", &CertificateFacts::inspected_on},
            {"firm_code", &CertificateFacts::firm_code},
            {"firm_lawyer", &CertificateFacts::firm_lawyer},
            {"firm_dated_on", &CertificateFacts::firm_dated_on},
            {"client_sex", &CertificateFacts::client_sex},
            {"client_identity", &CertificateFacts::client_identity},
            {"principal", &CertificateFacts::principal},
            {"relation", &CertificateFacts::relation},
            {"letter_lawyer", &CertificateFacts::letter_lawyer},
            {"letter_firm", &CertificateFacts::letter_firm},
            {"letter_dated_on", &CertificateFacts::letter_dated_on},
            {"case_number", &CertificateFacts::case_number},
            {"charge", &CertificateFacts::charge},
            {"office", &CertificateFacts::office},
        }};
        for (const auto& place : places_of)
            if (place.word == word) {
                facts.*place.member = value;
                return;
            }
        throw std::runtime_error(fmt::format("no fact is called '{}'", word));
    }
}

TrueFields true_fields(api::PageKind kind, const CertificateFacts& facts) {
    using api::FormField;
    TrueFields all;
    const auto add = [&](FormField field, const std::string& value) {
        if (!value.empty()) all.emplace_back(field, value);
    };
    switch (kind) {
        case api::PageKind::practising_certificate:
            add(FormField::licence_number, facts.licence_number);
            add(FormField::licence_name, facts.lawyer);
            add(FormField::licence_firm, facts.licence_firm);
            add(FormField::licence_issued_on,
                facts.inspected_on.empty() ? facts.licence_issued_on : facts.inspected_on);
            break;
        case api::PageKind::firm_certificate:
            add(FormField::firm_name, facts.firm);
            add(FormField::firm_code, facts.firm_code);
            add(FormField::firm_lawyer, facts.firm_lawyer);
            add(FormField::firm_dated_on, facts.firm_dated_on);
            break;
        case api::PageKind::power_of_attorney:
        case api::PageKind::legal_aid_letter:
            add(FormField::client_name, facts.client);
            add(FormField::letter_lawyer, facts.letter_lawyer);
            add(FormField::letter_dated_on, facts.letter_dated_on);
            add(FormField::case_number, facts.case_number);
            break;
        case api::PageKind::relation_proof:
            break;
    }
    return all;
}

}  // namespace lobby::test
