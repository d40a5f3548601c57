#include "kiosk/lawyer/registration_draft.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace lobby::kiosk::lawyer {

using api::FormField;
using api::PageKind;

namespace {

constexpr std::array licence{FormField::licence_number, FormField::licence_name, FormField::licence_firm,
                             FormField::licence_issued_on};
constexpr std::array firm{FormField::firm_name, FormField::firm_code, FormField::firm_lawyer,
                          FormField::firm_dated_on};
constexpr std::array letter{FormField::client_name, FormField::letter_lawyer, FormField::letter_dated_on};

bool all_confirmed(const Making& making, PageKind kind) {
    return std::ranges::all_of(fields_of(kind), [&](FormField field) { return making.confirmed(field); });
}

bool has_picture_or_none(const Making& making, PageKind kind) {
    return making.pages_of(kind) > 0 ||
           std::ranges::find(making.without_picture, kind) != making.without_picture.end();
}

bool case_given(const Making& making) {
    return making.confirmed(FormField::case_number) || making.confirmed(FormField::client_identity);
}

bool needs_proof(const Making& making) {
    return making.principal && *making.principal != api::Principal::party_himself;
}

}  // namespace

const Entry* Making::find(FormField field) const {
    const auto found =
        std::ranges::find_if(entries, [field](const Entry& entry) { return entry.value.field == field; });
    return found == entries.end() ? nullptr : &*found;
}

bool Making::confirmed(FormField field) const {
    const Entry* entry = find(field);
    return entry && entry->confirmed;
}

size_t Making::pages_of(PageKind kind) const {
    return static_cast<size_t>(std::ranges::count(pages, kind, &api::PageReference::kind));
}

void Making::set(Entry entry) {
    const auto place = std::ranges::find_if(
        entries, [&](const Entry& other) { return other.value.field >= entry.value.field; });
    if (place != entries.end() && place->value.field == entry.value.field)
        *place = std::move(entry);
    else
        entries.insert(place, std::move(entry));
}

void Making::erase(FormField field) {
    std::erase_if(entries, [field](const Entry& entry) { return entry.value.field == field; });
}

std::span<const FormField> fields_of(PageKind kind) {
    switch (kind) {
        case PageKind::practising_certificate:
            return licence;
        case PageKind::firm_certificate:
            return firm;
        case PageKind::power_of_attorney:
        case PageKind::legal_aid_letter:
            return letter;
        case PageKind::relation_proof:
            break;
    }
    return {};
}

PageKind letter_kind(const Making& making) {
    return making.authorisation == api::Authorisation::legal_aid_letter ? PageKind::legal_aid_letter
                                                                        : PageKind::power_of_attorney;
}

Section next_section(const Making& making) {
    if (!all_confirmed(making, PageKind::practising_certificate)) return Section::licence;
    if (!all_confirmed(making, PageKind::firm_certificate)) return Section::firm;
    if (!making.authorisation) return Section::authorisation;
    if (!all_confirmed(making, letter_kind(making))) return Section::letter;
    if (*making.authorisation == api::Authorisation::power_of_attorney) {
        if (!making.principal) return Section::principal;
        if (needs_proof(making) && !has_picture_or_none(making, PageKind::relation_proof))
            return Section::relation;
    }
    if (!case_given(making)) return Section::client_case;
    return making.phone_asked ? Section::done : Section::phone;
}

api::RegistrationForm form_of(const Making& making, const IdentityNumber& card,
                              const SecretString& card_name) {
    api::RegistrationForm form{card,
                               card_name,
                               making.authorisation.value_or(api::Authorisation::power_of_attorney),
                               making.principal.value_or(api::Principal::party_himself),
                               making.agrees_to_notices,
                               {},
                               making.pages,
                               making.follows};
    for (const Entry& entry : making.entries)
        if (entry.confirmed) form.fields.push_back(entry.value);
    return form;
}

bool is_void(const Making& making) {
    return making.pages.empty() && making.without_picture.empty() && !making.authorisation &&
           !making.principal && !making.phone_asked &&
           std::ranges::none_of(making.entries, &Entry::confirmed);
}

Draft draft_of(const Making& making, const IdentityNumber& card, const SecretString& card_name) {
    Draft draft{form_of(making, card, card_name), making.authorisation.has_value(),
                making.principal.has_value(),     making.phone_asked,
                making.without_picture,           {}};
    for (const Entry& entry : making.entries)
        if (!entry.confirmed) draft.proposed.push_back(entry);
    return draft;
}

Making making_of(Draft draft) {
    Making making;
    making.begun = true;
    for (auto& entry : draft.proposed) making.set(std::move(entry));
    for (auto& value : draft.form.fields) making.set({std::move(value), true, 0});
    making.pages = std::move(draft.form.pages);
    making.without_picture = std::move(draft.without_picture);
    if (draft.has_authorisation) making.authorisation = draft.form.authorisation;
    if (draft.has_principal) making.principal = draft.form.principal;
    making.phone_asked = draft.phone_asked;
    making.agrees_to_notices = draft.form.agrees_to_notices;
    making.follows = draft.form.follows;
    return making;
}

}  // namespace lobby::kiosk::lawyer
