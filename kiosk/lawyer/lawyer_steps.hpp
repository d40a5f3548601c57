// What the parts of the flow have in common. Not for others.
#pragma once

#include <utility>

#include "kiosk/lawyer/lawyer_flow.hpp"

namespace lobby::kiosk::lawyer {

template <class T>
bool at(const State& state) {
    return std::holds_alternative<T>(state.step);
}

inline Effects none() {
    return {};
}

template <class E>
Effects errand(E wanted) {
    Effects effects;
    effects.emplace_back(Errand{std::move(wanted)});
    return effects;
}

inline void add(Effects& to, Effects from) {
    for (auto& effect : from) to.push_back(std::move(effect));
}

// To the first screen that still lacks something; while something is mended, back to the check.
Effects go_on(State& state);
Effects show(State& state, Section section);
// The screen before this one, of those that this registration has.
Effects show_before(State& state, Section section);
// The draft as it is now; erased when there is nothing in it.
Effects save(const State& state);
Effects check(State& state);
Effects learn(State& state);
Effects ask_slots(State& state);
void type(State& state, api::FormField field);
[[nodiscard]] api::PageKind kind_of(const State& state, api::FormField field);
void leave_field(State& state, api::FormField field);

// Documents: lawyer_documents.cpp
Effects on(State& state, const TakePicture&);
Effects on(State& state, const Retake&);
Effects on(State& state, const AnotherPage&);
Effects on(State& state, const WithoutPicture&);
Effects on(State& state, const ConfirmField& confirmed);
Effects on(State& state, const ChangeField& changed);
Effects on(State& state, const NextStep&);
Effects on(State& state, const ScannerNews& news);
Effects on(State& state, const GuidanceNews& news);
Effects on(State& state, const PageTaken& taken);
Effects on(State& state, const PageNotTaken& failed);
Effects on(State& state, PageRead& read);

// Typing: lawyer_typing.cpp
Effects on(State& state, const Key& key);
Effects on(State& state, TypeText& typed);
Effects on(State& state, const Confirm&);
Effects on(State& state, const LeaveField&);
Effects on(State& state, const SkipPhone&);

// Handing in: lawyer_hand_in.cpp
Effects on(State& state, const ChooseAuthorisation& chosen);
Effects on(State& state, const ChoosePrincipal& chosen);
Effects on(State& state, const ChooseCaseBy& chosen);
Effects on(State& state, const Mend& mend);
Effects on(State& state, const TakeTicket&);
Effects on(State& state, const HandOver&);
Effects on(State& state, Checked& checked);
Effects on(State& state, const RegistrationKept& kept);
Effects on(State& state, const RegistrationNotKept& lost);
Effects hand_in(State& state, bool to_window);

// File review: lawyer_review.cpp
Effects on(State& state, const WantSlots& wanted);
Effects on(State& state, const OpenBooking& open);
Effects on(State& state, const WantOtherTime&);
Effects on(State& state, const ChooseDay& chosen);
Effects on(State& state, const ChooseSlot& chosen);
Effects on(State& state, const ConfirmSlot&);
Effects on(State& state, const WantCancelBooking&);
Effects on(State& state, const ConfirmCancelBooking&);
Effects on(State& state, const WantPrint&);
Effects on(State& state, SlotsTold& told);
Effects on(State& state, BookTold& told);
Effects on(State& state, const SlipNews& news);

}  // namespace lobby::kiosk::lawyer
