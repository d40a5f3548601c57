// Authorisation and case, what is lacking, and handing in.
#include <algorithm>

#include "kiosk/lawyer/lawyer_steps.hpp"

namespace lobby::kiosk::lawyer {

using api::Finding;
using api::FormField;
using api::PageKind;

namespace {

struct MendBy {
    enum class Kind { nothing, capture, fields, field, authorisation, client_case, phone } kind{};
    PageKind page{};
    FormField field{};
};

MendBy mend_of(Finding finding, PageKind letter) {
    using Kind = MendBy::Kind;
    const auto field = [](FormField f) { return MendBy{Kind::field, {}, f}; };
    switch (finding) {
        case Finding::practising_certificate_missing:
            return {Kind::capture, PageKind::practising_certificate, {}};
        case Finding::firm_certificate_missing:
            return {Kind::capture, PageKind::firm_certificate, {}};
        case Finding::authorisation_missing:
            return {Kind::authorisation, {}, {}};
        case Finding::relation_proof_missing:
            return {Kind::capture, PageKind::relation_proof, {}};
        case Finding::licence_number_missing:
        case Finding::licence_sex_differs:
        case Finding::register_unknown:
            return field(FormField::licence_number);
        case Finding::licence_expired:
            return field(FormField::licence_issued_on);
        case Finding::licence_name_differs:
        case Finding::register_differs:
            return {Kind::fields, PageKind::practising_certificate, {}};
        case Finding::firm_name_missing:
            return field(FormField::firm_name);
        case Finding::firm_code_wrong:
            return field(FormField::firm_code);
        case Finding::firm_differs:
        case Finding::firm_lawyer_differs:
            return {Kind::fields, PageKind::firm_certificate, {}};
        case Finding::firm_undated:
        case Finding::firm_date_wrong:
            return field(FormField::firm_dated_on);
        case Finding::client_missing:
            return field(FormField::client_name);
        case Finding::letter_lawyer_differs:
            return {Kind::fields, letter, {}};
        case Finding::letter_undated:
        case Finding::letter_date_wrong:
            return field(FormField::letter_dated_on);
        case Finding::case_not_found:
            return {Kind::client_case, {}, {}};
        case Finding::phone_wrong:
            return {Kind::phone, {}, {}};
        default:
            return {};
    }
}

uint32_t pages_and_one(const Making& making, PageKind kind) {
    return static_cast<uint32_t>(making.pages_of(kind)) + 1;
}

}  // namespace

bool can_mend(Finding finding) {
    return mend_of(finding, PageKind::power_of_attorney).kind != MendBy::Kind::nothing;
}

std::vector<Finding> lacking(const std::vector<Finding>& findings) {
    std::vector<Finding> out;
    std::ranges::copy_if(findings, std::back_inserter(out),
                         [](Finding finding) { return !api::is_warning(finding); });
    return out;
}

Effects save(const State& state) {
    if (!state.card) return none();
    if (is_void(state.making)) return errand(EraseDraft{*state.card, state.card_name});
    return errand(SaveDraft{draft_of(state.making, *state.card, state.card_name)});
}

Effects check(State& state) {
    if (!state.card) return none();
    const uint64_t question = state.next_question++;
    state.step = Checking{question};
    return errand(Check{question, form_of(state.making, *state.card, state.card_name)});
}

Effects on(State& state, const ChooseAuthorisation& chosen) {
    if (!at<ChoosingAuthorisation>(state)) return none();
    Effects dropped;
    // What another kind of letter said does not stand for this one.
    if (state.making.authorisation && *state.making.authorisation != chosen.authorisation) {
        const PageKind before = letter_kind(state.making);
        std::erase_if(state.making.pages, [&](const api::PageReference& page) {
            if (page.kind != before && page.kind != PageKind::relation_proof) return false;
            dropped.emplace_back(Errand{DropPage{page.id}});
            return true;
        });
        for (const FormField field : fields_of(before)) state.making.erase(field);
        std::erase(state.making.without_picture, before);
        std::erase(state.making.without_picture, PageKind::relation_proof);
        state.making.principal.reset();
    }
    state.making.authorisation = chosen.authorisation;
    auto effects = save(state);
    add(effects, std::move(dropped));
    // Also where he came back to it: the letter itself is shown next.
    if (next_section(state.making) == Section::letter || !state.mending)
        add(effects, show(state, Section::letter));
    else
        add(effects, go_on(state));
    return effects;
}

Effects on(State& state, const ChoosePrincipal& chosen) {
    if (!at<ChoosingPrincipal>(state)) return none();
    Effects dropped;
    if (chosen.principal == api::Principal::party_himself)
        std::erase_if(state.making.pages, [&](const api::PageReference& page) {
            if (page.kind != PageKind::relation_proof) return false;
            dropped.emplace_back(Errand{DropPage{page.id}});
            return true;
        });
    state.making.principal = chosen.principal;
    auto effects = save(state);
    add(effects, std::move(dropped));
    add(effects, go_on(state));
    return effects;
}

Effects on(State& state, const ChooseCaseBy& chosen) {
    if (at<ChoosingCase>(state))
        type(state, chosen.by_number ? FormField::case_number : FormField::client_identity);
    return none();
}

Effects on(State& state, Checked& checked) {
    const auto* checking = std::get_if<Checking>(&state.step);
    if (!checking || checking->question != checked.question) return none();
    state.findings = std::move(checked.findings);
    state.mending = false;
    if (lacking(state.findings).empty())
        state.step = Summary{};
    else
        state.step = Findings{};
    return none();
}

Effects on(State& state, const Mend& mend) {
    if (!at<Findings>(state)) return none();
    const auto by = mend_of(mend.finding, letter_kind(state.making));
    if (by.kind == MendBy::Kind::nothing) return none();
    state.mending = true;
    switch (by.kind) {
        case MendBy::Kind::capture:
            state.step = Capture{by.page, pages_and_one(state.making, by.page), {}, {}, 0};
            break;
        case MendBy::Kind::fields:
            state.step = Fields{by.page, {}};
            break;
        case MendBy::Kind::field:
            type(state, by.field);
            break;
        case MendBy::Kind::authorisation: {
            const PageKind letter = letter_kind(state.making);
            state.step = Capture{letter, pages_and_one(state.making, letter), {}, {}, 0};
            break;
        }
        case MendBy::Kind::client_case:
            state.step = ChoosingCase{};
            break;
        case MendBy::Kind::phone:
            return show(state, Section::phone);
        case MendBy::Kind::nothing:
            break;
    }
    return none();
}

Effects hand_in(State& state, bool to_window) {
    if (!state.card) return none();
    HandIn wanted{state.next_question++, form_of(state.making, *state.card, state.card_name), {}};
    if (to_window) wanted.ticket_service = state.ticket_service.empty() ? "lawyers" : state.ticket_service;
    state.step = HandingIn{wanted.question, to_window};
    return errand(std::move(wanted));
}

// Wherever something cannot be done here, and at the list of what is lacking.
Effects on(State& state, const TakeTicket&) {
    const auto* capture = std::get_if<Capture>(&state.step);
    if (!at<Findings>(state) && !at<Summary>(state) && !(capture && capture->question == 0)) return none();
    return hand_in(state, true);
}

Effects on(State& state, const HandOver&) {
    return at<Summary>(state) ? hand_in(state, false) : none();
}

Effects on(State& state, const RegistrationKept& kept) {
    const auto* handing = std::get_if<HandingIn>(&state.step);
    if (!handing || handing->question != kept.question) return none();
    const bool to_window = handing->to_window;
    state.making = {};
    state.unfinished.reset();
    state.findings.clear();
    HandedIn done;
    done.id = kept.id;
    done.to_window = to_window;
    state.step = done;
    Effects effects;
    if (to_window && !state.ticket_service.empty()) effects.emplace_back(ToTicket{state.ticket_service});
    return effects;
}

Effects on(State& state, const RegistrationNotKept& lost) {
    const auto* handing = std::get_if<HandingIn>(&state.step);
    if (!handing || handing->question != lost.question) return none();
    const bool to_window = handing->to_window;
    state.step = NotHandedIn{lost.reason, to_window};
    return none();
}

}  // namespace lobby::kiosk::lawyer
