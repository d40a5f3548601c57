#include "office/demo/showcase.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "office/demo/lives.hpp"
#include "office/demo/people.hpp"

namespace lobby::office::demo {

namespace {

using api::CaseKind;
using api::Measure;
using api::Outcome;
using api::Role;
using api::Stage;
using std::chrono::days;

std::string compact(Date day) {
    auto text = iso_date(day);
    std::erase(text, '-');
    return text;
}

// A step of a case, so many days after its acceptance at the latest.
struct Step {
    Stage stage;
    int day;
};

class Maker {
public:
    Maker(Date today, const WorkingDays& calendar) : today_(today), calendar_(calendar) {}

    // Accepted on the last working day up to so many days ago; each step on the last working day up to its
    // day.
    size_t add_case(CaseKind kind, const char* cause, int accepted_days_ago,
                    const std::vector<Step>& steps = {}, Outcome outcome = Outcome::pending) {
        DemoCase c;
        c.kind = kind;
        c.cause = cause;
        c.department = "第一检察部";
        c.accepted_on = working_day_until(today_ - days(accepted_days_ago), calendar_);
        c.outcome = outcome;
        c.events = {{Stage::accepted, c.accepted_on}, {Stage::under_review, c.accepted_on}};
        for (const auto& step : steps)
            c.events.push_back({step.stage, working_day_until(c.accepted_on + days(step.day), calendar_)});
        if (outcome != Outcome::pending) c.concluded_on = c.events.back().on;
        made_.cases.push_back(std::move(c));
        return made_.cases.size() - 1;
    }
    DemoCase& at(size_t which) { return made_.cases[which]; }
    [[nodiscard]] Date today() const { return today_; }

    // Adds a party and gives its ordinal.
    int add_party(size_t which, PartyPosition position, const DemoCard& card,
                  Measure measure = Measure::none) {
        auto& c = made_.cases[which];
        c.parties.push_back({position, {card.name, card.number}, measure});
        if (measure == Measure::detained || measure == Measure::arrested) c.in_custody = true;
        return static_cast<int>(c.parties.size());
    }
    int add_suspect(size_t which, const DemoCard& card, Measure measure = Measure::bail) {
        return add_party(which, PartyPosition::suspect, card, measure);
    }

    DemoIdentity& add_identity(const char* label, const char* shows, DemoCard card) {
        made_.identities.push_back({label, shows, std::move(card), {}, {}});
        return made_.identities.back();
    }
    void entitle(DemoIdentity& who, size_t which, Role role, int principal) {
        made_.cases[which].entitlements.push_back(
            {{who.card.name, who.card.number}, role, principal, {}, false});
        who.cases.push_back({which, role, principal});
    }
    // A suspect on bail who asks for himself.
    size_t add_own_case(const char* label, const char* shows, DemoCard card, size_t which) {
        add_suspect(which, card,
                    at(which).outcome == Outcome::not_prosecuted ? Measure::none : Measure::bail);
        entitle(add_identity(label, shows, std::move(card)), which, Role::party, 1);
        return which;
    }

    // The sequences 0 to 19 of a birthday are never given to other people of the export.
    DemoCard citizen(const char* name, const char* birth, int sequence, const char* nation = "汉") const {
        DemoCard card;
        card.name = name;
        card.sex = sequence % 2 == 1 ? "男" : "女";
        card.nation = nation;
        card.birth = birth;
        card.address = "云南省示范县示范镇幸福路1号";
        card.number = make_number("530521", *parse_date(birth), sequence);
        card.issuer = "示范县公安局";
        const Date from = add_months(today_, -40);
        card.valid_from = compact(from);
        card.valid_to = compact(add_months(from, 12 * 20));
        return card;
    }
    DemoCard expired(DemoCard card) const {
        const Date to = today_ - days(30);
        card.valid_from = compact(add_months(to, -12 * 10));
        card.valid_to = compact(to);
        return card;
    }
    DemoCard permit(const char* name, const char* birth, int sequence) const {
        DemoCard card = citizen(name, birth, sequence, "");
        card.type = "residence_permit";
        card.number = make_number("810000", *parse_date(birth), sequence);
        card.pass_number = "H00000001";
        card.issue_count = "01";
        card.valid_from = compact(add_months(today_, -20));
        card.valid_to = compact(add_months(today_, 40));
        return card;
    }
    DemoCard foreign_2023(const char* name, const char* english, const char* birth, int sequence) const {
        DemoCard card = foreigner("foreign_2023", name, english, birth, sequence);
        card.number = make_number("953104", *parse_date(birth), sequence);  // 9, Yunnan, Myanmar (ISO 104)
        return card;
    }
    DemoCard foreign_2017(const char* name, const char* english, const char* birth, int sequence) const {
        DemoCard card = foreigner("foreign_2017", name, english, birth, sequence);
        const std::string first =
            fmt::format("MMR5305{}{}", std::string_view(birth).substr(2), sequence % 10);
        card.authority = "1500";
        for (char check = '0'; check <= '9'; ++check)
            if (IdentityNumber::parse(first + check)) card.number = first + check;
        return card;
    }

    Showcase take() { return std::move(made_); }

private:
    DemoCard foreigner(const char* type, const char* name, const char* english, const char* birth,
                       int sequence) const {
        DemoCard card = citizen(name, birth, sequence, "");
        card.type = type;
        card.english_name = english;
        card.nationality = "MMR";
        card.address.clear();
        card.issuer.clear();
        card.valid_from = compact(add_months(today_, -40));
        card.valid_to = compact(add_months(today_, 80));
        return card;
    }

    Date today_;
    const WorkingDays& calendar_;
    Showcase made_;
};

constexpr auto prosecution = CaseKind::prosecution_review;
constexpr auto arrest = CaseKind::arrest_review;

// What a case can look like.
void add_stages(Maker& m) {
    m.add_own_case("one-case", "one case under review", m.citizen("郑一案", "19800101", 11),
                   m.add_case(prosecution, "盗窃罪", 10));
    m.add_own_case("returned", "returned for supplementary investigation: the term is suspended",
                   m.citizen("罗建国", "19830214", 11),
                   m.add_case(prosecution, "诈骗罪", 38, {{Stage::first_return, 26}}));
    m.add_own_case("resubmitted", "returned twice, under review again", m.citizen("苏志强", "19781120", 11),
                   m.add_case(prosecution, "合同诈骗罪", 97,
                              {{Stage::first_return, 25},
                               {Stage::first_resubmission, 45},
                               {Stage::second_return, 65},
                               {Stage::second_resubmission, 85}}));
    m.add_own_case("extended", "the term was extended by 15 days", m.citizen("何春梅", "19900505", 12),
                   m.add_case(prosecution, "开设赌场罪", 34, {{Stage::extended, 26}}));
    m.add_own_case("overdue", "the term has passed", m.citizen("马成林", "19861010", 11),
                   m.add_case(prosecution, "滥伐林木罪", 42));
    const auto fast = m.add_case(prosecution, "危险驾驶罪", 4);
    m.at(fast).procedure = Procedure::fast_track_over_a_year;
    m.add_own_case("fast-track", "a fast-track case, 15 days", m.citizen("杨俊杰", "19950808", 11), fast);
    m.add_own_case("not-prosecuted", "concluded: not prosecuted", m.citizen("李文华", "19760303", 11),
                   m.add_case(prosecution, "失火罪", 70, {{Stage::concluded, 25}}, Outcome::not_prosecuted));
    m.add_own_case("prosecuted", "concluded: prosecuted", m.citizen("段光明", "19880616", 11),
                   m.add_case(prosecution, "故意伤害罪", 65, {{Stage::concluded, 27}}, Outcome::prosecuted));
}

// Who may ask, and for whom.
void add_roles(Maker& m) {
    auto& several = m.add_identity("several-cases", "three cases, in two of them as a suspect",
                                   m.citizen("王多案", "19750615", 12));
    const auto own = m.add_case(prosecution, "盗窃罪", 12);
    m.entitle(several, own, Role::party, m.add_suspect(own, several.card));
    const auto request = m.add_case(arrest, "寻衅滋事罪", 5);
    m.entitle(several, request, Role::party, m.add_suspect(request, several.card));
    const auto against =
        m.add_case(prosecution, "交通肇事罪", 60, {{Stage::concluded, 24}}, Outcome::prosecuted);
    m.add_suspect(against, m.citizen("赵如松", "19850901", 13));
    m.entitle(several, against, Role::party, m.add_party(against, PartyPosition::victim, several.card));

    // A detained person cannot come himself: his mother asks. Accepted on the very day, custody knows no
    // weekends.
    auto& relative = m.add_identity("relative", "mother of a detained suspect: arrest review, 7 days",
                                    m.citizen("蒋桂兰", "19620820", 12));
    const auto sons = m.add_case(arrest, "走私、贩卖、运输、制造毒品罪", 0);
    m.at(sons).accepted_on = m.at(sons).events[0].on = m.at(sons).events[1].on = m.today() - days(2);
    m.entitle(relative, sons, Role::close_relative,
              m.add_suspect(sons, m.citizen("尹小刚", "19910407", 13), Measure::detained));

    auto& defender =
        m.add_identity("defender", "defends the second of two suspects", m.citizen("董世杰", "19840212", 11));
    const auto group = m.add_case(prosecution, "帮助信息网络犯罪活动罪", 9);
    m.add_suspect(group, m.citizen("番家旺", "19981212", 13));
    m.entitle(defender, group, Role::defender,
              m.add_suspect(group, m.citizen("周浩然", "19990909", 13), Measure::arrested));

    auto& agent = m.add_identity("agent", "agent of a victim", m.citizen("陈雪梅", "19790707", 12));
    const auto injury = m.add_case(prosecution, "故意伤害罪", 8);
    m.add_suspect(injury, m.citizen("杜大勇", "19870711", 13));
    m.entitle(agent, injury, Role::agent,
              m.add_party(injury, PartyPosition::victim, m.citizen("刘翠平", "19920929", 14)));

    // Registers the three certificates at the kiosk: scripts/run lays them on the emulated scanner.
    auto& lawyer = m.add_identity("lawyer", "a lawyer with three certificates to register",
                                  m.citizen("方正言", "19850417", 15));
    const auto unfinished = m.add_case(prosecution, "盗窃罪", 10);
    lawyer.client = {unfinished,
                     m.add_suspect(unfinished, m.citizen("毕小满", "19970521", 15), Measure::arrested)};
}

// Whose card shows nothing.
void add_refusals(Maker& m) {
    const auto secret = m.add_case(prosecution, "侵犯公民个人信息罪", 7);
    m.at(secret).confidentiality = static_cast<uint32_t>(Confidentiality::privacy);
    m.add_own_case("confidential", "entitled, but the case is confidential: shows nothing",
                   m.citizen("孔秀英", "19930318", 12), secret);
    m.add_identity("no-case", "in no case: shows nothing", m.citizen("施无案", "19691212", 14));
    auto& late = m.add_identity("expired-card", "the card has expired",
                                m.expired(m.citizen("许永昌", "19700510", 11)));
    const auto case_of_late = m.add_case(prosecution, "危险驾驶罪", 6);
    m.entitle(late, case_of_late, Role::party, m.add_suspect(case_of_late, late.card));
}

// What a card can be.
void add_cards(Maker& m) {
    m.add_own_case("rare-name", "characters beyond the basic plane",
                   m.citizen("周\U0002CB4E\u4DAE", "19930404", 16), m.add_case(prosecution, "交通肇事罪", 9));
    m.add_own_case("minority-name", "a name with a middle dot", m.citizen("岩·三坎", "19890413", 11, "布朗"),
                   m.add_case(prosecution, "非法持有、私藏枪支、弹药罪", 11));
    m.add_own_case("residence-permit", "Hong Kong resident's permit", m.permit("黄嘉欣", "19870808", 12),
                   m.add_case(prosecution, "诈骗罪", 10));
    m.add_own_case("foreign-2023", "foreign permanent resident's card of 2023",
                   m.foreign_2023("吴敏登", "U MIN TEIN", "19811103", 11),
                   m.add_case(prosecution, "交通肇事罪", 11));
    m.add_own_case("foreign-2017", "foreign permanent resident's card of 2017",
                   m.foreign_2017("丹琪达", "DAW KHIN THIDA", "19900226", 12),
                   m.add_case(prosecution, "危险驾驶罪", 9));
}

}  // namespace

Showcase make_showcase(Date today, const WorkingDays& calendar) {
    Maker maker(today, calendar);
    add_stages(maker);
    add_roles(maker);
    add_refusals(maker);
    add_cards(maker);
    return maker.take();
}

}  // namespace lobby::office::demo
