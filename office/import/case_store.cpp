#include "office/import/case_store.hpp"

namespace lobby::office::imports {

namespace {

template <class E>
int64_t number_of(E value) {
    return static_cast<int64_t>(value);
}

// The rows of a statement beside those of a list, in order: equal in number and each.
template <class Row, class Same>
bool same_rows(Prepared& stored, std::span<const Row> rows, Same same) {
    size_t i = 0;
    bool equal = true;
    while (stored.next()) {
        if (i >= rows.size() || !same(stored, rows[i])) {
            equal = false;
            stored.reset();
            break;
        }
        ++i;
    }
    return equal && i == rows.size();
}

bool same_case(Prepared& q, const CaseRow& row) {
    return q.number(1) == number_of(row.kind) && q.text(2) == row.cause && q.text(3) == row.department &&
           q.same(4, row.accepted_on) && q.number(5) == row.confidentiality &&
           (q.number(6) != 0) == row.in_custody && q.number(7) == number_of(row.procedure) &&
           q.number(8) == number_of(row.outcome) && q.same(9, row.concluded_on);
}

void bind_case(Prepared& statement, const CaseRow& row) {
    statement.bind(1, std::string_view(row.acceptance_number))
        .bind(2, number_of(row.kind))
        .bind(3, std::string_view(row.cause))
        .bind(4, std::string_view(row.department))
        .bind(5, row.accepted_on)
        .bind(6, int64_t{row.confidentiality})
        .bind(7, int64_t{row.in_custody})
        .bind(8, number_of(row.procedure))
        .bind(9, number_of(row.outcome))
        .bind(10, row.concluded_on);
}

int64_t last_case_in(SQLite::Database& db, const char* table) {
    return db.execAndGet(std::string("SELECT ifnull(max(case_id), 0) FROM ") + table).getInt64();
}

}  // namespace

CaseStore::CaseStore(SQLite::Database& db)
    : db_(db),
      find_(db, "SELECT case_id FROM cases WHERE acceptance_number = ?"),
      read_case_(
          db,
          "SELECT case_id, kind, cause, department, accepted_on, confidentiality, in_custody, procedure, "
          "outcome, concluded_on FROM cases WHERE acceptance_number = ?"),
      insert_case_(
          db,
          "INSERT INTO cases (acceptance_number, kind, cause, department, accepted_on, confidentiality, "
          "in_custody, procedure, outcome, concluded_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      update_case_(db,
                   "UPDATE cases SET kind = ?2, cause = ?3, department = ?4, accepted_on = ?5, "
                   "confidentiality = ?6, in_custody = ?7, procedure = ?8, outcome = ?9, concluded_on = ?10 "
                   "WHERE acceptance_number = ?1"),
      close_case_(db,
                  "UPDATE cases SET confidentiality = confidentiality | ?2 "
                  "WHERE case_id = ?1 AND confidentiality | ?2 <> confidentiality"),
      read_parties_(db,
                    "SELECT ordinal, position, name, identity_index, measure FROM parties WHERE case_id = ? "
                    "ORDER BY ordinal"),
      delete_parties_(db, "DELETE FROM parties WHERE case_id = ?"),
      insert_party_(db,
                    "INSERT INTO parties (case_id, ordinal, position, name, identity_index, measure) "
                    "VALUES (?, ?, ?, ?, ?, ?)"),
      read_events_(db, "SELECT seq, stage, on_day FROM stage_events WHERE case_id = ? ORDER BY seq"),
      delete_events_(db, "DELETE FROM stage_events WHERE case_id = ?"),
      insert_event_(db, "INSERT INTO stage_events (case_id, seq, stage, on_day) VALUES (?, ?, ?, ?)"),
      read_entitlements_(db,
                         "SELECT identity_index, role, principal, person_name, valid_until, withdrawn "
                         "FROM imported_entitlements WHERE case_id = ? ORDER BY seq"),
      delete_entitlements_(db, "DELETE FROM imported_entitlements WHERE case_id = ?"),
      insert_entitlement_(db,
                          "INSERT INTO imported_entitlements (case_id, seq, identity_index, role, principal, "
                          "person_name, valid_until, withdrawn) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
      last_with_parties_(last_case_in(db, "parties")),
      last_with_events_(last_case_in(db, "stage_events")),
      last_with_entitlements_(last_case_in(db, "imported_entitlements")) {}

std::optional<int64_t> CaseStore::find(std::string_view acceptance_number) {
    find_.bind(1, acceptance_number);
    if (!find_.next()) return std::nullopt;
    const int64_t case_id = find_.number(0);
    find_.reset();
    return case_id;
}

std::optional<CaseStore::Stored> CaseStore::compare(const CaseRow& row) {
    read_case_.bind(1, std::string_view(row.acceptance_number));
    if (!read_case_.next()) return std::nullopt;
    const Stored stored{read_case_.number(0), same_case(read_case_, row)};
    read_case_.reset();
    return stored;
}

int64_t CaseStore::insert(const CaseRow& row) {
    bind_case(insert_case_, row);
    insert_case_.run();
    return db_.getLastInsertRowid();
}

void CaseStore::update(const CaseRow& row) {
    bind_case(update_case_, row);
    update_case_.run();
}

bool CaseStore::put_parties(int64_t case_id, std::span<const PartyRow> parties) {
    bool changed = !parties.empty();
    if (case_id <= last_with_parties_) {
        read_parties_.bind(1, case_id);
        if (same_rows(read_parties_, parties, [](Prepared& q, const PartyRow& p) {
                return q.number(0) == p.ordinal && q.number(1) == number_of(p.position) &&
                       q.text(2) == p.name && q.same(3, p.person) && q.number(4) == number_of(p.measure);
            }))
            return false;
        delete_parties_.bind(1, case_id).run();
        changed = true;
    }
    for (const auto& p : parties)
        insert_party_.bind(1, case_id)
            .bind(2, int64_t{p.ordinal})
            .bind(3, number_of(p.position))
            .bind(4, std::string_view(p.name))
            .bind(5, p.person)
            .bind(6, number_of(p.measure))
            .run();
    return changed;
}

bool CaseStore::put_events(int64_t case_id, std::span<const EventRow> events) {
    bool changed = !events.empty();
    if (case_id <= last_with_events_) {
        read_events_.bind(1, case_id);
        if (same_rows(read_events_, events, [](Prepared& q, const EventRow& e) {
                return q.number(0) == e.seq && q.number(1) == number_of(e.stage) && q.same(2, e.on);
            }))
            return false;
        delete_events_.bind(1, case_id).run();
        changed = true;
    }
    for (const auto& e : events)
        insert_event_.bind(1, case_id)
            .bind(2, int64_t{e.seq})
            .bind(3, number_of(e.stage))
            .bind(4, e.on)
            .run();
    return changed;
}

bool CaseStore::put_entitlements(int64_t case_id, std::span<const EntitlementRow> entitlements) {
    bool changed = !entitlements.empty();
    if (case_id <= last_with_entitlements_) {
        read_entitlements_.bind(1, case_id);
        if (same_rows(read_entitlements_, entitlements, [](Prepared& q, const EntitlementRow& e) {
                return q.same(0, e.person) && q.number(1) == number_of(e.role) &&
                       q.number(2) == e.principal && q.text(3) == e.name && q.same(4, e.valid_until) &&
                       (q.number(5) != 0) == e.withdrawn;
            }))
            return false;
        delete_entitlements_.bind(1, case_id).run();
        changed = true;
    }
    int64_t seq = 0;
    for (const auto& e : entitlements)
        insert_entitlement_.bind(1, case_id)
            .bind(2, ++seq)
            .bind(3, e.person)
            .bind(4, number_of(e.role))
            .bind(5, int64_t{e.principal})
            .bind(6, std::string_view(e.name))
            .bind(7, e.valid_until)
            .bind(8, int64_t{e.withdrawn})
            .run();
    return changed;
}

bool CaseStore::close(int64_t case_id, uint32_t bits) {
    close_case_.bind(1, case_id).bind(2, int64_t{bits}).run();
    return db_.getChanges() > 0;
}

}  // namespace lobby::office::imports
