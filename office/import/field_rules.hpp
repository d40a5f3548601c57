// What each field of an export has to be. Pure and total: any text gives a value or the reason why not.
//
// A reader returns nothing when the text is good and then has written `out`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "office/import/case_record.hpp"
#include "office/import/fields.hpp"

namespace lobby::office::imports {

using Verdict = std::optional<Reason>;

// Longest text in bytes of UTF-8. The link carries 512.
inline constexpr size_t max_name_bytes = 192;
inline constexpr size_t max_cause_bytes = 300;
inline constexpr size_t max_department_bytes = 192;
// Unified numbers have 17 digits, department numbers ("…受[2016]37078500026号") are longer; other lengths may
// exist, so this only bounds them.
inline constexpr size_t min_acceptance_bytes = 4;
inline constexpr size_t max_acceptance_bytes = 96;

// Spaces are taken out and full-width forms become half-width, so that one case has one number however it was
// typed. Then digits, ASCII letters, hyphens, brackets and Chinese characters.
Verdict read_acceptance_number(std::string_view text, std::string& out);
Verdict read_text(std::string_view text, size_t max_bytes, std::string& out);
Verdict read_date(std::string_view text, Date& out);
Verdict read_optional_date(std::string_view text, std::optional<Date>& out);  // empty: none
Verdict read_yes_or_no(std::string_view text, bool& out);
Verdict read_ordinal(std::string_view text, int least, int& out);  // up to 9999
Verdict read_procedure(std::string_view text, Procedure& out);
Verdict read_position(std::string_view text, PartyPosition& out);
Verdict read_number(std::string_view text, const HashIdentity& hash, IdentityIndex& out);

// One mark, by word or Chinese name. One that is not known sets `other`, so that whoever goes on with the
// bits nevertheless has a confidential case in his hands.
Verdict read_mark(std::string_view text, uint32_t& bits);
// A list of marks as the CSV form has it.
Verdict read_marks(std::string_view text, uint32_t& bits);

template <class E>
Verdict read_term(std::string_view text, E& out) {
    const auto value = api::from_word<E>(text);
    if (!value) return text.empty() ? Reason::empty : Reason::not_in_list;
    out = *value;
    return std::nullopt;
}

}  // namespace lobby::office::imports
