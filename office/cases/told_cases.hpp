// What one person may be told, over all his entitlements: the office's answer to a card, and what it seals
// for the kiosks.
#pragma once

#include <string_view>
#include <vector>

#include "office/cases/stored_case.hpp"

namespace lobby::office {

struct ToldCase {
    api::DisclosedCase told;
    std::optional<Date> valid_until;  // of the entitlement that opens it
};

struct ToldCases {
    std::vector<ToldCase> cases;  // newest acceptance first, each case once
    Refusal why_nothing = Refusal::unknown_person;
};

// `entitlements`: the person's, in the order in which they are to be tried. The same reads whatever the
// outcome: a person without entitlements costs a look at a case that is not there. Throws store::Error.
[[nodiscard]] ToldCases told_cases(CaseReader& cases, const std::vector<Entitlement>& entitlements,
                                   std::string_view card_name, Date today, const WorkingDays& calendar);

}  // namespace lobby::office
