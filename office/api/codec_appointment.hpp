// Inside of the codec: reserved times.
#pragma once

#include "office/api/codec_checks.hpp"

namespace lobby::api::wire {

void put(pb::Appointment& out, const Appointment& appointment);
void put(pb::AppointmentQuestion& out, const AppointmentQuestion& question);
void put(pb::AppointmentAnswer& out, const AppointmentAnswer& answer);

[[nodiscard]] Result<Appointment, DecodeError> appointment_of(const pb::Appointment& in);
[[nodiscard]] Result<AppointmentQuestion, DecodeError> question_of(const pb::AppointmentQuestion& in);
[[nodiscard]] Result<AppointmentAnswer, DecodeError> answer_of(const pb::AppointmentAnswer& in);

}  // namespace lobby::api::wire
