#include "kiosk/lawyer/lawyer_flow.hpp"

#include <algorithm>

#include <sodium.h>

#include "kiosk/lawyer/lawyer_steps.hpp"
#include "office/api/standing_papers.hpp"

namespace lobby::kiosk::lawyer {

namespace {

using api::FieldSource;
using api::FormField;
using api::RegistrationState;

Effects leave_lawyer() {
    Effects effects;
    effects.emplace_back(LeaveLawyer{});
    return effects;
}

bool takes_cards(const State& state) {
    return at<PlaceCard>(state) || at<CardTrouble>(state) || at<ReaderUnavailable>(state);
}

// What is being kept right now ends before the visit does: it is never taken back.
bool being_kept(const State& state) {
    return at<HandingIn>(state) || at<Booking>(state);
}

void go_to_card(State& state) {
    if (state.reader.usable)
        state.step = PlaceCard{false, state.reader.card_present && state.reader.card_stale};
    else
        state.step = ReaderUnavailable{};
}

// The one that the office tells the fields of.
std::optional<api::RegistrationId> known_from(const api::LawyerAnswer& standing) {
    for (const auto& registration : standing.registrations)
        if (api::has_standing_papers(registration.state, registration.reasons)) return registration.id;
    return std::nullopt;
}

bool of_paper(const api::FieldValue& value) {
    return value.field < FormField::client_name && !value.value.empty();
}

Effects begin_new(State& state) {
    state.making = {};
    state.making.begun = true;
    state.mending = false;
    state.findings.clear();
    if (std::ranges::none_of(state.standing.earlier, of_paper)) return go_on(state);
    state.step = EarlierData{};
    return none();
}

// ---- the beginning, and what stood before
// -------------------------------------------------------------------------

Effects on(State& state, const BeginNew&) {
    const bool there = at<Overview>(state) || at<OneRegistration>(state);
    return there && !state.unfinished && !state.making.begun ? begin_new(state) : none();
}

Effects on(State& state, const Resume&) {
    if (!at<Overview>(state)) return none();
    if (!state.making.begun) {
        if (!state.unfinished) return none();
        state.making = making_of(std::move(*state.unfinished));
        state.unfinished.reset();
    }
    return go_on(state);
}

Effects on(State& state, const StartOver&) {
    if (!at<Overview>(state) || !state.card || !may_resume(state)) return none();
    auto effects = errand(EraseDraft{*state.card, state.card_name});
    for (const auto& page : state.making.pages) effects.emplace_back(Errand{DropPage{page.id}});
    state.unfinished.reset();
    add(effects, begin_new(state));
    return effects;
}

Effects on(State& state, const OpenRegistration& open) {
    if (at<Overview>(state) && open.index < state.standing.registrations.size())
        state.step = OneRegistration{open.index, Withdrawing::no, 0};
    return none();
}

Effects on(State& state, const AllStillRight&) {
    if (!at<EarlierData>(state)) return none();
    for (const auto& earlier : state.standing.earlier) {
        if (!of_paper(earlier)) continue;
        Entry entry;
        entry.value.field = earlier.field;
        entry.value.value = earlier.value;
        entry.value.source = FieldSource::earlier;
        entry.confirmed = true;
        state.making.set(std::move(entry));
    }
    state.making.follows = known_from(state.standing);
    auto effects = save(state);
    add(effects, go_on(state));
    return effects;
}

Effects on(State& state, const SomethingChanged&) {
    if (!at<EarlierData>(state)) return none();
    state.making.follows = known_from(state.standing);
    return go_on(state);
}

Effects on(State& state, const WantWithdraw&) {
    auto* one = std::get_if<OneRegistration>(&state.step);
    if (one && one->withdrawing == Withdrawing::no &&
        may_withdraw(state.standing.registrations[one->index].state))
        one->withdrawing = Withdrawing::sure;
    return none();
}

Effects on(State& state, const ConfirmWithdraw&) {
    auto* one = std::get_if<OneRegistration>(&state.step);
    if (!one || one->withdrawing != Withdrawing::sure) return none();
    one->withdrawing = Withdrawing::sending;
    one->question = state.next_question++;
    return errand(Withdraw{one->question, state.standing.registrations[one->index].id});
}

Effects on(State& state, const Withdrawn& withdrawn) {
    auto* one = std::get_if<OneRegistration>(&state.step);
    if (!one || one->withdrawing != Withdrawing::sending || one->question != withdrawn.question)
        return none();
    if (withdrawn.kept) state.standing.registrations[one->index].state = RegistrationState::withdrawn;
    one->withdrawing = withdrawn.kept ? Withdrawing::no : Withdrawing::failed;
    return none();
}

Effects on(State& state, const Keep&) {
    if (auto* one = std::get_if<OneRegistration>(&state.step);
        one && one->withdrawing != Withdrawing::sending)
        one->withdrawing = Withdrawing::no;
    if (auto* shown = std::get_if<Booked>(&state.step)) shown->cancel_sure = false;
    return none();
}

Effects on(State& state, LawyerKnown& known) {
    const auto* learning = std::get_if<Learning>(&state.step);
    if (!learning || learning->question != known.question) return none();
    state.office_known = known.answer && known.answer->available;
    wipe(state.standing);
    if (state.office_known) state.standing = std::move(*known.answer);
    if (!state.making.begun) state.unfinished = std::move(known.draft);
    state.step = Overview{};
    return none();
}

// ---- back, and once more
// -----------------------------------------------------------------------------------------

Effects back_from_document(State& state, api::PageKind kind) {
    if (state.mending) {
        state.mending = false;
        state.step = Findings{};
        return none();
    }
    switch (kind) {
        case api::PageKind::practising_certificate:
            return show_before(state, Section::licence);
        case api::PageKind::firm_certificate:
            return show_before(state, Section::firm);
        case api::PageKind::relation_proof:
            return show_before(state, Section::relation);
        default:
            return show_before(state, Section::letter);
    }
}

Effects back_from_capture(State& state, const Capture& capture) {
    Effects effects;
    if (capture.question != 0) {
        effects = errand(CancelPage{capture.question});
        add(effects, save(state));  // it may have been taken in this moment, and stand in the draft
        state.step = Capture{capture.kind, capture.ordinal, {}, {}, 0};
        return effects;
    }
    // With a page or a value there already: back to what was read.
    if (!state.mending && (capture.ordinal > 1 || state.making.pages_of(capture.kind) > 0)) {
        state.step = Fields{capture.kind, {}};
        return effects;
    }
    return back_from_document(state, capture.kind);
}

Effects back_from_reading(State& state, const ReadingPage& reading) {
    auto effects = errand(CancelPage{reading.question});
    state.step = Fields{reading.kind, {}};
    return effects;
}

Effects back_from_typing(State& state, FormField field) {
    if (state.mending) {
        state.mending = false;
        state.step = Findings{};
    } else if (field == FormField::case_number || field == FormField::client_identity) {
        state.step = ChoosingCase{};
    } else {
        state.step = Fields{kind_of(state, field), {}};
    }
    return none();
}

Effects back_from_section(State& state, Section section) {
    if (!state.mending) return show_before(state, section);
    state.mending = false;
    state.step = Findings{};
    return none();
}

Effects back_to_overview(State& state) {
    state.step = Overview{};
    return none();
}

Effects back_from_one(State& state, OneRegistration& one) {
    if (one.withdrawing == Withdrawing::sending) return none();
    if (one.withdrawing == Withdrawing::no) return back_to_overview(state);
    one.withdrawing = Withdrawing::no;
    return none();
}

Effects on(State& state, const Back&) {
    if (being_kept(state)) return none();
    if (takes_cards(state) || at<Learning>(state) || at<Overview>(state)) return leave_lawyer();
    if (auto* one = std::get_if<OneRegistration>(&state.step)) return back_from_one(state, *one);
    if (const auto* capture = std::get_if<Capture>(&state.step))
        return back_from_capture(state, Capture(*capture));
    if (const auto* reading = std::get_if<ReadingPage>(&state.step))
        return back_from_reading(state, ReadingPage(*reading));
    if (const auto* fields = std::get_if<Fields>(&state.step)) return back_from_document(state, fields->kind);
    if (const auto* typing = std::get_if<Typing>(&state.step)) return back_from_typing(state, typing->field);
    if (at<ChoosingAuthorisation>(state)) return back_from_section(state, Section::authorisation);
    if (at<ChoosingPrincipal>(state)) return back_from_section(state, Section::principal);
    if (at<ChoosingCase>(state)) return back_from_section(state, Section::client_case);
    if (at<Phone>(state)) return back_from_section(state, Section::phone);
    if (at<Checking>(state) || at<Findings>(state) || at<Summary>(state))
        return show_before(state, Section::done);
    if (at<NotHandedIn>(state)) return check(state);
    if (at<SureOfSlot>(state)) {
        state.step = Slots{};
        return none();
    }
    if (auto* shown = std::get_if<Booked>(&state.step); shown && shown->cancel_sure) {
        shown->cancel_sure = false;
        return none();
    }
    if (at<HandedIn>(state) || at<BookingCancelled>(state)) return learn(state);
    return back_to_overview(state);
}

Effects on(State& state, const Retry&) {
    if (at<CardTrouble>(state) || at<ReaderUnavailable>(state)) {
        go_to_card(state);
        return none();
    }
    if (at<Overview>(state) && !state.office_known) return learn(state);
    if (const auto* trouble = std::get_if<ReviewTrouble>(&state.step)) {
        if (trouble->reason == NoReview::office_away && state.review_of) return ask_slots(state);
        return learn(state);
    }
    if (const auto* lost = std::get_if<NotHandedIn>(&state.step)) return hand_in(state, lost->to_window);
    return none();
}

// ---- the card
// ------------------------------------------------------------------------------------------------------

Effects on(State& state, const ReaderState& reader) {
    state.reader.hear(reader);
    if (!reader.usable && (at<PlaceCard>(state) || at<CardTrouble>(state)))
        state.step = ReaderUnavailable{};
    else if (reader.usable && at<ReaderUnavailable>(state))
        go_to_card(state);
    return none();
}

Effects on(State& state, const CardPlaced&) {
    state.reader.card_present = true;
    if (takes_cards(state)) state.step = PlaceCard{!state.reader.card_stale, state.reader.card_stale};
    return none();
}

Effects on(State& state, CardRead& card) {
    state.reader.card_present = true;
    if (!takes_cards(state)) return none();
    if (state.reader.card_stale) {
        state.step = PlaceCard{false, true};
        return none();
    }
    state.card = std::move(card.number);
    state.card_name = std::move(card.name);
    return learn(state);
}

Effects on(State& state, const CardFailed& failed) {
    state.reader.card_present = true;
    if (!state.reader.card_stale && takes_cards(state)) state.step = CardTrouble{failed.problem};
    return none();
}

Effects on(State& state, const CardRemoved& removed) {
    state.reader.card_present = false;
    state.reader.card_stale = false;
    if (at<PlaceCard>(state)) state.step = PlaceCard{};
    if (const auto* trouble = std::get_if<CardTrouble>(&state.step);
        trouble && trouble->problem == CardProblem::lift_and_place)
        state.step = PlaceCard{};
    if (!removed.was_read || takes_cards(state)) return none();
    if (being_kept(state)) {
        state.card_gone = true;
        return none();
    }
    Effects effects;
    effects.emplace_back(EndByCard{});
    return effects;
}

}  // namespace

Effects learn(State& state) {
    if (!state.card) return none();
    const uint64_t question = state.next_question++;
    state.step = Learning{question};
    return errand(LearnLawyer{question, *state.card, state.card_name});
}

bool may_resume(const State& state) {
    return state.making.begun || state.unfinished.has_value();
}

bool may_withdraw(RegistrationState state) {
    return state == RegistrationState::submitted || state == RegistrationState::checking ||
           state == RegistrationState::returned;
}

const api::RegistrationStanding* standing_of(const State& state, const api::RegistrationId& id) {
    const auto found = std::ranges::find(state.standing.registrations, id, &api::RegistrationStanding::id);
    return found == state.standing.registrations.end() ? nullptr : &*found;
}

const api::ReviewBooking* booking_of(const State& state, const api::RegistrationId& id) {
    const auto found = std::ranges::find(state.standing.bookings, id, &api::ReviewBooking::registration);
    return found == state.standing.bookings.end() ? nullptr : &*found;
}

void wipe(api::LawyerAnswer& standing) {
    const auto wipe_text = [](std::string& text) {
        sodium_memzero(text.data(), text.size());
        text.clear();
    };
    for (auto& registration : standing.registrations) {
        wipe_text(registration.client_name);
        wipe_text(registration.case_number);
    }
    standing.registrations.clear();
    standing.bookings.clear();
    standing.earlier.clear();
}

State::~State() {
    wipe(standing);
}

State begin(const ReaderView& reader, uint64_t first_question, std::string ticket_service) {
    State state;
    state.reader = reader;
    state.next_question = first_question;
    state.ticket_service = std::move(ticket_service);
    go_to_card(state);
    return state;
}

Effects step(State& state, Event event) {
    const bool watched = at<Capture>(state);
    auto effects = std::visit([&](auto& e) { return on(state, e); }, event);
    // The camera looks only while somebody is to see what it sees.
    if (watched != at<Capture>(state)) effects.emplace_back(Errand{WatchScanner{!watched}});
    return effects;
}

}  // namespace lobby::kiosk::lawyer
