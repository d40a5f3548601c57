#include "office/import/case_rules.hpp"

#include <algorithm>

namespace lobby::office::imports {

namespace {

// The rows of one case are few: comparing each with those before it costs less than any table.
template <class Row, class Same>
std::optional<size_t> first_repeated(std::span<const Row> rows, Same same) {
    for (size_t i = 1; i < rows.size(); ++i)
        for (size_t k = 0; k < i; ++k)
            if (same(rows[i], rows[k])) return i;
    return std::nullopt;
}

}  // namespace

std::optional<Problem> problem_of_case(const CaseRow& row) {
    if (row.concluded_on && *row.concluded_on < row.accepted_on)
        return Problem{FieldId::concluded_on, Reason::before_acceptance, "a date"};
    return std::nullopt;
}

std::optional<RowProblem> problem_of_parties(std::span<const PartyRow> parties) {
    if (parties.size() > max_parties)
        return RowProblem{max_parties, {FieldId::parties, Reason::too_many, "a list"}};
    size_t suspects = 0;
    for (size_t i = 0; i < parties.size(); ++i)
        if (parties[i].position == PartyPosition::suspect && ++suspects > max_suspects)
            return RowProblem{i, {FieldId::parties, Reason::too_many, "a list"}};
    const auto again =
        first_repeated(parties, [](const PartyRow& a, const PartyRow& b) { return a.ordinal == b.ordinal; });
    if (again) return RowProblem{*again, {FieldId::party_ordinal, Reason::repeated_row, "a number"}};
    return std::nullopt;
}

std::optional<RowProblem> problem_of_events(std::span<const EventRow> events) {
    if (events.size() > max_events)
        return RowProblem{max_events, {FieldId::events, Reason::too_many, "a list"}};
    const auto again =
        first_repeated(events, [](const EventRow& a, const EventRow& b) { return a.seq == b.seq; });
    if (again) return RowProblem{*again, {FieldId::event_seq, Reason::repeated_row, "a number"}};
    return std::nullopt;
}

std::optional<RowProblem> problem_of_entitlements(std::span<const EntitlementRow> entitlements) {
    if (entitlements.size() > max_entitlements)
        return RowProblem{max_entitlements, {FieldId::entitlements, Reason::too_many, "a list"}};
    const auto again = first_repeated(entitlements, [](const EntitlementRow& a, const EntitlementRow& b) {
        return a.person == b.person && a.principal == b.principal;
    });
    if (again)
        return RowProblem{*again, {FieldId::entitlement_number, Reason::repeated_row, "an identity number"}};
    return std::nullopt;
}

std::optional<Problem> problem_of_whole(const CaseRecord& record) {
    if (const auto wrong = problem_of_case(record.row)) return wrong;
    if (const auto wrong = problem_of_parties(record.parties)) return wrong->problem;
    if (const auto wrong = problem_of_events(record.events)) return wrong->problem;
    if (const auto wrong = problem_of_entitlements(record.entitlements)) return wrong->problem;
    for (const auto& e : record.entitlements)
        if (e.principal != 0 &&
            std::ranges::none_of(record.parties, [&](const PartyRow& p) { return p.ordinal == e.principal; }))
            return Problem{FieldId::entitlement_principal, Reason::unknown_party, "a number"};
    return std::nullopt;
}

}  // namespace lobby::office::imports
