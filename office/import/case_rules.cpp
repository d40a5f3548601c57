#include "office/import/case_rules.hpp"

#include <algorithm>

namespace lobby::office::imports {

namespace {

template <class Row>
std::optional<Problem> first_conflict(const std::vector<Row>& rows) {
    for (size_t i = 0; i < rows.size(); ++i)
        if (auto problem = conflict(std::span(rows).first(i), rows[i])) return problem;
    return std::nullopt;
}

}  // namespace

std::optional<Problem> problem_of_case(const CaseRow& row) {
    if (row.concluded_on && *row.concluded_on < row.accepted_on)
        return Problem{FieldId::concluded_on, Reason::before_acceptance, "a date"};
    return std::nullopt;
}

std::optional<Problem> conflict(std::span<const PartyRow> before, const PartyRow& row) {
    if (before.size() >= max_parties) return Problem{FieldId::parties, Reason::too_many, "a list"};
    if (std::ranges::any_of(before, [&](const PartyRow& p) { return p.ordinal == row.ordinal; }))
        return Problem{FieldId::party_ordinal, Reason::repeated_row, "a number"};
    const auto is_suspect = [](const PartyRow& p) { return p.position == PartyPosition::suspect; };
    if (is_suspect(row) && std::ranges::count_if(before, is_suspect) >= static_cast<ptrdiff_t>(max_suspects))
        return Problem{FieldId::parties, Reason::too_many, "a list"};
    return std::nullopt;
}

std::optional<Problem> conflict(std::span<const EventRow> before, const EventRow& row) {
    if (before.size() >= max_events) return Problem{FieldId::events, Reason::too_many, "a list"};
    if (std::ranges::any_of(before, [&](const EventRow& e) { return e.seq == row.seq; }))
        return Problem{FieldId::event_seq, Reason::repeated_row, "a number"};
    return std::nullopt;
}

std::optional<Problem> conflict(std::span<const EntitlementRow> before, const EntitlementRow& row) {
    if (before.size() >= max_entitlements) return Problem{FieldId::entitlements, Reason::too_many, "a list"};
    if (std::ranges::any_of(before, [&](const EntitlementRow& e) {
            return e.person == row.person && e.principal == row.principal;
        }))
        return Problem{FieldId::entitlement_number, Reason::repeated_row, "an identity number"};
    return std::nullopt;
}

std::optional<Problem> problem_of_whole(const CaseRecord& record) {
    if (auto wrong = problem_of_case(record.row)) return wrong;
    if (auto wrong = first_conflict(record.parties)) return wrong;
    if (auto wrong = first_conflict(record.events)) return wrong;
    if (auto wrong = first_conflict(record.entitlements)) return wrong;
    for (const auto& e : record.entitlements)
        if (e.principal != 0 &&
            std::ranges::none_of(record.parties, [&](const PartyRow& p) { return p.ordinal == e.principal; }))
            return Problem{FieldId::entitlement_principal, Reason::unknown_party, "a number"};
    return std::nullopt;
}

}  // namespace lobby::office::imports
