// What can be found wrong with a registration without asking anybody: whether its papers are there, hold
// together and are of days that count. The kiosk checks with it at once, the office again. Pure; any thread.
//
// What needs a store (the case, its client, other defenders, the lawyers' register) is office/lawyers'.
#pragma once

#include <vector>

#include "office/api/registration.hpp"

namespace lobby::api {

// The value of a field; empty: it is not there.
[[nodiscard]] std::string_view value_of(const RegistrationForm& form, FormField field);
[[nodiscard]] bool has_page(const RegistrationForm& form, PageKind kind);

// All that is found, each once, in the order of Finding. `card_sex`: of the card (card_number.sex()). The
// fields of a paper that is not there at all are not asked for.
[[nodiscard]] std::vector<Finding> check_form(const RegistrationForm& form, Sex card_sex, Date today,
                                              const CheckRules& rules);

// Findings of several checks together: each once, in their order.
void merge_findings(std::vector<Finding>& into, const std::vector<Finding>& more);

}  // namespace lobby::api
