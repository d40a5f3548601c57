#include "office/cases/stored_case.hpp"

#include <cstring>

#include "office/store/databases.hpp"

namespace lobby::office {

namespace {

Date day_of(const store::Column& column) {
    return Date(std::chrono::days(column.int32()));
}

}  // namespace

CaseReader::CaseReader(const std::filesystem::path& data_dir)
    : db_(open_cases_db(data_dir, Access::read)),
      case_(db_,
            "SELECT case_id, kind, cause, department, accepted_on, confidentiality, in_custody, procedure, "
            "outcome, concluded_on "
            "FROM cases WHERE acceptance_number = ?"),
      parties_(db_,
               "SELECT ordinal, position, name, measure FROM parties WHERE case_id = ? ORDER BY ordinal"),
      events_(db_, "SELECT stage, on_day FROM stage_events WHERE case_id = ? ORDER BY on_day, seq"),
      entitlements_(
          db_,
          "SELECT c.acceptance_number, e.role, e.principal, e.person_name, e.valid_until, e.withdrawn "
          "FROM imported_entitlements e JOIN cases c USING (case_id) WHERE e.identity_index = ? "
          "ORDER BY c.accepted_on DESC, c.acceptance_number DESC LIMIT 200"),
      places_(db_,
              "SELECT c.acceptance_number, p.ordinal FROM parties p JOIN cases c USING (case_id) WHERE "
              "p.identity_index = ? ORDER BY c.accepted_on DESC, c.acceptance_number DESC, p.ordinal LIMIT "
              "200"),
      defenders_(db_,
                 "SELECT identity_index, principal FROM imported_entitlements WHERE case_id = ? AND role = ? "
                 "AND withdrawn = 0 AND (valid_until IS NULL OR valid_until >= ?)") {}

store::OneView CaseReader::snapshot() {
    return store::OneView(db_);
}

std::optional<StoredCase> CaseReader::by_acceptance_number(const std::string& acceptance_number) {
    case_.reset();
    case_.bind(1, acceptance_number);
    if (!case_.step()) return std::nullopt;
    StoredCase c;
    c.acceptance_number = acceptance_number;
    c.case_id = case_.column(0).int64();
    const auto kind = api::from_number<api::CaseKind>(static_cast<uint64_t>(case_.column(1).int64()));
    const int procedure = case_.column(7).int32();
    const auto outcome = api::from_number<api::Outcome>(static_cast<uint64_t>(case_.column(8).int64()));
    if (!kind || !outcome || procedure < 1 || procedure > 3) return std::nullopt;
    c.kind = *kind;
    c.cause = case_.column(2).text();
    c.department = case_.column(3).text();
    c.accepted_on = day_of(case_.column(4));
    c.confidentiality = case_.column(5).uint32();
    c.in_custody = case_.column(6).int32() != 0;
    c.procedure = static_cast<Procedure>(procedure);
    c.outcome = *outcome;
    if (!case_.column(9).is_null()) c.concluded_on = day_of(case_.column(9));
    case_.reset();

    parties_.reset();
    parties_.bind(1, c.case_id);
    while (parties_.step()) {
        const int position = parties_.column(1).int32();
        const auto measure =
            api::from_number<api::Measure>(static_cast<uint64_t>(parties_.column(3).int64()));
        if (position < 1 || position > 3 || !measure) return std::nullopt;
        c.parties.push_back({parties_.column(0).int32(), static_cast<PartyPosition>(position),
                             parties_.column(2).text(), *measure});
    }
    parties_.reset();

    events_.reset();
    events_.bind(1, c.case_id);
    while (events_.step()) {
        const auto stage = api::from_number<api::Stage>(static_cast<uint64_t>(events_.column(0).int64()));
        if (!stage) return std::nullopt;
        c.events.push_back({*stage, day_of(events_.column(1))});
    }
    events_.reset();
    return c;
}

std::vector<Entitlement> CaseReader::imported_entitlements(const IdentityIndex& person) {
    std::vector<Entitlement> out;
    entitlements_.reset();
    entitlements_.bind(1, person.bytes);
    while (entitlements_.step()) {
        const auto role = api::from_number<api::Role>(static_cast<uint64_t>(entitlements_.column(1).int64()));
        if (!role) continue;
        Entitlement e;
        e.acceptance_number = entitlements_.column(0).text();
        e.role = *role;
        e.principal = entitlements_.column(2).int32();
        e.person_name = entitlements_.column(3).text();
        if (!entitlements_.column(4).is_null()) e.valid_until = day_of(entitlements_.column(4));
        e.withdrawn = entitlements_.column(5).int32() != 0;
        out.push_back(std::move(e));
    }
    entitlements_.reset();
    return out;
}

std::vector<CaseReader::PartyPlace> CaseReader::places_of(const IdentityIndex& person) {
    std::vector<PartyPlace> out;
    places_.reset();
    places_.bind(1, person.bytes);
    while (places_.step()) out.push_back({places_.column(0).text(), places_.column(1).int32()});
    places_.reset();
    return out;
}

std::vector<CaseReader::ImportedDefender> CaseReader::imported_defenders(int64_t case_id, Date today) {
    std::vector<ImportedDefender> out;
    defenders_.reset();
    defenders_.bind(1, case_id);
    defenders_.bind(2, static_cast<int>(api::Role::defender));
    defenders_.bind(3, static_cast<int64_t>(today.time_since_epoch().count()));
    while (defenders_.step()) {
        ImportedDefender d;
        const auto stored = defenders_.column(0);
        if (stored.size() != d.person.bytes.size()) continue;
        std::memcpy(d.person.bytes.data(), stored.bytes().data(), d.person.bytes.size());
        d.principal = defenders_.column(1).int32();
        out.push_back(d);
    }
    defenders_.reset();
    return out;
}

}  // namespace lobby::office
