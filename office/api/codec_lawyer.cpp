#include "office/api/codec_lawyer.hpp"

#include <algorithm>

#include "office/api/codec_cases.hpp"
#include "office/api/codec_registration.hpp"

namespace lobby::api::wire {

using enum DecodeError;

namespace {

constexpr size_t id_bytes = std::tuple_size_v<RegistrationId>;
constexpr int furthest_days = 100'000;  // working days left, either way

void fill(pb::RegistrationStanding& out, const RegistrationStanding& standing) {
    out.set_id(text_of_bytes(standing.id));
    out.set_state(static_cast<uint32_t>(standing.state));
    out.set_submitted_at_ms(ms_number(standing.submitted_at));
    out.set_client_name(standing.client_name);
    out.set_case_number(standing.case_number);
    out.set_pages_waiting(std::min<uint32_t>(standing.pages_waiting, max_registration_pages));
    for (const auto reason : standing.reasons) out.add_reasons(static_cast<uint32_t>(reason));
    if (standing.valid_until) out.set_valid_until_day(day_number(*standing.valid_until));
    if (standing.stage) out.set_stage(static_cast<uint32_t>(*standing.stage));
    if (standing.stage_on) out.set_stage_day(day_number(*standing.stage_on));
}

// Words of one list, each once.
template <class E>
Result<std::vector<E>, DecodeError> words_in(const google::protobuf::RepeatedField<uint32_t>& in) {
    std::vector<E> out;
    for (const uint32_t number : in) {
        const auto word = term_of<E>(number);
        if (!word) return fail(word.error());
        if (std::ranges::count(out, *word) != 0) return fail(too_many);
        out.push_back(*word);
    }
    return out;
}

Result<RegistrationStanding, DecodeError> standing_of(const pb::RegistrationStanding& in) {
    RegistrationStanding out;
    Checked check;
    check.into(out.id, bytes_of<id_bytes>(in.id()));
    check.into(out.state, term_of<RegistrationState>(in.state()));
    check.into(out.submitted_at, time_of(in.submitted_at_ms()));
    check.into(out.client_name, text_of(in.client_name()));
    check.into(out.case_number, text_of(in.case_number()));
    check.into(out.pages_waiting, number_of(in.pages_waiting(), 0, max_registration_pages));
    check.into(out.reasons, words_in<ReturnReason>(in.reasons()));
    if (in.has_valid_until_day()) check.into(out.valid_until, date_of(in.valid_until_day()));
    if (in.has_stage()) check.into(out.stage, term_of<Stage>(in.stage()));
    if (in.has_stage_day()) check.into(out.stage_on, date_of(in.stage_day()));
    if (check.error()) return fail(*check.error());
    return out;
}

void fill(pb::ReviewBooking& out, const ReviewBooking& booking) {
    out.set_id(booking.id);
    out.set_registration(text_of_bytes(booking.registration));
    out.set_from_ms(ms_number(booking.from));
    out.set_until_ms(ms_number(booking.until));
    out.set_room_zh(booking.room_zh);
    out.set_room_en(booking.room_en);
}

// The span of time that bookings and slots have, and the names of their room.
template <class In, class Out>
void time_and_room(Checked& check, const In& in, Out& out) {
    check.into(out.from, time_of(in.from_ms()));
    check.into(out.until, time_of(in.until_ms()));
    check.require(out.from < out.until, bad_date);
    check.into(out.room_zh, text_of(in.room_zh()));
    check.into(out.room_en, text_of(in.room_en()));
}

Result<ReviewBooking, DecodeError> booking_of(const pb::ReviewBooking& in) {
    ReviewBooking out;
    Checked check;
    check.require(is_actor(in.id()), bad_text);
    out.id = in.id();
    check.into(out.registration, bytes_of<id_bytes>(in.registration()));
    time_and_room(check, in, out);
    if (check.error()) return fail(*check.error());
    return out;
}

void fill(pb::ReviewSlot& out, const ReviewSlot& slot) {
    out.set_from_ms(ms_number(slot.from));
    out.set_until_ms(ms_number(slot.until));
    out.set_room_zh(slot.room_zh);
    out.set_room_en(slot.room_en);
    out.set_room(slot.room);
}

Result<ReviewSlot, DecodeError> slot_of(const pb::ReviewSlot& in) {
    ReviewSlot out;
    Checked check;
    check.require(is_word(in.room()), bad_text);
    out.room = in.room();
    time_and_room(check, in, out);
    if (check.error()) return fail(*check.error());
    return out;
}

template <class T, class List>
Result<std::vector<T>, DecodeError> list_of(const List& in, size_t most, auto one_of) {
    if (in.size() > static_cast<int>(most)) return fail(too_many);
    std::vector<T> out;
    for (const auto& i : in) {
        Result<T, DecodeError> one = one_of(i);
        if (!one) return fail(one.error());
        out.push_back(std::move(*one));
    }
    return out;
}

template <class T>
std::span<const T> first_of(const std::vector<T>& list, size_t most) {
    return std::span(list).first(std::min(list.size(), most));
}

}  // namespace

void put(pb::LawyerQuestion& out, const LawyerQuestion& question) {
    out.set_card(question.card.reveal().data(), question.card.reveal().size());
    out.set_card_name(question.card_name.view().data(), question.card_name.size());
}

Result<LawyerQuestion, DecodeError> question_of(const pb::LawyerQuestion& in) {
    auto card = identity_of(in.card());
    if (!card) return fail(card.error());
    if (in.card_name().empty() || !is_plain_text(in.card_name(), max_text_bytes)) return fail(bad_text);
    return LawyerQuestion{std::move(*card), SecretString(in.card_name())};
}

void put(pb::LawyerAnswer& out, const LawyerAnswer& answer) {
    out.set_available(answer.available);
    for (const auto& standing : first_of(answer.registrations, max_lawyer_registrations))
        fill(*out.add_registrations(), standing);
    for (const auto& booking : first_of(answer.bookings, max_lawyer_registrations))
        fill(*out.add_bookings(), booking);
    for (const auto& field : answer.earlier) put(*out.add_earlier(), field);
}

Result<LawyerAnswer, DecodeError> answer_of(const pb::LawyerAnswer& in) {
    LawyerAnswer out;
    out.available = in.available();
    Checked check;
    check.into(out.registrations,
               list_of<RegistrationStanding>(in.registrations(), max_lawyer_registrations, standing_of));
    check.into(out.bookings, list_of<ReviewBooking>(in.bookings(), max_lawyer_registrations, booking_of));
    check.into(out.earlier, fields_of(in.earlier()));
    if (check.error()) return fail(*check.error());
    return out;
}

void put(pb::CheckQuestion& out, const CheckQuestion& question) {
    put(*out.mutable_form(), question.form);
}

Result<CheckQuestion, DecodeError> question_of(const pb::CheckQuestion& in) {
    auto form = form_of(in.form());
    if (!form) return fail(form.error());
    return CheckQuestion{std::move(*form)};
}

void put(pb::CheckAnswer& out, const CheckAnswer& answer) {
    out.set_available(answer.available);
    for (const auto finding : answer.findings) out.add_findings(static_cast<uint32_t>(finding));
}

Result<CheckAnswer, DecodeError> answer_of(const pb::CheckAnswer& in) {
    CheckAnswer out;
    out.available = in.available();
    Checked check;
    check.into(out.findings, words_in<Finding>(in.findings()));
    check.require(std::ranges::is_sorted(out.findings), bad_number);
    if (check.error()) return fail(*check.error());
    return out;
}

void put(pb::SlotsQuestion& out, const SlotsQuestion& question) {
    out.set_card(question.card.reveal().data(), question.card.reveal().size());
    out.set_registration(text_of_bytes(question.registration));
}

Result<SlotsQuestion, DecodeError> question_of(const pb::SlotsQuestion& in) {
    auto card = identity_of(in.card());
    if (!card) return fail(card.error());
    const auto registration = bytes_of<id_bytes>(in.registration());
    if (!registration) return fail(registration.error());
    return SlotsQuestion{std::move(*card), *registration};
}

void put(pb::SlotsAnswer& out, const SlotsAnswer& answer) {
    out.set_state(static_cast<uint32_t>(answer.state));
    for (const auto& slot : first_of(answer.slots, max_review_slots)) fill(*out.add_slots(), slot);
    out.set_file_ready(answer.file_ready);
    if (answer.arrange_by) out.set_arrange_by_day(day_number(*answer.arrange_by));
    out.set_working_days_left(std::clamp(answer.working_days_left, -furthest_days, furthest_days));
}

Result<SlotsAnswer, DecodeError> answer_of(const pb::SlotsAnswer& in) {
    SlotsAnswer out;
    Checked check;
    check.into(out.state, term_of<SlotsState>(in.state()));
    check.into(out.slots, list_of<ReviewSlot>(in.slots(), max_review_slots, slot_of));
    out.file_ready = in.file_ready();
    if (in.has_arrange_by_day()) check.into(out.arrange_by, date_of(in.arrange_by_day()));
    check.require(in.working_days_left() >= -furthest_days && in.working_days_left() <= furthest_days,
                  bad_number);
    out.working_days_left = in.working_days_left();
    if (check.error()) return fail(*check.error());
    return out;
}

void put(pb::BookQuestion& out, const BookQuestion& question) {
    out.set_card(question.card.reveal().data(), question.card.reveal().size());
    out.set_registration(text_of_bytes(question.registration));
    if (question.slot) fill(*out.mutable_slot(), *question.slot);
    out.set_instead_of(question.instead_of);
}

Result<BookQuestion, DecodeError> question_of(const pb::BookQuestion& in) {
    auto card = identity_of(in.card());
    if (!card) return fail(card.error());
    BookQuestion out{std::move(*card), {}, std::nullopt, in.instead_of()};
    Checked check;
    check.into(out.registration, bytes_of<id_bytes>(in.registration()));
    if (in.has_slot()) check.into(out.slot, slot_of(in.slot()));
    check.require(in.has_slot() || !in.instead_of().empty(), missing_field);
    check.require(in.instead_of().empty() || is_actor(in.instead_of()), bad_text);
    if (check.error()) return fail(*check.error());
    return out;
}

void put(pb::BookAnswer& out, const BookAnswer& answer) {
    out.set_state(static_cast<uint32_t>(answer.state));
    if (answer.booking) fill(*out.mutable_booking(), *answer.booking);
}

Result<BookAnswer, DecodeError> answer_of(const pb::BookAnswer& in) {
    BookAnswer out;
    Checked check;
    check.into(out.state, term_of<BookState>(in.state()));
    check.require(in.has_booking() == (in.state() == static_cast<uint32_t>(BookState::booked)),
                  missing_field);
    if (in.has_booking()) check.into(out.booking, booking_of(in.booking()));
    if (check.error()) return fail(*check.error());
    return out;
}

void wipe(pb::LawyerQuestion& question) {
    wipe(question.mutable_card());
    wipe(question.mutable_card_name());
}

void wipe(pb::LawyerAnswer& answer) {
    for (auto& standing : *answer.mutable_registrations()) wipe(standing.mutable_client_name());
    for (auto& field : *answer.mutable_earlier()) wipe(field);
}

}  // namespace lobby::api::wire
