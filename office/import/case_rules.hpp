// What has to hold between the fields of a case. Pure.
#pragma once

#include <optional>
#include <span>

#include "office/import/case_record.hpp"
#include "office/import/fields.hpp"

namespace lobby::office::imports {

[[nodiscard]] std::optional<Problem> problem_of_case(const CaseRow& row);

// Nothing where all rows may stand beside each other; otherwise the index of the first that may not.
struct RowProblem {
    size_t index = 0;
    Problem problem;
};
[[nodiscard]] std::optional<RowProblem> problem_of_parties(std::span<const PartyRow> parties);
[[nodiscard]] std::optional<RowProblem> problem_of_events(std::span<const EventRow> events);
// The same person may ask for several parties of a case, but once for each.
[[nodiscard]] std::optional<RowProblem> problem_of_entitlements(std::span<const EntitlementRow> entitlements);

// All of the above, and that each entitlement names a party of the case or the case as a whole.
[[nodiscard]] std::optional<Problem> problem_of_whole(const CaseRecord& record);

}  // namespace lobby::office::imports
