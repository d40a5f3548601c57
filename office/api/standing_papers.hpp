// Which papers of an earlier registration a lawyer need not show again. Office and kiosk go by the same
// table: the one tells what stood on them, the other asks for the rest. Pure; any thread.
#pragma once

#include <vector>

#include "office/api/registration.hpp"

namespace lobby::api {

// Practising certificate and law firm's certificate: of a confirmed registration both; of a returned one
// those that none of the reviewer's reasons may mean. A letter is of one client and case, and always shown
// anew.
[[nodiscard]] bool still_stands(PageKind paper, RegistrationState state,
                                const std::vector<ReturnReason>& reasons);
// Either of them.
[[nodiscard]] bool has_standing_papers(RegistrationState state, const std::vector<ReturnReason>& reasons);

}  // namespace lobby::api
