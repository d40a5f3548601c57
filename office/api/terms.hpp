// The closed lists of the domain, shared by office and kiosk. Each has a stable number (databases, wire) and
// a stable word (import files, locale keys). Never renumber; add at the end. Sources: ../docs/domain.md
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace lobby::api {

// Kinds of case that a county procuratorate accepts; the kind decides the fields that may be told.
enum class CaseKind : uint8_t {
    arrest_review = 1,               // 审查逮捕
    prosecution_review = 2,          // 审查起诉
    criminal_petition = 3,           // 刑事申诉
    civil_supervision = 4,           // 民事检察
    administrative_supervision = 5,  // 行政检察
    state_compensation = 6,          // 国家赔偿
    judicial_relief = 7,             // 司法救助
};

// Steps in a case's life (Criminal Procedure Law arts. 172, 175).
enum class Stage : uint8_t {
    accepted = 1,             // 受理
    under_review = 2,         // 审查中
    extended = 3,             // 延长审查期限 (art. 172: 15 days more)
    first_return = 4,         // 第一次退回补充侦查
    first_resubmission = 5,   // 第一次补查重报
    second_return = 6,        // 第二次退回补充侦查
    second_resubmission = 7,  // 第二次补查重报
    transferred = 8,          // 移送其他院 (change of jurisdiction)
    concluded = 9,            // 办结
    reopened = 10,            // 立案复查 (petitions)
};

// Coercive measures in their public form.
enum class Measure : uint8_t {
    none = 1,                      // 未采取强制措施
    summoned = 2,                  // 拘传
    bail = 3,                      // 取保候审
    residential_surveillance = 4,  // 监视居住
    detained = 5,                  // 刑事拘留
    arrested = 6,                  // 逮捕
};

enum class Outcome : uint8_t {
    pending = 1,                // 尚未办结
    arrest_approved = 2,        // 批准逮捕
    arrest_not_approved = 3,    // 不批准逮捕
    prosecuted = 4,             // 提起公诉
    not_prosecuted = 5,         // 不起诉
    transferred = 6,            // 移送管辖
    withdrawn = 7,              // 侦查机关撤回
    petition_upheld = 8,        // 申诉成立 (correction proposed)
    petition_dismissed = 9,     // 申诉不成立
    supervision_filed = 10,     // 提出监督意见 (protest or recommendation)
    supervision_declined = 11,  // 不支持监督申请
    granted = 12,               // 予以支持 (compensation, relief)
    refused = 13,               // 不予支持
};

// Who may ask (Provisions on Case Information Disclosure, 2021, art. 7).
enum class Role : uint8_t {
    party = 1,                 // 当事人
    legal_representative = 2,  // 法定代理人
    close_relative = 3,        // 近亲属
    defender = 4,              // 辩护人
    agent = 5,                 // 诉讼代理人
};

// By what a person shows who he is.
enum class EvidenceKind : uint8_t { card = 1, query_code = 2 };

// Why a time limit does or does not run.
enum class LimitState : uint8_t {
    running = 1,    // days left are counted
    suspended = 2,  // returned for supplementary investigation: the office's own term does not run (art. 175)
    overdue = 3,
    ended = 4,  // concluded or transferred
};

template <class E>
struct Term {
    E value;
    std::string_view word;     // stable id, used in NDJSON and locale keys
    std::string_view chinese;  // as the unified business application system exports it
};

// All terms of one list, in order of their numbers.
template <class E>
std::pair<const Term<E>*, size_t> terms();
template <>
std::pair<const Term<CaseKind>*, size_t> terms();
template <>
std::pair<const Term<Stage>*, size_t> terms();
template <>
std::pair<const Term<Measure>*, size_t> terms();
template <>
std::pair<const Term<Outcome>*, size_t> terms();
template <>
std::pair<const Term<Role>*, size_t> terms();
template <>
std::pair<const Term<EvidenceKind>*, size_t> terms();
template <>
std::pair<const Term<LimitState>*, size_t> terms();

template <class E>
std::string_view word_of(E value) {
    const auto [list, n] = terms<E>();
    for (size_t i = 0; i < n; ++i)
        if (list[i].value == value) return list[i].word;
    return "unknown";
}

// By number: nothing for a number outside the list (hostile input).
template <class E>
std::optional<E> from_number(uint64_t number) {
    const auto [list, n] = terms<E>();
    for (size_t i = 0; i < n; ++i)
        if (static_cast<uint64_t>(list[i].value) == number) return list[i].value;
    return std::nullopt;
}

// By its word or its Chinese name.
template <class E>
std::optional<E> from_word(std::string_view word) {
    const auto [list, n] = terms<E>();
    for (size_t i = 0; i < n; ++i)
        if (list[i].word == word || list[i].chinese == word) return list[i].value;
    return std::nullopt;
}

}  // namespace lobby::api
