#include "office/lawyers/case_checks.hpp"

#include <algorithm>
#include <cstring>
#include <set>

#include "office/api/registration_checks.hpp"

namespace lobby::office {

using api::Finding;

namespace {

// Who defends a suspect of the case, by confirmed registrations and by entitlements that staff recorded.
constexpr const char* defenders_sql =
    "SELECT identity_index, client FROM registrations WHERE acceptance_number = ?1 AND role = ?2 AND state = "
    "?3 AND valid_until >= ?4 UNION SELECT identity_index, principal FROM entitlements WHERE "
    "acceptance_number = ?1 AND role = ?2 AND withdrawn_at IS NULL AND (valid_until IS NULL OR valid_until "
    ">= ?4)";

struct Defender {
    IdentityIndex person;
    int client = 0;
    friend auto operator<=>(const Defender&, const Defender&) = default;
};

std::set<Defender> defenders_of(CaseReader& cases, store::Database& db, const StoredCase& of_case,
                                Date today) {
    std::set<Defender> all;
    for (const auto& d : cases.imported_defenders(of_case.case_id, today))
        all.insert({d.person, d.principal});
    store::Statement query(db, defenders_sql);
    query.bind(1, of_case.acceptance_number);
    query.bind(2, static_cast<int>(api::Role::defender));
    query.bind(3, static_cast<int>(api::RegistrationState::confirmed));
    query.bind(4, static_cast<int64_t>(today.time_since_epoch().count()));
    while (query.step()) {
        Defender d;
        const auto stored = query.column(0);
        if (stored.size() != d.person.bytes.size()) continue;
        std::memcpy(d.person.bytes.data(), stored.bytes().data(), d.person.bytes.size());
        d.client = query.column(1).int32();
        all.insert(d);
    }
    return all;
}

bool is_registered(store::Database& db, const ClientOfCase& client, const IdentityIndex& lawyer, Date today,
                   const std::optional<api::RegistrationId>& renewed) {
    store::Statement query(db,
                           "SELECT id FROM registrations WHERE identity_index = ? AND state = ? AND "
                           "acceptance_number = ? AND client = ? AND valid_until >= ?");
    query.bind(1, lawyer.bytes);
    query.bind(2, static_cast<int>(api::RegistrationState::confirmed));
    query.bind(3, client.acceptance_number);
    query.bind(4, client.client);
    query.bind(5, static_cast<int64_t>(today.time_since_epoch().count()));
    while (query.step()) {
        const auto id = query.column(0);
        if (!renewed || id.size() != renewed->size() ||
            std::memcmp(id.bytes().data(), renewed->data(), renewed->size()) != 0)
            return true;
    }
    return false;
}

const StoredParty* party_named(const StoredCase& of_case, std::string_view name,
                               const std::vector<int>& among) {
    const StoredParty* found = nullptr;
    for (const auto& party : of_case.parties) {
        if (!same_name(party.name, name)) continue;
        if (!among.empty() && std::ranges::find(among, party.ordinal) == among.end()) continue;
        if (!found || (party.position == PartyPosition::suspect && found->position != PartyPosition::suspect))
            found = &party;
    }
    return found;
}

std::optional<CaseFit> fit_in(CaseReader& cases, const std::string& number, std::string_view name,
                              const std::vector<int>& among) {
    auto of_case = cases.by_acceptance_number(number);
    if (!of_case) return std::nullopt;
    const auto* party = party_named(*of_case, name, among);
    if (!party) return std::nullopt;
    const auto role = party->position == PartyPosition::suspect ? api::Role::defender : api::Role::agent;
    ClientOfCase client{number, party->ordinal, role};
    return CaseFit{std::move(*of_case), std::move(client)};
}

// Of several cases of one client: that in which files can be read, not concluded, the newest.
int rank_of(const StoredCase& of_case) {
    return (of_case.kind == api::CaseKind::prosecution_review ? 2 : 0) +
           (of_case.outcome == api::Outcome::pending ? 1 : 0);
}

}  // namespace

std::optional<CaseFit> find_case(CaseReader& cases, const StoreKey& key, const api::RegistrationForm& form) {
    const auto number = std::string(value_of(form, api::FormField::case_number));
    const auto name = value_of(form, api::FormField::client_name);
    const auto identity = value_of(form, api::FormField::client_identity);
    if (name.empty()) return std::nullopt;
    if (identity.empty()) return number.empty() ? std::nullopt : fit_in(cases, number, name, {});
    const auto parsed = IdentityNumber::parse(identity);
    if (!parsed) return std::nullopt;
    std::optional<CaseFit> best;
    for (const auto& place : cases.places_of(key.identity_index(*parsed))) {  // newest first
        if (!number.empty() && place.acceptance_number != number) continue;
        auto fit = fit_in(cases, place.acceptance_number, name, {place.ordinal});
        if (fit && (!best || rank_of(fit->of_case) > rank_of(best->of_case))) best = std::move(fit);
    }
    return best;
}

std::vector<Finding> bars_of(CaseReader& cases, store::Database& db, const CaseFit& fit,
                             const IdentityIndex& lawyer, Date today) {
    std::vector<Finding> found;
    if (fit.client.role != api::Role::defender) return found;
    std::set<IdentityIndex> colleagues;
    bool for_another = false;
    for (const auto& d : defenders_of(cases, db, fit.of_case, today)) {
        if (d.person != lawyer && d.client == fit.client.client) colleagues.insert(d.person);
        if (d.person == lawyer && d.client != 0 && d.client != fit.client.client) for_another = true;
    }
    if (colleagues.size() >= most_defenders) found.push_back(Finding::defenders_full);
    if (for_another) found.push_back(Finding::conflict_of_clients);
    return found;
}

CaseFindings check_case(CaseReader& cases, store::Database& db, const StoreKey& key,
                        const api::RegistrationForm& form, Date today) {
    CaseFindings out;
    out.fit = find_case(cases, key, form);
    if (!out.fit || out.fit->of_case.confidentiality != 0) {
        out.findings.push_back(Finding::case_not_found);
        return out;
    }
    const auto lawyer = key.identity_index(form.lawyer);
    if (out.fit->of_case.kind == api::CaseKind::arrest_review)
        out.findings.push_back(Finding::stage_not_open);
    std::ranges::copy(bars_of(cases, db, *out.fit, lawyer, today), std::back_inserter(out.findings));
    if (is_registered(db, out.fit->client, lawyer, today, form.follows))
        out.findings.push_back(Finding::already_registered);
    return out;
}

}  // namespace lobby::office
