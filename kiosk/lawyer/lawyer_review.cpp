// Reading the file: free times, booking, another time, cancelling, and the slip.
#include <algorithm>

#include "kiosk/lawyer/lawyer_steps.hpp"

namespace lobby::kiosk::lawyer {

using api::BookState;
using api::SlotsState;

namespace {

constexpr uint32_t prints_at_most = 3;

NoReview reason_of(BookState state) {
    switch (state) {
        case BookState::not_confirmed:
            return NoReview::not_confirmed;
        case BookState::not_yours:
            return NoReview::not_yours;
        default:
            return NoReview::office_away;
    }
}

Effects print(State& state, std::variant<api::RegistrationId, api::ReviewBooking> of, Paper& paper,
              uint64_t& asked) {
    paper = {tickets::PaperState::printing, tickets::PaperTrouble::none};
    asked = state.next_question++;
    return errand(PrintSlip{asked, std::move(of)});
}

void forget_booking(State& state, const std::string& id) {
    std::erase_if(state.standing.bookings, [&](const api::ReviewBooking& other) { return other.id == id; });
}

Effects booked(State& state, api::ReviewBooking booking) {
    if (state.changes) forget_booking(state, state.changes->id);
    state.changes.reset();
    forget_booking(state, booking.id);
    auto& all = state.standing.bookings;
    all.insert(std::ranges::find_if(all, [&](const auto& other) { return other.from > booking.from; }),
               booking);
    Booked shown;
    shown.booking = std::move(booking);
    shown.fresh = true;
    auto effects = print(state, shown.booking, shown.paper, shown.print);
    shown.prints = 1;
    state.step = std::move(shown);
    return effects;
}

Effects cancelled(State& state) {
    if (state.changes) forget_booking(state, state.changes->id);
    state.changes.reset();
    state.step = BookingCancelled{};
    return none();
}

}  // namespace

std::vector<Date> days_of(const api::SlotsAnswer& slots) {
    std::vector<Date> days;
    for (const auto& slot : slots.slots) {
        const Date day = office_date(slot.from);
        if (std::ranges::find(days, day) == days.end()) days.push_back(day);
    }
    return days;
}

bool may_print(const Paper& paper, uint32_t prints) {
    return paper.state != tickets::PaperState::printing && prints < prints_at_most;
}

Effects ask_slots(State& state) {
    if (!state.card || !state.review_of) return none();
    const uint64_t question = state.next_question++;
    state.step = AskingSlots{question};
    return errand(AskSlots{question, {*state.card, *state.review_of}});
}

Effects on(State& state, const WantSlots& wanted) {
    if (!at<Overview>(state) && !at<OneRegistration>(state)) return none();
    if (wanted.registration >= state.standing.registrations.size()) return none();
    const auto& registration = state.standing.registrations[wanted.registration];
    if (registration.state != api::RegistrationState::confirmed) return none();
    state.review_of = registration.id;
    state.changes.reset();
    return ask_slots(state);
}

Effects on(State& state, const OpenBooking& open) {
    if (!at<Overview>(state) && !at<OneRegistration>(state)) return none();
    if (open.booking >= state.standing.bookings.size()) return none();
    Booked shown;
    shown.booking = state.standing.bookings[open.booking];
    state.step = std::move(shown);
    return none();
}

Effects on(State& state, const WantOtherTime&) {
    auto* shown = std::get_if<Booked>(&state.step);
    if (!shown) return none();
    state.review_of = shown->booking.registration;
    state.changes = std::move(shown->booking);
    return ask_slots(state);
}

Effects on(State& state, const ChooseDay& chosen) {
    auto* slots = std::get_if<Slots>(&state.step);
    if (slots && chosen.day < days_of(state.slots).size()) slots->day = chosen.day;
    return none();
}

Effects on(State& state, const ChooseSlot& chosen) {
    if (at<Slots>(state) && chosen.slot < state.slots.slots.size()) state.step = SureOfSlot{chosen.slot};
    return none();
}

Effects on(State& state, const ConfirmSlot&) {
    const auto* sure = std::get_if<SureOfSlot>(&state.step);
    if (!sure || !state.card || !state.review_of) return none();
    Book wanted{state.next_question++,
                {*state.card, *state.review_of, state.slots.slots[sure->slot],
                 state.changes ? state.changes->id : std::string()}};
    state.step = Booking{wanted.question, false};
    return errand(std::move(wanted));
}

Effects on(State& state, const WantCancelBooking&) {
    if (auto* shown = std::get_if<Booked>(&state.step)) shown->cancel_sure = true;
    return none();
}

Effects on(State& state, const ConfirmCancelBooking&) {
    auto* shown = std::get_if<Booked>(&state.step);
    if (!shown || !shown->cancel_sure || !state.card) return none();
    state.review_of = shown->booking.registration;
    state.changes = std::move(shown->booking);
    Book wanted{state.next_question++, {*state.card, *state.review_of, std::nullopt, state.changes->id}};
    state.step = Booking{wanted.question, true};
    return errand(std::move(wanted));
}

Effects on(State& state, const WantPrint&) {
    if (auto* shown = std::get_if<Booked>(&state.step)) {
        if (!may_print(shown->paper, shown->prints)) return none();
        ++shown->prints;
        return print(state, shown->booking, shown->paper, shown->print);
    }
    if (auto* done = std::get_if<HandedIn>(&state.step)) {
        if (!may_print(done->paper, done->prints)) return none();
        ++done->prints;
        return print(state, done->id, done->paper, done->print);
    }
    return none();
}

Effects on(State& state, SlotsTold& told) {
    const auto* asking = std::get_if<AskingSlots>(&state.step);
    if (!asking || asking->question != told.question) return none();
    const bool just_taken = asking->just_taken;
    if (!told.answer || told.answer->state == SlotsState::unavailable) {
        state.step = ReviewTrouble{NoReview::office_away};
        return none();
    }
    state.slots = std::move(*told.answer);
    if (state.slots.state == SlotsState::not_confirmed)
        state.step = ReviewTrouble{NoReview::not_confirmed};
    else if (state.slots.state == SlotsState::none_free || state.slots.slots.empty())
        state.step = ReviewTrouble{NoReview::none_free};
    else
        state.step = Slots{0, just_taken};
    return none();
}

Effects on(State& state, BookTold& told) {
    const auto* booking = std::get_if<Booking>(&state.step);
    if (!booking || booking->question != told.question) return none();
    if (!told.answer) {
        state.step = ReviewTrouble{NoReview::not_known};
        return none();
    }
    switch (told.answer->state) {
        case BookState::booked:
            if (told.answer->booking) return booked(state, std::move(*told.answer->booking));
            state.step = ReviewTrouble{NoReview::not_known};
            return none();
        case BookState::cancelled:
            return cancelled(state);
        case BookState::slot_gone: {
            auto effects = ask_slots(state);
            if (auto* asking = std::get_if<AskingSlots>(&state.step)) asking->just_taken = true;
            return effects;
        }
        default:
            state.step = ReviewTrouble{reason_of(told.answer->state)};
            return none();
    }
}

Effects on(State& state, const SlipNews& news) {
    if (auto* shown = std::get_if<Booked>(&state.step); shown && shown->print == news.question)
        shown->paper = news.paper;
    if (auto* done = std::get_if<HandedIn>(&state.step); done && done->print == news.question)
        done->paper = news.paper;
    return none();
}

}  // namespace lobby::kiosk::lawyer
