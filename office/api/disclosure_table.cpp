#include "office/api/disclosure_table.hpp"

namespace lobby::api {

namespace {

constexpr FieldSet fields(auto... field) {
    return static_cast<FieldSet>((0 | ... | static_cast<int>(field)));
}

}  // namespace

FieldSet fields_told(CaseKind kind) {
    using enum CaseField;
    switch (kind) {
        case CaseKind::arrest_review:
        case CaseKind::prosecution_review:
            return fields(cause, suspects, accepted_on, department, stage, limit, measure, outcome);
        // The applicant's name stands in the suspects' place.
        case CaseKind::criminal_petition:
            return fields(cause, suspects, accepted_on, department, stage, outcome);
        // (m) Their own lists were not seen: the smallest set that still answers "where is my case".
        case CaseKind::civil_supervision:
        case CaseKind::administrative_supervision:
            return fields(cause, accepted_on, department, stage, outcome);
        case CaseKind::state_compensation:
        case CaseKind::judicial_relief:
            return fields(accepted_on, department, stage, outcome);
    }
    return 0;
}

void keep_told_fields(DisclosedCase& c) {
    using enum CaseField;
    const FieldSet told = fields_told(c.kind);
    if (!has(told, cause)) c.cause.reset();
    if (!has(told, suspects)) c.suspects.clear();
    if (!has(told, accepted_on)) c.accepted_on.reset();
    if (!has(told, department)) c.department.reset();
    if (!has(told, stage)) {
        c.stage.reset();
        c.history.clear();
    }
    if (!has(told, limit)) c.limit.reset();
    if (!has(told, measure)) c.measure.reset();
    if (!has(told, outcome)) {
        c.outcome.reset();
        c.concluded_on.reset();
    }
}

}  // namespace lobby::api
