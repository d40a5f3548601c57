// Made-up lawyers for the flow's tests: nobody's number stands here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/lawyer/lawyer_flow.hpp"
#include "tests/unit/kiosk/visitors.hpp"

namespace lobby::kiosk::lawyer {

inline constexpr ReaderView reader_ready{true, false, false};

template <class T>
bool at(const State& state) {
    return std::holds_alternative<T>(state.step);
}

template <class T>
const T* errand(const Effects& effects) {
    for (const auto& effect : effects)
        if (const auto* one = std::get_if<Errand>(&effect))
            if (const auto* found = std::get_if<T>(one)) return found;
    return nullptr;
}

template <class T>
bool has(const Effects& effects) {
    for (const auto& effect : effects)
        if (std::holds_alternative<T>(effect)) return true;
    return false;
}

inline State known(api::LawyerAnswer answer = {}, std::string service = "lawyers") {
    State state = begin(reader_ready, 1, std::move(service));
    step(state, some_card());
    step(state, LawyerKnown{1, std::move(answer), std::nullopt});
    return state;
}

inline api::RegistrationStanding some_standing(uint8_t id, api::RegistrationState in) {
    api::RegistrationStanding standing;
    standing.id[0] = id;
    standing.state = in;
    standing.client_name = "Some Client";
    return standing;
}

inline api::LawyerAnswer answer_with_earlier() {
    api::LawyerAnswer answer;
    answer.registrations = {some_standing(9, api::RegistrationState::confirmed)};
    using api::FormField;
    for (const auto& [field, value] :
         {std::pair{FormField::licence_number, "15305201012345678"}, std::pair{FormField::licence_name, "N"},
          std::pair{FormField::licence_firm, "F"}, std::pair{FormField::licence_issued_on, "2026-05-31"},
          std::pair{FormField::firm_name, "F"}, std::pair{FormField::firm_code, "31110000E00017891P"},
          std::pair{FormField::firm_lawyer, "N"}, std::pair{FormField::firm_dated_on, "2026-11-01"},
          std::pair{FormField::phone, "13800000000"}})
        answer.earlier.push_back({field, SecretString(value), {}, api::FieldSource::earlier});
    return answer;
}

inline api::PageReference some_page(api::PageKind kind, uint8_t id) {
    api::PageReference page;
    page.id[0] = id;
    page.kind = kind;
    page.ordinal = 1;
    page.sealed_bytes = 4096;
    return page;
}

inline std::vector<Proposed> licence_reading() {
    using api::FormField;
    std::vector<Proposed> proposals;
    const auto propose = [&](FormField field, const char* value) {
        proposals.push_back({field, SecretString(value), SecretString(value), 80, false});
    };
    propose(FormField::licence_number, "15305201012345678");
    propose(FormField::licence_name, "N");
    propose(FormField::licence_firm, "F");
    propose(FormField::licence_issued_on, "2026-05-31");
    return proposals;
}

// With a reading for every field of the page that is asked for.
inline std::vector<Proposed> reading_of(api::PageKind kind) {
    if (kind == api::PageKind::practising_certificate) return licence_reading();
    std::vector<Proposed> proposals;
    for (const api::FormField field : fields_of(kind)) {
        const bool date = entry_kind(field) == EntryKind::date;
        const char* value = date                                 ? "2026-11-01"
                            : field == api::FormField::firm_code ? "31110000E00017891P"
                                                                 : "N";
        proposals.push_back({field, SecretString(value), SecretString(value), 80, false});
    }
    return proposals;
}

// From the capture screen to what was read.
inline void take_page(State& state, std::vector<Proposed> proposals) {
    const auto effects = step(state, TakePicture{});
    const auto* take = errand<TakePage>(effects);
    if (!take) return;
    const auto id = static_cast<uint8_t>(state.making.pages.size() + 1);
    step(state, PageTaken{take->question, some_page(take->kind, id)});
    step(state, PageRead{take->question, Reading::read, std::move(proposals)});
}

inline void confirm_all(State& state, api::PageKind kind) {
    for (const api::FormField field : fields_of(kind)) step(state, ConfirmField{field});
}

inline void document(State& state, api::PageKind kind) {
    take_page(state, reading_of(kind));
    confirm_all(state, kind);
    step(state, NextStep{});
}

inline void type(State& state, std::string_view keys) {
    for (const char key : keys) step(state, Key{key});
}

inline State at_principal(std::string service = "lawyers") {
    State state = known({}, std::move(service));
    step(state, BeginNew{});
    document(state, api::PageKind::practising_certificate);
    document(state, api::PageKind::firm_certificate);
    step(state, ChooseAuthorisation{api::Authorisation::power_of_attorney});
    document(state, api::PageKind::power_of_attorney);
    return state;
}

inline State at_case(std::string service = "lawyers") {
    State state = at_principal(std::move(service));
    step(state, ChoosePrincipal{api::Principal::party_himself});
    return state;
}

inline State at_phone(std::string service = "lawyers") {
    State state = at_case(std::move(service));
    step(state, ChooseCaseBy{true});
    type(state, "53052120260000101");
    step(state, Confirm{});
    return state;
}

inline State checked(std::vector<api::Finding> findings, std::string service = "lawyers") {
    State state = at_phone(std::move(service));
    const auto effects = step(state, SkipPhone{});
    step(state, Checked{errand<Check>(effects)->question, std::move(findings)});
    return state;
}

inline Draft some_draft() {
    State state = known();
    step(state, BeginNew{});
    take_page(state, licence_reading());
    confirm_all(state, api::PageKind::practising_certificate);
    return draft_of(state.making, some_number(), SecretString("Some Name"));
}

}  // namespace lobby::kiosk::lawyer
