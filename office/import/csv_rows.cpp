#include "office/import/csv_rows.hpp"

#include "office/import/case_rules.hpp"
#include "office/import/field_rules.hpp"

namespace lobby::office::imports {

namespace {

// Remembers the first problem of a row.
class Check {
public:
    explicit Check(const CsvRow& row) : row_(row) {}

    template <class Read>
    bool field(size_t column, FieldId id, Read read) {
        const auto text = row_[column];
        const Verdict wrong = read(text);
        if (wrong && !problem_) problem_ = Problem{id, *wrong, value_class(text)};
        return !wrong;
    }
    [[nodiscard]] std::optional<Problem> problem() && { return std::move(problem_); }

private:
    const CsvRow& row_;
    std::optional<Problem> problem_;
};

// Custody and procedure are matters of criminal cases; an export of the others leaves them empty.
bool is_criminal(api::CaseKind kind) {
    return kind == api::CaseKind::arrest_review || kind == api::CaseKind::prosecution_review;
}

}  // namespace

std::optional<Problem> read_case(const CsvRow& row, CaseRow& out) {
    using enum FieldId;
    Check check(row);
    out.confidentiality = 0;
    check.field(0, acceptance_number,
                [&](auto t) { return read_acceptance_number(t, out.acceptance_number); });
    const bool known = check.field(1, kind, [&](auto t) { return read_term(t, out.kind); });
    check.field(2, cause, [&](auto t) { return read_text(t, max_cause_bytes, out.cause); });
    check.field(3, department, [&](auto t) { return read_text(t, max_department_bytes, out.department); });
    check.field(4, accepted_on, [&](auto t) { return read_date(t, out.accepted_on); });
    check.field(5, confidentiality, [&](auto t) { return read_marks(t, out.confidentiality); });
    const bool may_lack = known && !is_criminal(out.kind);
    check.field(6, in_custody, [&](auto t) -> Verdict {
        out.in_custody = false;
        return may_lack && t.empty() ? Verdict{} : read_yes_or_no(t, out.in_custody);
    });
    check.field(7, procedure, [&](auto t) -> Verdict {
        out.procedure = Procedure::ordinary;
        return may_lack && t.empty() ? Verdict{} : read_procedure(t, out.procedure);
    });
    check.field(8, outcome, [&](auto t) { return read_term(t, out.outcome); });
    check.field(9, concluded_on, [&](auto t) { return read_optional_date(t, out.concluded_on); });
    if (auto problem = std::move(check).problem()) return problem;
    return problem_of_case(out);
}

std::optional<Problem> read_row(const CsvRow& row, const HashIdentity& hash, PartyRow& out) {
    using enum FieldId;
    Check check(row);
    check.field(4, party_number, [&](auto t) -> Verdict {
        out.person.reset();
        if (t.empty()) return std::nullopt;
        IdentityIndex person;
        const auto wrong = read_number(t, hash, person);
        if (!wrong) out.person = person;
        return wrong;
    });
    check.field(1, party_ordinal, [&](auto t) { return read_ordinal(t, 1, out.ordinal); });
    check.field(2, party_position, [&](auto t) { return read_position(t, out.position); });
    check.field(3, party_name, [&](auto t) { return read_text(t, max_name_bytes, out.name); });
    check.field(5, party_measure, [&](auto t) -> Verdict {
        out.measure = api::Measure::none;
        return t.empty() && out.position != PartyPosition::suspect ? Verdict{} : read_term(t, out.measure);
    });
    return std::move(check).problem();
}

std::optional<Problem> read_row(const CsvRow& row, const HashIdentity&, EventRow& out) {
    using enum FieldId;
    Check check(row);
    check.field(1, event_seq, [&](auto t) { return read_ordinal(t, 1, out.seq); });
    check.field(2, event_stage, [&](auto t) { return read_term(t, out.stage); });
    check.field(3, event_on, [&](auto t) { return read_date(t, out.on); });
    return std::move(check).problem();
}

std::optional<Problem> read_row(const CsvRow& row, const HashIdentity& hash, EntitlementRow& out) {
    using enum FieldId;
    Check check(row);
    check.field(1, entitlement_number, [&](auto t) { return read_number(t, hash, out.person); });
    check.field(2, entitlement_name, [&](auto t) { return read_text(t, max_name_bytes, out.name); });
    check.field(3, entitlement_role, [&](auto t) { return read_term(t, out.role); });
    check.field(4, entitlement_principal, [&](auto t) { return read_ordinal(t, 0, out.principal); });
    check.field(5, entitlement_valid_until, [&](auto t) { return read_optional_date(t, out.valid_until); });
    check.field(6, entitlement_withdrawn, [&](auto t) { return read_yes_or_no(t, out.withdrawn); });
    return std::move(check).problem();
}

}  // namespace lobby::office::imports
