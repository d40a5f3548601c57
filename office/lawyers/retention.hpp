// What is over: confirmations whose last day has passed, returned ones that nobody mended, and what is kept
// no longer ([lawyers] in the settings). Throws store::Error.
#pragma once

#include <functional>
#include <vector>

#include "office/config/config.hpp"
#include "office/lawyers/transitions.hpp"
#include "office/store/database.hpp"

namespace lobby::office {

// Oldest first, at most `most`.
[[nodiscard]] std::vector<api::RegistrationId> to_expire(store::Database& office_db,
                                                         const LawyersConfig& rules, WallTime now,
                                                         size_t most);
[[nodiscard]] std::vector<api::RegistrationId> to_erase(store::Database& office_db,
                                                        const LawyersConfig& rules, WallTime now,
                                                        size_t most);

// Gives up one page's file; inside of the transaction.
using ErasePage = std::function<void(store::Database& office_db, const api::PageId&)>;

// Form, pages and whatever tells of the lawyer; with its ledger entry.
void erase_registration(const TransitionContext& context, StoredRegistration& gone,
                        const ErasePage& erase_page);

}  // namespace lobby::office
