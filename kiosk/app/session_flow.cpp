#include "kiosk/app/session_flow.hpp"

#include <algorithm>
#include <type_traits>

#include "kiosk/app/session_places.hpp"

namespace lobby::kiosk::app {

namespace {

bool reading_ticket(const tickets::State& tickets) {
    return step_is<tickets::Step, tickets::ShowTicket, tickets::GivenBack, tickets::NoTicket,
                   tickets::NotFound, tickets::NotKnown>(tickets.step);
}

// Documents have to be looked for, and what is shown has to be compared with them.
bool reading_documents(const lawyer::State& lawyer) {
    return lawyer.reader.usable &&
           !step_is<lawyer::Step, lawyer::PlaceCard, lawyer::CardTrouble, lawyer::ReaderUnavailable>(
               lawyer.step);
}

bool asking_lawyer(const lawyer::State& lawyer) {
    const auto* capture = std::get_if<lawyer::Capture>(&lawyer.step);
    return (capture && capture->question != 0) ||
           step_is<lawyer::Step, lawyer::Learning, lawyer::ReadingPage, lawyer::Checking, lawyer::HandingIn,
                   lawyer::AskingSlots, lawyer::Booking>(lawyer.step);
}

bool reading(const State& state) {
    if (state.help) return true;
    if (const auto* tickets = std::get_if<tickets::State>(&state.place)) return reading_ticket(*tickets);
    if (const auto* ratings = std::get_if<ratings::State>(&state.place))
        return std::holds_alternative<ratings::Refused>(ratings->step);
    if (const auto* lawyer = std::get_if<lawyer::State>(&state.place)) return reading_documents(*lawyer);
    const auto* lookup = std::get_if<lookup::State>(&state.place);
    if (!lookup) return false;
    // With the reader gone nobody would see that the card was taken: the shorter time guards what is shown.
    if (lookup->by_card && !lookup->reader_usable) return false;
    return step_is<lookup::Step, lookup::Cases, lookup::OneCase, lookup::TakingAway, lookup::NothingToShow,
                   lookup::NothingInRecords, lookup::Locked>(lookup->step);
}

// While the office or the desk is asked there is nothing that a visitor could do; the answer has its own,
// shorter deadline.
bool asking(const State& state) {
    if (state.help) return !state.help->reached;
    if (const auto* tickets = std::get_if<tickets::State>(&state.place))
        return step_is<tickets::Step, tickets::Issuing, tickets::Finding>(tickets->step);
    if (const auto* ratings = std::get_if<ratings::State>(&state.place))
        return step_is<ratings::Step, ratings::Finding, ratings::Sending>(ratings->step);
    if (const auto* lawyer = std::get_if<lawyer::State>(&state.place)) return asking_lawyer(*lawyer);
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
        state.card_read = std::holds_alternative<lookup::CardRead>(event);
    } else if (std::holds_alternative<lookup::CardRemoved>(event)) {
        state.card_present = false;
        state.card_read = false;
        state.card_stale = false;
    }
    if (auto* goodbye = std::get_if<Goodbye>(&state.place); goodbye && !state.card_present)
        goodbye->take_card = false;
}

// Cards and the reader are told to whichever service is on the screen.
template <class PlaceEvent>
std::optional<PlaceEvent> card_event(lookup::Event& event) {
    return std::visit(
        [](auto& e) -> std::optional<PlaceEvent> {
            using E = std::decay_t<decltype(e)>;
            constexpr bool of_card = std::is_same_v<E, ReaderState> || std::is_same_v<E, CardPlaced> ||
                                     std::is_same_v<E, CardRead> || std::is_same_v<E, CardFailed> ||
                                     std::is_same_v<E, CardRemoved>;
            if constexpr (of_card)
                return PlaceEvent{std::move(e)};
            else
                return std::nullopt;
        },
        event);
}

void on_lookup_event(State& state, lookup::Event event, uint64_t now_ms, const SessionRules& rules,
                     Effects& effects) {
    note_card(state, event);
    if (at<tickets::State>(state)) {
        if (auto of_card = card_event<tickets::Event>(event))
            pass_on(state, std::move(*of_card), now_ms, rules, effects);
        return;
    }
    if (at<ratings::State>(state)) {
        if (auto of_card = card_event<ratings::Event>(event))
            pass_on(state, std::move(*of_card), now_ms, effects);
        return;
    }
    if (at<lawyer::State>(state)) {
        if (auto of_card = card_event<lawyer::Event>(event))
            pass_on(state, std::move(*of_card), now_ms, rules, effects);
        return;
    }
    // A card on the start screen, or behind the last visitor's back, is a question already asked: no touch is
    // needed. One that cannot be read is told so.
    const bool card =
        std::holds_alternative<lookup::CardRead>(event) || std::holds_alternative<lookup::CardFailed>(event);
    if (card && (at<Home>(state) || at<Goodbye>(state)) && !state.card_stale)
        begin_lookup(state, now_ms, effects);
    pass_on(state, std::move(event), now_ms, rules, effects);
}

void on_ticket_event(State& state, tickets::Event event, uint64_t now_ms, const SessionRules& rules,
                     Effects& effects) {
    if (const auto* news = std::get_if<tickets::HallNews>(&event)) state.hall = news->hall;
    pass_on(state, std::move(event), now_ms, rules, effects);
}

void go_back(State& state, uint64_t now_ms, const SessionRules& rules, Effects& effects) {
    if (state.help)
        pass_on(state, help::Event{help::Close{}}, now_ms, effects);
    else if (at<lookup::State>(state))
        pass_on(state, lookup::Event{lookup::Back{}}, now_ms, rules, effects);
    else if (at<tickets::State>(state))
        pass_on(state, tickets::Event{tickets::Back{}}, now_ms, rules, effects);
    else if (at<ratings::State>(state))
        pass_on(state, ratings::Event{ratings::Back{}}, now_ms, effects);
    else if (at<lawyer::State>(state))
        pass_on(state, lawyer::Event{lawyer::Back{}}, now_ms, rules, effects);
    else
        end_session(state, Home{}, effects);
}

void on_tick(State& state, uint64_t now_ms, const SessionRules& rules, Effects& effects) {
    if (const auto* goodbye = std::get_if<Goodbye>(&state.place)) {
        if (now_ms >= goodbye->until_ms) forget_visitor(state, effects);
        return;
    }
    if (!in_session(state) && foreign_language_forgotten(state, now_ms, rules)) {
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
    share_numbers(state);
    if (auto* lookup_event = std::get_if<lookup::Event>(&event)) {
        on_lookup_event(state, std::move(*lookup_event), now_ms, rules, effects);
    } else if (std::holds_alternative<StartLookup>(event)) {
        begin_lookup(state, now_ms, effects);
    } else if (std::holds_alternative<StartLawyer>(event)) {
        begin_lawyer(state, now_ms, effects);
    } else if (auto* lawyer_event = std::get_if<lawyer::Event>(&event)) {
        pass_on(state, std::move(*lawyer_event), now_ms, rules, effects);
    } else if (auto* ticket_event = std::get_if<tickets::Event>(&event)) {
        on_ticket_event(state, std::move(*ticket_event), now_ms, rules, effects);
    } else if (auto* rating_event = std::get_if<ratings::Event>(&event)) {
        pass_on(state, std::move(*rating_event), now_ms, effects);
    } else if (const auto* help_event = std::get_if<help::Event>(&event)) {
        pass_on(state, *help_event, now_ms, effects);
    } else if (std::holds_alternative<StartTickets>(event)) {
        begin_tickets(state, now_ms, effects);
    } else if (std::holds_alternative<StartMyTicket>(event)) {
        begin_my_ticket(state, now_ms, effects);
    } else if (const auto* rating = std::get_if<StartRating>(&event)) {
        begin_rating(state, *rating, now_ms, effects);
    } else if (const auto* call = std::get_if<CallHelp>(&event)) {
        begin_help(state, *call, now_ms, effects);
    } else if (std::holds_alternative<GoBack>(event)) {
        go_back(state, now_ms, rules, effects);
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

bool shows_hall(const State& state) {
    return at<tickets::State>(state) && !state.help;
}

std::optional<uint64_t> next_tick_ms(const State& state, uint64_t now_ms, const SessionRules& rules) {
    const auto until = [now_ms](uint64_t at) { return at > now_ms ? at - now_ms : 0; };
    if (const auto* goodbye = std::get_if<Goodbye>(&state.place)) return until(goodbye->until_ms);
    if (!in_session(state) && state.language != first_language)
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
