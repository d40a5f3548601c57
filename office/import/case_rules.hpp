// What has to hold between the fields and rows of a case. Pure.
#pragma once

#include <optional>
#include <span>

#include "office/import/case_record.hpp"
#include "office/import/fields.hpp"

namespace lobby::office::imports {

[[nodiscard]] std::optional<Problem> problem_of_case(const CaseRow& row);

// Why `row` may not stand beside those before it, which are good.
[[nodiscard]] std::optional<Problem> conflict(std::span<const PartyRow> before, const PartyRow& row);
[[nodiscard]] std::optional<Problem> conflict(std::span<const EventRow> before, const EventRow& row);
// The same person may ask for several parties of a case, but once for each.
[[nodiscard]] std::optional<Problem> conflict(std::span<const EntitlementRow> before,
                                              const EntitlementRow& row);

// All of the above, and that each entitlement names a party of the case or the case as a whole.
[[nodiscard]] std::optional<Problem> problem_of_whole(const CaseRecord& record);

}  // namespace lobby::office::imports
