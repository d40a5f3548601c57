// Inside of the codec: a lawyer's registration, as form and as entry of the journal.
#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "office/api/codec_checks.hpp"

namespace lobby::api::wire {

void put(pb::FieldValue& out, const FieldValue& field);
void put(pb::RegistrationForm& out, const RegistrationForm& form);
void put(pb::RegistrationSubmitted& out, const RegistrationSubmitted& submitted);
void put(pb::RegistrationWithdrawn& out, const RegistrationWithdrawn& withdrawn);

[[nodiscard]] Result<FieldValue, DecodeError> field_of(const pb::FieldValue& in);
// In the order of FormField, each once.
[[nodiscard]] Result<std::vector<FieldValue>, DecodeError> fields_of(
    const google::protobuf::RepeatedPtrField<pb::FieldValue>& in);
[[nodiscard]] Result<RegistrationForm, DecodeError> form_of(const pb::RegistrationForm& in);
[[nodiscard]] Result<RegistrationSubmitted, DecodeError> submitted_of(const pb::RegistrationSubmitted& in);
[[nodiscard]] Result<RegistrationWithdrawn, DecodeError> withdrawn_of(const pb::RegistrationWithdrawn& in);

template <size_t N>
Result<std::array<uint8_t, N>, DecodeError> bytes_of(const std::string& in) {
    if (in.size() != N) return fail(in.empty() ? DecodeError::missing_field : DecodeError::bad_number);
    std::array<uint8_t, N> out{};
    std::copy(in.begin(), in.end(), out.begin());
    return out;
}
template <size_t N>
std::string text_of_bytes(const std::array<uint8_t, N>& bytes) {
    return {bytes.begin(), bytes.end()};
}

// The parsed message keeps its own copies of what was in it.
void wipe(pb::RegistrationForm& form);
void wipe(pb::FieldValue& field);

}  // namespace lobby::api::wire
