#include "kiosk/app/session_flow.hpp"

#include <algorithm>

namespace lobby::kiosk::app {

namespace {

template <class T>
bool at(const State& state) {
    return std::holds_alternative<T>(state.place);
}

bool in_session(const State& state) {
    return !at<Home>(state) && !at<Goodbye>(state);
}

bool reading(const State& state) {
    const auto* lookup = std::get_if<lookup::State>(&state.place);
    if (!lookup) return at<LawyerInfo>(state) || at<TicketInfo>(state);
    // With the reader gone nobody would see that the card was taken: the shorter time guards what is shown.
    if (lookup->by_card && !lookup->reader_usable) return false;
    return std::holds_alternative<lookup::Cases>(lookup->step) ||
           std::holds_alternative<lookup::OneCase>(lookup->step) ||
           std::holds_alternative<lookup::TakingAway>(lookup->step) ||
           std::holds_alternative<lookup::NothingToShow>(lookup->step) ||
           std::holds_alternative<lookup::Locked>(lookup->step);
}

// While the office is asked there is nothing that a visitor could do; the answer has its own, shorter
// deadline.
bool asking(const State& state) {
    const auto* lookup = std::get_if<lookup::State>(&state.place);
    return lookup && std::holds_alternative<lookup::Asking>(lookup->step);
}

uint64_t idle_limit(const State& state, const SessionRules& rules) {
    if (asking(state)) return rules.asking_ms;
    return reading(state) ? rules.reading_ms : rules.idle_ms;
}

// Somebody chose his language and left: the next visitor is greeted in the first one.
bool foreign_language_forgotten(const State& state, uint64_t now_ms, const SessionRules& rules) {
    return state.language != first_language && now_ms - state.last_touch_ms >= rules.idle_ms;
}

void leave_lookup(State& state, Effects& effects) {
    if (auto* lookup = std::get_if<lookup::State>(&state.place)) {
        if (const auto* question = std::get_if<lookup::Asking>(&lookup->step))
            effects.emplace_back(lookup::CancelQuestion{question->question});
        state.next_question = lookup->next_question;
    }
}

// A card that still lies there is the last visitor's: it opens nothing for the next.
void end_session(State& state, Place where, Effects& effects) {
    leave_lookup(state, effects);
    if (state.card_present) state.card_stale = true;
    state.place = std::move(where);  // the old place's destructor wipes it
    state.warning_until_ms.reset();
    effects.emplace_back(WipeSession{});
}

// The visitor is gone; who only touched "home" keeps his language for as long as he is likely to stand there.
void forget_visitor(State& state, Effects& effects) {
    end_session(state, Home{}, effects);
    state.language = first_language;
}

void begin_session(State& state, Place where, uint64_t now_ms, Effects& effects) {
    if (!in_session(state)) effects.emplace_back(SessionBegan{});
    if (at<Goodbye>(state)) state.language = first_language;
    leave_lookup(state, effects);
    state.place = std::move(where);
    state.last_touch_ms = now_ms;
    state.warning_until_ms.reset();
}

Goodbye goodbye(const State& state, uint64_t now_ms, const SessionRules& rules, bool to_window) {
    const uint64_t time = to_window ? rules.goodbye_ms * 2 : rules.goodbye_ms;  // there is more to read
    return {now_ms + time, state.card_present, to_window};
}

bool needs_a_person(const State& state) {
    const auto* lookup = std::get_if<lookup::State>(&state.place);
    return lookup && (std::holds_alternative<lookup::NothingToShow>(lookup->step) ||
                      std::holds_alternative<lookup::OfficeUnreachable>(lookup->step));
}

void begin_lookup(State& state, uint64_t now_ms, Effects& effects) {
    if (at<lookup::State>(state)) return;  // the second of two touches
    begin_session(
        state,
        lookup::begin({state.reader_usable, state.card_present, state.card_stale}, state.next_question),
        now_ms, effects);
}

void pass_on(State& state, lookup::Event event, uint64_t now_ms, const SessionRules& rules,
             Effects& effects) {
    auto* lookup = std::get_if<lookup::State>(&state.place);
    if (!lookup) return;
    const auto step_before = lookup->step.index();
    auto wanted = lookup::step(*lookup, std::move(event), now_ms);
    for (auto& effect : wanted) {
        if (std::holds_alternative<lookup::LeaveLookup>(effect))
            end_session(state, Home{}, effects);
        else if (std::holds_alternative<lookup::EndByCard>(effect))
            end_session(state, goodbye(state, now_ms, rules, std::get<lookup::EndByCard>(effect).to_window),
                        effects);
        else if (auto* ask = std::get_if<lookup::AskOffice>(&effect))
            effects.emplace_back(std::move(*ask));
        else if (auto* cancel = std::get_if<lookup::CancelQuestion>(&effect))
            effects.emplace_back(*cancel);
        else
            effects.emplace_back(lookup::ReconnectNow{});
    }
    // A new screen gives its full time to be read.
    lookup = std::get_if<lookup::State>(&state.place);
    if (lookup && lookup->step.index() != step_before) {
        state.last_touch_ms = now_ms;
        state.warning_until_ms.reset();
    }
}

void note_card(State& state, const lookup::Event& event) {
    if (const auto* reader = std::get_if<lookup::ReaderState>(&event)) {
        state.reader_usable = reader->usable;
        state.reader_reported = true;
        // What lies there when the reader comes back may have been left behind: it has to be lifted first.
        if (!reader->usable && state.card_present) state.card_stale = true;
        if (!reader->usable) state.card_present = false;
    } else if (std::holds_alternative<lookup::CardPlaced>(event) ||
               std::holds_alternative<lookup::CardFailed>(event) ||
               std::holds_alternative<lookup::CardRead>(event)) {
        state.card_present = true;
    } else if (std::holds_alternative<lookup::CardRemoved>(event)) {
        state.card_present = false;
        state.card_stale = false;
    }
    if (auto* goodbye = std::get_if<Goodbye>(&state.place); goodbye && !state.card_present)
        goodbye->take_card = false;
}

void on_lookup_event(State& state, lookup::Event event, uint64_t now_ms, const SessionRules& rules,
                     Effects& effects) {
    note_card(state, event);
    // A card on the start screen, or behind the last visitor's back, is a question already asked: no touch is
    // needed. One that cannot be read is told so.
    const bool card =
        std::holds_alternative<lookup::CardRead>(event) || std::holds_alternative<lookup::CardFailed>(event);
    if (card && !in_session(state) && !state.card_stale) begin_lookup(state, now_ms, effects);
    pass_on(state, std::move(event), now_ms, rules, effects);
}

void on_tick(State& state, uint64_t now_ms, const SessionRules& rules, Effects& effects) {
    if (const auto* goodbye = std::get_if<Goodbye>(&state.place)) {
        if (now_ms >= goodbye->until_ms) forget_visitor(state, effects);
        return;
    }
    if (at<Home>(state) && foreign_language_forgotten(state, now_ms, rules)) {
        state.language = first_language;
        effects.emplace_back(WipeSession{});
    }
    if (const auto* lookup = std::get_if<lookup::State>(&state.place)) {
        const auto due = lookup::due_ms(*lookup);
        if (due && now_ms >= *due) pass_on(state, lookup::Tick{}, now_ms, rules, effects);
    }
    if (!in_session(state)) return;
    if (state.warning_until_ms) {
        if (now_ms >= *state.warning_until_ms) forget_visitor(state, effects);
    } else if (now_ms - state.last_touch_ms >= idle_limit(state, rules)) {
        state.warning_until_ms = now_ms + rules.warning_ms;
    }
}

}  // namespace

Effects step(State& state, Event event, uint64_t now_ms, const SessionRules& rules) {
    Effects effects;
    if (auto* lookup_event = std::get_if<lookup::Event>(&event)) {
        on_lookup_event(state, std::move(*lookup_event), now_ms, rules, effects);
    } else if (std::holds_alternative<StartLookup>(event)) {
        begin_lookup(state, now_ms, effects);
    } else if (std::holds_alternative<ShowLawyerInfo>(event)) {
        begin_session(state, LawyerInfo{}, now_ms, effects);
    } else if (std::holds_alternative<ShowTicketInfo>(event)) {
        begin_session(state, TicketInfo{}, now_ms, effects);
    } else if (std::holds_alternative<GoHome>(event)) {
        end_session(state, Home{}, effects);
    } else if (std::holds_alternative<Finish>(event)) {
        if (in_session(state))
            end_session(state, goodbye(state, now_ms, rules, needs_a_person(state)), effects);
    } else if (std::holds_alternative<MoreTime>(event)) {
        state.warning_until_ms.reset();
        state.last_touch_ms = now_ms;
    } else if (std::holds_alternative<Touched>(event)) {
        // The warning wants an answer of its own: a stray touch beside it does not count.
        if (!state.warning_until_ms) state.last_touch_ms = now_ms;
    } else if (const auto* language = std::get_if<ChooseLanguage>(&event)) {
        state.language = language->language;
        state.last_touch_ms = now_ms;
    } else if (auto* office = std::get_if<OfficeState>(&event)) {
        state.office_reachable = office->reachable;
        if (office->profile) state.office = std::move(*office->profile);
    } else {
        on_tick(state, now_ms, rules, effects);
    }
    return effects;
}

std::optional<uint64_t> next_tick_ms(const State& state, uint64_t now_ms, const SessionRules& rules) {
    const auto until = [now_ms](uint64_t at) { return at > now_ms ? at - now_ms : 0; };
    if (const auto* goodbye = std::get_if<Goodbye>(&state.place)) return until(goodbye->until_ms);
    if (at<Home>(state) && state.language != first_language)
        return until(state.last_touch_ms + rules.idle_ms);
    if (!in_session(state)) return std::nullopt;
    uint64_t next = until(state.last_touch_ms + idle_limit(state, rules));
    if (state.warning_until_ms) {
        const uint64_t left = until(*state.warning_until_ms);
        next =
            left % 1000 == 0 ? std::min<uint64_t>(left, 1000) : left % 1000;  // once a second, on the second
    }
    if (const auto* lookup = std::get_if<lookup::State>(&state.place))
        if (const auto due = lookup::due_ms(*lookup)) next = std::min(next, until(*due));
    return next;
}

int warning_seconds_left(const State& state, uint64_t now_ms) {
    if (!state.warning_until_ms || *state.warning_until_ms <= now_ms) return 0;
    return static_cast<int>((*state.warning_until_ms - now_ms + 999) / 1000);
}

}  // namespace lobby::kiosk::app
