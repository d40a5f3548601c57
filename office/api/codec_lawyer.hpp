// Inside of the codec: a lawyer's questions at the kiosk, and what the office answers.
#pragma once

#include "office/api/codec_checks.hpp"

namespace lobby::api::wire {

void put(pb::LawyerQuestion& out, const LawyerQuestion& question);
void put(pb::CheckQuestion& out, const CheckQuestion& question);
void put(pb::SlotsQuestion& out, const SlotsQuestion& question);
void put(pb::BookQuestion& out, const BookQuestion& question);
// Lists end at their bounds.
void put(pb::LawyerAnswer& out, const LawyerAnswer& answer);
void put(pb::CheckAnswer& out, const CheckAnswer& answer);
void put(pb::SlotsAnswer& out, const SlotsAnswer& answer);
void put(pb::BookAnswer& out, const BookAnswer& answer);

[[nodiscard]] Result<LawyerQuestion, DecodeError> question_of(const pb::LawyerQuestion& in);
[[nodiscard]] Result<CheckQuestion, DecodeError> question_of(const pb::CheckQuestion& in);
[[nodiscard]] Result<SlotsQuestion, DecodeError> question_of(const pb::SlotsQuestion& in);
[[nodiscard]] Result<BookQuestion, DecodeError> question_of(const pb::BookQuestion& in);
[[nodiscard]] Result<LawyerAnswer, DecodeError> answer_of(const pb::LawyerAnswer& in);
[[nodiscard]] Result<CheckAnswer, DecodeError> answer_of(const pb::CheckAnswer& in);
[[nodiscard]] Result<SlotsAnswer, DecodeError> answer_of(const pb::SlotsAnswer& in);
[[nodiscard]] Result<BookAnswer, DecodeError> answer_of(const pb::BookAnswer& in);

void wipe(pb::LawyerQuestion& question);
void wipe(pb::LawyerAnswer& answer);

}  // namespace lobby::api::wire
