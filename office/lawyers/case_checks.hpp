// What can only be checked with the office's store: the case and the client, how many defend him, for whom
// else the lawyer acts there, and whether he is registered already.
//
// Sources: Criminal Procedure Law art. 33 (two defenders at most), art. 40 (files are open from the day of
// review for prosecution on); that nobody defends two suspects of one case: the procuratorates' rules (2019)
// (m). Throws store::Error.
#pragma once

#include <optional>
#include <vector>

#include "office/api/registration.hpp"
#include "office/cases/stored_case.hpp"
#include "office/lawyers/registrations.hpp"
#include "office/store/database.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office {

inline constexpr size_t most_defenders = 2;

// A case that the form's client is a party of. Suspects have defenders, everybody else has agents.
struct CaseFit {
    StoredCase of_case;
    ClientOfCase client;
};

// By the acceptance number, the client's identity number, or both; always by his name. Also a case that may
// not be spoken of.
[[nodiscard]] std::optional<CaseFit> find_case(CaseReader& cases, const StoreKey& key,
                                               const api::RegistrationForm& form);

struct CaseFindings {
    std::optional<CaseFit> fit;
    std::vector<api::Finding> findings;
};

// Unknown case, confidential case, and somebody who is no party of it give one and the same finding.
[[nodiscard]] CaseFindings check_case(CaseReader& cases, store::Database& office_db, const StoreKey& key,
                                      const api::RegistrationForm& form, Date today);

// Of those, what bars a confirmation. For a fit whatever its confidentiality.
[[nodiscard]] std::vector<api::Finding> bars_of(CaseReader& cases, store::Database& office_db,
                                                const CaseFit& fit, const IdentityIndex& lawyer, Date today);

}  // namespace lobby::office
