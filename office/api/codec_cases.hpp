// Inside of the codec: questions about cases and what is told of them.
#pragma once

#include "office/api/codec_checks.hpp"

namespace lobby::api::wire {

void put(pb::DisclosedCase& out, const DisclosedCase& told);
[[nodiscard]] Result<DisclosedCase, DecodeError> case_of(const pb::DisclosedCase& in);
// Brings a case within the limits; how many bytes it takes at most on the wire.
size_t shortened(DisclosedCase& told);
void put(pb::LookupRequest& out, const LookupRequest& request);
void put(pb::LookupReply& out, const LookupReply& reply);
[[nodiscard]] Result<IdentityNumber, DecodeError> identity_of(const std::string& text);
[[nodiscard]] Result<LookupRequest, DecodeError> request_of(const pb::LookupRequest& in);
[[nodiscard]] Result<LookupReply, DecodeError> reply_of(const pb::LookupReply& in);

// The parsed message keeps its own copies of what was in it.
void wipe(std::string* text);
void wipe(pb::KioskMessage& message);
void wipe(pb::OfficeMessage& message);
void wipe(pb::DisclosedCase& told);

}  // namespace lobby::api::wire
