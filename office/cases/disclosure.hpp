// What may be told, to whom: decided here and nowhere else. Deny by default: a field that the table does not
// name for the kind of case is not told, a case with any confidentiality mark is not told at all, and without
// an effective entitlement nothing is told. Pure.
//
// Sources: Provisions on Case Information Disclosure (2021) arts. 4 and 7; the Supreme People's
// Procuratorate's list of programme information (cause, acceptance, time limit, department, progress,
// coercive measures, result); an office's notice of fields by kind of case. What a row owes to general
// knowledge is marked (m).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "office/api/messages.hpp"
#include "office/api/names.hpp"
#include "office/cases/time_limits.hpp"

namespace lobby::office {

enum class Confidentiality : uint32_t {
    state_secret = 1,
    commercial_secret = 2,
    privacy = 4,
    minor_suspect = 8,
    minor_victim = 16,  // art. 4: as a rule not, and if so masked: not
    at_large = 32,      // accomplices at large
    other = 64,
};

enum class PartyPosition : uint8_t { suspect = 1, victim = 2, applicant = 3 };

struct StoredParty {
    int ordinal{};
    PartyPosition position{};
    std::string name;
    api::Measure measure{};
};

// A case as cases.db has it.
struct StoredCase {
    int64_t case_id{};
    std::string acceptance_number;
    api::CaseKind kind{};
    std::string cause;
    std::string department;
    Date accepted_on;
    uint32_t confidentiality{};  // bit set of Confidentiality
    bool in_custody{};
    Procedure procedure = Procedure::ordinary;
    api::Outcome outcome = api::Outcome::pending;
    std::optional<Date> concluded_on;
    std::vector<StoredParty> parties;
    std::vector<api::StageEvent> events;  // oldest first
};

// An entitlement as recorded; whether it is effective is judged by `refusal_of`.
struct Entitlement {
    std::string acceptance_number;
    api::Role role{};
    int principal{};  // the party's ordinal for whom is asked; 0: the case as a whole
    std::string person_name;
    std::optional<Date> valid_until;  // last day
    bool withdrawn{};
};

enum class Refusal {
    unknown_person,
    not_entitled,
    expired,
    withdrawn,
    excluded,
    name_mismatch,
    wrong_code,
    card_expired,
    locked
};

[[nodiscard]] std::string_view word_of(Refusal refusal);

using api::same_name;

// Why this entitlement opens nothing today, or nothing where it does. `card_name` is empty when the person
// came with a query code.
[[nodiscard]] std::optional<Refusal> refusal_of(const Entitlement& entitlement, const StoredCase& stored,
                                                std::string_view card_name, Date today);

// The case as this entitlement may see it; nothing where refusal_of() has a reason. The name on the card is
// for refusal_of() alone to compare.
[[nodiscard]] std::optional<api::DisclosedCase> disclose(const StoredCase& stored,
                                                         const Entitlement& entitlement, Date today,
                                                         const WorkingDays& calendar);

}  // namespace lobby::office
