#include "office/cases/told_cases.hpp"

#include <algorithm>

namespace lobby::office {

ToldCases told_cases(CaseReader& cases, const std::vector<Entitlement>& entitlements,
                     std::string_view card_name, Date today, const WorkingDays& calendar) {
    ToldCases out;
    if (entitlements.empty()) static_cast<void>(cases.by_acceptance_number(""));
    for (const auto& e : entitlements) {
        const bool seen = std::ranges::any_of(
            out.cases, [&](const auto& c) { return c.told.acceptance_number == e.acceptance_number; });
        if (seen) continue;
        const auto stored = cases.by_acceptance_number(e.acceptance_number);
        if (!stored) {
            out.why_nothing = Refusal::not_entitled;
            continue;
        }
        if (const auto refusal = refusal_of(e, *stored, card_name, today)) {
            out.why_nothing = *refusal;
            continue;
        }
        if (auto told = disclose(*stored, e, today, calendar))
            out.cases.push_back({std::move(*told), e.valid_until});
    }
    std::ranges::stable_sort(out.cases, std::greater<>(),
                             [](const auto& c) { return c.told.accepted_on.value_or(Date{}); });
    return out;
}

}  // namespace lobby::office
