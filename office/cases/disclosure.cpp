#include "office/cases/disclosure.hpp"

#include <algorithm>

#include "office/api/disclosure_table.hpp"

namespace lobby::office {

namespace {

const StoredParty* principal_of(const StoredCase& stored, int ordinal) {
    const auto found = std::ranges::find(stored.parties, ordinal, &StoredParty::ordinal);
    return found == stored.parties.end() ? nullptr : &*found;
}

// The export's last step; where that lags behind the result, the result decides.
api::Stage stage_of(const StoredCase& stored) {
    const auto last = stored.events.empty() ? api::Stage::accepted : stored.events.back().stage;
    if (stored.outcome == api::Outcome::pending || last == api::Stage::concluded) return last;
    return stored.outcome == api::Outcome::transferred ? api::Stage::transferred : api::Stage::concluded;
}

// A suspect's relative hears of that suspect only; who asks for the case as a whole, or for the other side,
// of all.
std::vector<std::string> names_told(const StoredCase& stored, const StoredParty* principal) {
    if (principal && principal->position != PartyPosition::victim) return {principal->name};
    std::vector<std::string> names;
    for (const auto& party : stored.parties)
        if (party.position != PartyPosition::victim) names.push_back(party.name);
    return names;
}

}  // namespace

std::string_view word_of(Refusal refusal) {
    switch (refusal) {
        case Refusal::unknown_person:
            return "unknown_person";
        case Refusal::not_entitled:
            return "not_entitled";
        case Refusal::expired:
            return "expired";
        case Refusal::withdrawn:
            return "withdrawn";
        case Refusal::excluded:
            return "excluded";
        case Refusal::name_mismatch:
            return "name_mismatch";
        case Refusal::wrong_code:
            return "wrong_code";
        case Refusal::card_expired:
            return "card_expired";
        case Refusal::locked:
            return "locked";
    }
    return "unknown";
}

std::optional<Refusal> refusal_of(const Entitlement& e, const StoredCase& stored, std::string_view card_name,
                                  Date today) {
    if (e.acceptance_number != stored.acceptance_number) return Refusal::not_entitled;
    if (e.withdrawn) return Refusal::withdrawn;
    if (e.valid_until && *e.valid_until < today) return Refusal::expired;
    if (!card_name.empty() && !same_name(card_name, e.person_name)) return Refusal::name_mismatch;
    // The principal must be somebody in the case; a suspect's defender cannot ask through a party that is not
    // there.
    if (e.principal != 0 && principal_of(stored, e.principal) == nullptr) return Refusal::not_entitled;
    if (stored.confidentiality != 0) return Refusal::excluded;
    return std::nullopt;
}

std::optional<api::DisclosedCase> disclose(const StoredCase& stored, const Entitlement& e, Date today,
                                           const WorkingDays& calendar) {
    if (refusal_of(e, stored, "", today)) return std::nullopt;
    const auto* principal = principal_of(stored, e.principal);

    api::DisclosedCase told;
    told.acceptance_number = stored.acceptance_number;
    told.kind = stored.kind;
    told.asked_as = e.role;
    told.cause = stored.cause;
    told.suspects = names_told(stored, principal);
    told.accepted_on = stored.accepted_on;
    told.department = stored.department;
    told.stage = stage_of(stored);
    told.history = stored.events;
    told.limit = time_limit({stored.kind, stored.procedure, stored.in_custody, stored.accepted_on,
                             stored.events, stored.outcome, stored.concluded_on},
                            today, calendar);
    // A measure is told of the suspect for whom is asked, and of nobody else.
    if (principal && principal->position == PartyPosition::suspect) told.measure = principal->measure;
    told.outcome = stored.outcome;
    told.concluded_on = stored.concluded_on;
    api::keep_told_fields(told);
    return told;
}

}  // namespace lobby::office
