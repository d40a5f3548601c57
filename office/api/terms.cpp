#include "office/api/terms.hpp"

namespace lobby::api {

namespace {

constexpr std::array<Term<CaseKind>, 7> case_kinds{{
    {CaseKind::arrest_review, "arrest_review", "审查逮捕"},
    {CaseKind::prosecution_review, "prosecution_review", "审查起诉"},
    {CaseKind::criminal_petition, "criminal_petition", "刑事申诉"},
    {CaseKind::civil_supervision, "civil_supervision", "民事检察"},
    {CaseKind::administrative_supervision, "administrative_supervision", "行政检察"},
    {CaseKind::state_compensation, "state_compensation", "国家赔偿"},
    {CaseKind::judicial_relief, "judicial_relief", "司法救助"},
}};

constexpr std::array<Term<Stage>, 10> stages{{
    {Stage::accepted, "accepted", "受理"},
    {Stage::under_review, "under_review", "审查中"},
    {Stage::extended, "extended", "延长审查期限"},
    {Stage::first_return, "first_return", "第一次退回补充侦查"},
    {Stage::first_resubmission, "first_resubmission", "第一次补查重报"},
    {Stage::second_return, "second_return", "第二次退回补充侦查"},
    {Stage::second_resubmission, "second_resubmission", "第二次补查重报"},
    {Stage::transferred, "transferred", "移送其他院"},
    {Stage::concluded, "concluded", "办结"},
    {Stage::reopened, "reopened", "立案复查"},
}};

constexpr std::array<Term<Measure>, 6> measures{{
    {Measure::none, "none", "未采取强制措施"},
    {Measure::summoned, "summoned", "拘传"},
    {Measure::bail, "bail", "取保候审"},
    {Measure::residential_surveillance, "residential_surveillance", "监视居住"},
    {Measure::detained, "detained", "刑事拘留"},
    {Measure::arrested, "arrested", "逮捕"},
}};

constexpr std::array<Term<Outcome>, 13> outcomes{{
    {Outcome::pending, "pending", "尚未办结"},
    {Outcome::arrest_approved, "arrest_approved", "批准逮捕"},
    {Outcome::arrest_not_approved, "arrest_not_approved", "不批准逮捕"},
    {Outcome::prosecuted, "prosecuted", "提起公诉"},
    {Outcome::not_prosecuted, "not_prosecuted", "不起诉"},
    {Outcome::transferred, "transferred", "移送管辖"},
    {Outcome::withdrawn, "withdrawn", "侦查机关撤回"},
    {Outcome::petition_upheld, "petition_upheld", "申诉成立"},
    {Outcome::petition_dismissed, "petition_dismissed", "申诉不成立"},
    {Outcome::supervision_filed, "supervision_filed", "提出监督意见"},
    {Outcome::supervision_declined, "supervision_declined", "不支持监督申请"},
    {Outcome::granted, "granted", "予以支持"},
    {Outcome::refused, "refused", "不予支持"},
}};

constexpr std::array<Term<Role>, 5> roles{{
    {Role::party, "party", "当事人"},
    {Role::legal_representative, "legal_representative", "法定代理人"},
    {Role::close_relative, "close_relative", "近亲属"},
    {Role::defender, "defender", "辩护人"},
    {Role::agent, "agent", "诉讼代理人"},
}};

constexpr std::array<Term<EvidenceKind>, 2> evidence_kinds{{
    {EvidenceKind::card, "card", "身份证"},
    {EvidenceKind::query_code, "query_code", "查询码"},
}};

constexpr std::array<Term<LimitState>, 4> limit_states{{
    {LimitState::running, "running", "计算中"},
    {LimitState::suspended, "suspended", "暂停计算"},
    {LimitState::overdue, "overdue", "已超期"},
    {LimitState::ended, "ended", "已结束"},
}};

}  // namespace

template <>
std::pair<const Term<CaseKind>*, size_t> terms() {
    return {case_kinds.data(), case_kinds.size()};
}
template <>
std::pair<const Term<Stage>*, size_t> terms() {
    return {stages.data(), stages.size()};
}
template <>
std::pair<const Term<Measure>*, size_t> terms() {
    return {measures.data(), measures.size()};
}
template <>
std::pair<const Term<Outcome>*, size_t> terms() {
    return {outcomes.data(), outcomes.size()};
}
template <>
std::pair<const Term<Role>*, size_t> terms() {
    return {roles.data(), roles.size()};
}
template <>
std::pair<const Term<EvidenceKind>*, size_t> terms() {
    return {evidence_kinds.data(), evidence_kinds.size()};
}
template <>
std::pair<const Term<LimitState>*, size_t> terms() {
    return {limit_states.data(), limit_states.size()};
}

}  // namespace lobby::api
