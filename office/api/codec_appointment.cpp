#include "office/api/codec_appointment.hpp"

#include "office/api/codec_cases.hpp"

namespace lobby::api::wire {

using enum DecodeError;

void put(pb::Appointment& out, const Appointment& appointment) {
    out.set_id(appointment.id);
    out.set_from_ms(ms_number(appointment.from));
    out.set_until_ms(ms_number(appointment.until));
}

Result<Appointment, DecodeError> appointment_of(const pb::Appointment& in) {
    Appointment a;
    Checked check;
    check.require(is_actor(in.id()), bad_text);
    a.id = in.id();
    check.into(a.from, time_of(in.from_ms()));
    check.into(a.until, time_of(in.until_ms()));
    check.require(a.from < a.until, bad_date);
    if (check.error()) return fail(*check.error());
    return a;
}

void put(pb::AppointmentQuestion& out, const AppointmentQuestion& question) {
    out.set_card(std::string(question.card.reveal()));
}

Result<AppointmentQuestion, DecodeError> question_of(const pb::AppointmentQuestion& in) {
    auto card = identity_of(in.card());
    if (!card) return fail(card.error());
    return AppointmentQuestion{std::move(*card)};
}

void put(pb::AppointmentAnswer& out, const AppointmentAnswer& answer) {
    if (!answer.found) return;
    put(*out.mutable_found()->mutable_appointment(), answer.found->appointment);
    out.mutable_found()->set_service(answer.found->service);
}

Result<AppointmentAnswer, DecodeError> answer_of(const pb::AppointmentAnswer& in) {
    if (!in.has_found()) return AppointmentAnswer{};
    AppointmentFound found;
    Checked check;
    check.into(found.appointment, appointment_of(in.found().appointment()));
    check.require(is_word(in.found().service()), bad_text);
    found.service = in.found().service();
    if (check.error()) return fail(*check.error());
    return AppointmentAnswer{std::move(found)};
}

}  // namespace lobby::api::wire
