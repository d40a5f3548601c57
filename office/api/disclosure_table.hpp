// Which fields of a case may be told, by kind of case: the one table. The office decides by it; the kiosk
// checks again by it. Sources: office/cases/disclosure.hpp.
#pragma once

#include <cstdint>

#include "office/api/messages.hpp"

namespace lobby::api {

enum class CaseField : uint16_t {
    cause = 1,
    suspects = 2,
    accepted_on = 4,
    department = 8,
    stage = 16,  // and its history
    limit = 32,
    measure = 64,
    outcome = 128,  // and the day of conclusion
};

using FieldSet = uint16_t;

[[nodiscard]] FieldSet fields_told(CaseKind kind);
[[nodiscard]] constexpr bool has(FieldSet set, CaseField field) {
    return (set & static_cast<FieldSet>(field)) != 0;
}

// Takes every field away that the table does not allow for the case's kind.
void keep_told_fields(DisclosedCase& disclosed);

}  // namespace lobby::api
