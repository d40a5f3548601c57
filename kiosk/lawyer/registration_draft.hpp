// A registration in the making: what was read and typed, and what the lawyer has confirmed of it. Pure
// values; wiped when they go.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "office/api/registration.hpp"

namespace lobby::kiosk::lawyer {

// One field, from the first reading to the confirmation.
struct Entry {
    api::FieldValue value;
    bool confirmed = false;
    int confidence = 0;  // of a reading, 0…100
    friend bool operator==(const Entry&, const Entry&) = default;
};

struct Making {
    std::vector<Entry> entries;  // each field at most once, in the order of FormField
    std::vector<api::PageReference> pages;
    std::vector<api::PageKind> without_picture;  // "type it": no page of these is to be had here
    std::optional<api::Authorisation> authorisation;
    std::optional<api::Principal> principal;  // nothing: not asked yet
    bool phone_asked = false;
    bool agrees_to_notices = false;
    std::optional<api::RegistrationId> follows;
    bool begun = false;

    [[nodiscard]] const Entry* find(api::FormField field) const;
    [[nodiscard]] bool confirmed(api::FormField field) const;
    [[nodiscard]] size_t pages_of(api::PageKind kind) const;
    // Puts it in its place; an older value of the field goes.
    void set(Entry entry);
    void erase(api::FormField field);
};

// What a document is asked for.
[[nodiscard]] std::span<const api::FormField> fields_of(api::PageKind kind);

// The screen that comes next: the first one that still lacks something.
enum class Section { licence, firm, authorisation, letter, principal, relation, client_case, phone, done };
[[nodiscard]] Section next_section(const Making& making);
[[nodiscard]] api::PageKind letter_kind(const Making& making);

// As it is handed in: confirmed fields and left ones, and the pages. Asked for before everything is there it
// holds what there is.
[[nodiscard]] api::RegistrationForm form_of(const Making& making, const IdentityNumber& card,
                                            const SecretString& card_name);

// What is kept of one that is not finished, until the end of the day: confirmed fields and pages, and what
// was read and is still to be confirmed.
struct Draft {
    api::RegistrationForm form;
    bool has_authorisation = false;
    bool has_principal = false;
    bool phone_asked = false;
    std::vector<api::PageKind> without_picture;
    std::vector<Entry> proposed;  // in the order of FormField; never part of the form
};
// Nothing in it that is worth keeping: no page, nothing confirmed, nothing chosen.
[[nodiscard]] bool is_void(const Making& making);
[[nodiscard]] Draft draft_of(const Making& making, const IdentityNumber& card, const SecretString& card_name);
[[nodiscard]] Making making_of(Draft draft);

}  // namespace lobby::kiosk::lawyer
