#include "office/api/standing_papers.hpp"

#include <algorithm>

namespace lobby::api {

namespace {

// Whether a reason may speak of that paper.
bool may_mean(ReturnReason reason, PageKind paper) {
    switch (reason) {
        // It is not said which.
        case ReturnReason::page_unreadable:
        case ReturnReason::page_missing:
        case ReturnReason::person_differs:
        case ReturnReason::other:
            return true;
        case ReturnReason::licence_not_valid:
        case ReturnReason::not_in_register:
            return paper == PageKind::practising_certificate;
        case ReturnReason::firm_certificate_not_valid:
            return paper == PageKind::firm_certificate;
        case ReturnReason::authorisation_not_valid:
        case ReturnReason::relation_not_proved:
        case ReturnReason::case_differs:
        case ReturnReason::defenders_full:
        case ReturnReason::conflict_of_clients:
            return false;
    }
    return true;
}

}  // namespace

bool still_stands(PageKind paper, RegistrationState state, const std::vector<ReturnReason>& reasons) {
    if (paper != PageKind::practising_certificate && paper != PageKind::firm_certificate) return false;
    if (state == RegistrationState::confirmed) return true;
    return state == RegistrationState::returned &&
           std::ranges::none_of(reasons, [paper](ReturnReason reason) { return may_mean(reason, paper); });
}

bool has_standing_papers(RegistrationState state, const std::vector<ReturnReason>& reasons) {
    return still_stands(PageKind::practising_certificate, state, reasons) ||
           still_stands(PageKind::firm_certificate, state, reasons);
}

}  // namespace lobby::api
