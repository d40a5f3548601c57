#include "office/import/case_store.hpp"

namespace lobby::office::imports {

namespace {

template <class E>
int64_t number_of(E value) {
    return static_cast<int64_t>(value);
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

}  // namespace

CaseStore::CaseStore(store::Database& db)
    : find_(db, "SELECT case_id FROM cases WHERE acceptance_number = ?"),
      read_case_(
          db,
          "SELECT case_id, kind, cause, department, accepted_on, confidentiality, in_custody, procedure, "
          "outcome, concluded_on FROM cases WHERE acceptance_number = ?"),
      insert_case_(
          db,
          "INSERT INTO cases (acceptance_number, kind, cause, department, accepted_on, confidentiality, "
          "in_custody, procedure, outcome, concluded_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING "
          "case_id"),
      update_case_(db,
                   "UPDATE cases SET kind = ?2, cause = ?3, department = ?4, accepted_on = ?5, "
                   "confidentiality = ?6, in_custody = ?7, procedure = ?8, outcome = ?9, concluded_on = ?10 "
                   "WHERE acceptance_number = ?1"),
      close_case_(db,
                  "UPDATE cases SET confidentiality = confidentiality | ?2 "
                  "WHERE case_id = ?1 AND confidentiality | ?2 <> confidentiality"),
      tables_(db, db, db) {}

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
    return insert_case_.returned().value();
}

void CaseStore::update(const CaseRow& row) {
    bind_case(update_case_, row);
    update_case_.run();
}

bool CaseStore::close(int64_t case_id, uint32_t bits) {
    return close_case_.bind(1, case_id).bind(2, int64_t{bits}).run() > 0;
}

}  // namespace lobby::office::imports
