// Messages to bytes and back (protobuf, link.proto). Decoding is total: any bytes give a checked message or a
// reason. Identity numbers are checked again, lists and texts are bounded, terms outside their list are
// refused. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "office/api/messages.hpp"

namespace lobby::api {

inline constexpr size_t max_kiosk_message_bytes = 64u << 10;
inline constexpr size_t max_office_message_bytes = 1u << 20;
// One with a sealed form. A kiosk sends no more entries at once than half a message holds, or a single one.
inline constexpr size_t max_journal_entry_bytes = 36u << 10;

// Of an office's answer. An answer that holds more would be refused whole.
inline constexpr size_t max_text_bytes = 512;
inline constexpr size_t max_cases = 200;
inline constexpr size_t max_suspects = 64;
inline constexpr size_t max_history = 128;

enum class DecodeError {
    too_long,
    not_protobuf,
    unknown_body,
    missing_field,
    bad_text,
    bad_identity_number,
    bad_date,
    unknown_term,
    too_many,
    bad_number
};

[[nodiscard]] std::string_view word_of(DecodeError error);

// Leaves out what the limits do not hold: the oldest steps, names beyond the bound, the ends of long texts
// and the last cases.
void keep_within_limits(CasesDisclosed& disclosed);

// The bytes may hold personal data: wipe them when sent.
[[nodiscard]] std::string encode(const KioskMessage& message);
[[nodiscard]] std::string encode(const OfficeMessage& message);

[[nodiscard]] Result<KioskMessage, DecodeError> decode_kiosk_message(std::string_view bytes);
[[nodiscard]] Result<OfficeMessage, DecodeError> decode_office_message(std::string_view bytes);

// One entry alone, as a kiosk keeps it.
[[nodiscard]] std::string encode(const JournalEntry& entry);
[[nodiscard]] Result<JournalEntry, DecodeError> decode_journal_entry(std::string_view bytes);

// A form as it is sealed to the office, and as a kiosk keeps a half of one. What the machine read is left out
// where it is no text within the bounds: it is a hint. A field without a value is written as missing.
[[nodiscard]] SecretString encode_form(const RegistrationForm& form);
[[nodiscard]] Result<RegistrationForm, DecodeError> decode_form(std::span<const uint8_t> bytes);

}  // namespace lobby::api
