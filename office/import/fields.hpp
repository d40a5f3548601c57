// The fields of an export, by their name in NDJSON and by their column header in CSV; and why a field, or the
// line that it stands in, can be rejected. Reports and messages say these words and nothing of the file's own
// text, so that no personal data and no spreadsheet formula can get into them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/identity_number.hpp"

namespace lobby::office::imports {

enum class FieldId : uint8_t {
    line,  // the line as a whole
    acceptance_number,
    kind,
    cause,
    department,
    accepted_on,
    confidentiality,
    in_custody,
    procedure,
    outcome,
    concluded_on,
    parties,
    party_ordinal,
    party_position,
    party_name,
    party_number,
    party_measure,
    events,
    event_seq,
    event_stage,
    event_on,
    entitlements,
    entitlement_number,
    entitlement_name,
    entitlement_role,
    entitlement_principal,
    entitlement_valid_until,
    entitlement_withdrawn,
};

inline constexpr size_t field_count = 28;

[[nodiscard]] std::string_view json_name_of(FieldId field);   // "parties[].name"
[[nodiscard]] std::string_view json_key_of(FieldId field);    // "name"
[[nodiscard]] std::string_view csv_header_of(FieldId field);  // as the business system heads the column

enum class Reason : uint8_t {
    missing,
    empty,
    too_long,
    not_plain_text,
    wrong_type,
    bad_character,
    not_in_list,
    not_a_date,
    not_yes_or_no,
    not_a_number,
    before_acceptance,
    number_length,
    number_character,
    number_date,
    number_check_digit,
    repeated_field,
    unknown_field,
    repeated_case,
    repeated_row,
    unknown_case,
    unknown_party,
    beside_rejected,
    too_many,
    not_json,
};

[[nodiscard]] std::string_view words_of(Reason reason);
[[nodiscard]] Reason reason_of(IdentityNumberError error);

// What may be said of a value that was rejected: its length and the kinds of its characters, never itself.
// "empty", "18 characters: digits", "12 characters: Chinese, letters", "300 bytes: not UTF-8".
[[nodiscard]] std::string value_class(std::string_view text);

struct Problem {
    FieldId field = FieldId::line;
    Reason reason = Reason::missing;
    std::string value;  // its class
};

}  // namespace lobby::office::imports
