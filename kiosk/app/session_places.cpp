#include "kiosk/app/session_places.hpp"

#include <algorithm>
#include <utility>

namespace lobby::kiosk::app {

namespace {

uint64_t next_question(const State& state) {
    uint64_t next = state.next_question;
    if (const auto* lookup = std::get_if<lookup::State>(&state.place)) next = lookup->next_question;
    if (const auto* tickets = std::get_if<tickets::State>(&state.place)) next = tickets->next_question;
    if (const auto* ratings = std::get_if<ratings::State>(&state.place)) next = ratings->next_question;
    if (const auto* lawyer = std::get_if<lawyer::State>(&state.place)) next = lawyer->next_question;
    if (state.help) next = std::max(next, state.help->next_question);
    return std::max(state.next_question, next);
}

// A question that is out finds nobody any more.
void leave_place(State& state, Effects& effects) {
    state.next_question = next_question(state);
    const auto* lookup = std::get_if<lookup::State>(&state.place);
    const auto* question = lookup ? std::get_if<lookup::Asking>(&lookup->step) : nullptr;
    if (question) effects.emplace_back(lookup::CancelQuestion{question->question});
    if (at<lawyer::State>(state)) effects.emplace_back(lawyer::leave());
}

bool holds_a_number(const State& state) {
    const auto* tickets = std::get_if<tickets::State>(&state.place);
    const auto* shown = tickets ? std::get_if<tickets::ShowTicket>(&tickets->step) : nullptr;
    return shown && shown->ticket.position.standing == tickets::TicketStanding::waiting;
}

ReaderView reader_view(const State& state) {
    return {state.reader_usable, state.card_present, state.card_stale};
}

// For a service to which the card can say nothing any more: it has been read, and is read again only when it
// has been lifted.
ReaderView reader_view_after_reading(const State& state) {
    ReaderView view = reader_view(state);
    view.card_stale = view.card_stale || (view.card_present && state.card_read);
    return view;
}

void add_errands(Effects& effects, tickets::Effects& wanted) {
    for (auto& effect : wanted)
        if (auto* errand = std::get_if<tickets::Errand>(&effect)) effects.emplace_back(std::move(*errand));
}

void add_errands(Effects& effects, ratings::Effects& wanted) {
    for (auto& effect : wanted)
        if (auto* errand = std::get_if<ratings::Errand>(&effect)) effects.emplace_back(std::move(*errand));
}

// The service whose windows know lawyers' registrations.
constexpr std::string_view lawyers_service = "lawyers";

std::string service_for_lawyers(const State& state) {
    const auto& services = state.hall.services;
    if (!state.hall.ready || services.empty()) return {};
    const bool there = std::ranges::any_of(
        services, [](const tickets::ServiceView& service) { return service.id == lawyers_service; });
    return there ? std::string(lawyers_service) : services.front().id;
}

std::optional<api::TicketNumber> number_on_screen(const State& state) {
    const auto* tickets = std::get_if<tickets::State>(&state.place);
    if (!tickets) return std::nullopt;
    if (const auto* shown = std::get_if<tickets::ShowTicket>(&tickets->step)) return shown->ticket.number;
    return std::nullopt;
}

// What makes a screen a new one, with its full time to be read: also a call, on the ticket that is shown.
size_t screen_of(const tickets::State& tickets) {
    const auto* shown = std::get_if<tickets::ShowTicket>(&tickets.step);
    const size_t standing = shown ? static_cast<size_t>(shown->ticket.position.standing) : 0;
    return tickets.step.index() * 100 + standing;
}

}  // namespace

void share_numbers(State& state) {
    const uint64_t next = next_question(state);
    state.next_question = next;
    if (auto* lookup = std::get_if<lookup::State>(&state.place)) lookup->next_question = next;
    if (auto* tickets = std::get_if<tickets::State>(&state.place)) tickets->next_question = next;
    if (auto* ratings = std::get_if<ratings::State>(&state.place)) ratings->next_question = next;
    if (auto* lawyer = std::get_if<lawyer::State>(&state.place)) lawyer->next_question = next;
    if (state.help) state.help->next_question = next;
}

bool in_session(const State& state) {
    return state.help || (!at<Home>(state) && !at<Goodbye>(state));
}

// A card that still lies there is the last visitor's: it opens nothing for the next.
void end_session(State& state, Place where, Effects& effects) {
    leave_place(state, effects);
    if (state.card_present) state.card_stale = true;
    state.place = std::move(where);  // the old place's destructor wipes it
    state.help.reset();
    state.warning_until_ms.reset();
    effects.emplace_back(WipeSession{});
}

void forget_visitor(State& state, Effects& effects) {
    end_session(state, Home{}, effects);
    state.language = first_language;
}

void begin_session(State& state, Place where, uint64_t now_ms, Effects& effects) {
    if (!in_session(state)) effects.emplace_back(SessionBegan{});
    if (at<Goodbye>(state)) state.language = first_language;
    leave_place(state, effects);
    state.place = std::move(where);
    state.help.reset();
    state.last_touch_ms = now_ms;
    state.warning_until_ms.reset();
}

bool needs_a_person(const State& state) {
    if (const auto* lawyer = std::get_if<lawyer::State>(&state.place))
        return step_is<lawyer::Step, lawyer::NotHandedIn, lawyer::ReviewTrouble>(lawyer->step);
    const auto* lookup = std::get_if<lookup::State>(&state.place);
    return lookup &&
           step_is<lookup::Step, lookup::NothingToShow, lookup::OfficeUnreachable, lookup::NothingInRecords>(
               lookup->step);
}

Goodbye goodbye(const State& state, uint64_t now_ms, const SessionRules& rules, bool to_window) {
    const uint64_t time = to_window ? rules.goodbye_ms * 2 : rules.goodbye_ms;  // there is more to read
    return {now_ms + time, state.card_present, to_window, holds_a_number(state)};
}

void begin_lookup(State& state, uint64_t now_ms, Effects& effects) {
    if (at<lookup::State>(state) && !state.help) return;  // the second of two touches
    begin_session(state, lookup::begin(reader_view(state), state.next_question), now_ms, effects);
}

void begin_tickets(State& state, uint64_t now_ms, Effects& effects) {
    if (at<tickets::State>(state) && !state.help) return;
    // A card that was laid down to ask for a case also tells who goes first.
    std::optional<IdentityNumber> card;
    if (auto* lookup = std::get_if<lookup::State>(&state.place);
        lookup && state.card_present && !state.card_stale)
        card = lookup->card;
    const ReaderView reader = card ? reader_view(state) : reader_view_after_reading(state);
    tickets::Effects wanted;
    auto place = tickets::begin_services(reader, next_question(state), std::move(card), wanted);
    begin_session(state, std::move(place), now_ms, effects);
    add_errands(effects, wanted);
}

void begin_my_ticket(State& state, uint64_t now_ms, Effects& effects) {
    begin_session(state, tickets::begin_my_ticket(reader_view_after_reading(state), next_question(state)),
                  now_ms, effects);
}

void begin_rating(State& state, const StartRating& start, uint64_t now_ms, Effects& effects) {
    const ReaderView reader = reader_view_after_reading(state);
    ratings::Effects wanted;
    auto place = start.number ? ratings::begin_for(reader, next_question(state), *start.number, wanted)
                              : ratings::begin(reader, next_question(state));
    begin_session(state, std::move(place), now_ms, effects);
    add_errands(effects, wanted);
}

void begin_lawyer(State& state, uint64_t now_ms, Effects& effects) {
    if (at<lawyer::State>(state) && !state.help) return;
    auto place =
        lawyer::begin(reader_view_after_reading(state), next_question(state), service_for_lawyers(state));
    begin_session(state, std::move(place), now_ms, effects);
}

// With everything kept for the window, the number for it is taken in the same touch.
void lawyer_to_ticket(State& state, const std::string& service, uint64_t now_ms, Effects& effects) {
    auto card = std::get<lawyer::State>(state.place).card;
    const ReaderView reader = reader_view_after_reading(state);
    tickets::Effects wanted;
    auto place = tickets::begin_services(reader, next_question(state), std::move(card), wanted);
    add_errands(effects, wanted);
    wanted = tickets::step(place, tickets::WantService{service});
    begin_session(state, std::move(place), now_ms, effects);
    add_errands(effects, wanted);
}

void begin_help(State& state, const CallHelp& call, uint64_t now_ms, Effects& effects) {
    if (state.help || at<Goodbye>(state)) return;
    if (!in_session(state)) effects.emplace_back(SessionBegan{});
    state.last_touch_ms = now_ms;
    state.warning_until_ms.reset();
    const bool stands = state.last_call && now_ms - state.last_call_ms < call_again_after_ms &&
                        state.last_call->reached != help::Reached::not_called;
    if (stands) {
        state.help = state.last_call;
        return;
    }
    help::Effects wanted;
    state.help = help::begin(next_question(state), call.screen, number_on_screen(state), wanted);
    for (auto& effect : wanted)
        if (auto* errand = std::get_if<help::Errand>(&effect)) effects.emplace_back(std::move(*errand));
    state.last_call = state.help;
    state.last_call_ms = now_ms;
}

void pass_on(State& state, const help::Event& event, uint64_t now_ms, Effects& effects) {
    if (state.last_call && std::holds_alternative<help::PersonCalled>(event))
        static_cast<void>(help::step(*state.last_call, event));
    if (!state.help) return;
    const auto reached_before = state.help->reached;
    for (auto& effect : help::step(*state.help, event)) {
        if (auto* errand = std::get_if<help::Errand>(&effect)) {
            state.last_call = state.help;
            state.last_call_ms = now_ms;
            effects.emplace_back(std::move(*errand));
        } else if (at<Home>(state)) {
            end_session(state, Home{}, effects);
            return;
        } else {
            state.help.reset();
            state.last_touch_ms = now_ms;
            return;
        }
    }
    if (state.help->reached == reached_before) return;
    state.last_touch_ms = now_ms;
    state.warning_until_ms.reset();
}

void pass_on(State& state, tickets::Event event, uint64_t now_ms, const SessionRules& rules,
             Effects& effects) {
    auto* tickets = std::get_if<tickets::State>(&state.place);
    if (!tickets) return;
    const auto screen_before = screen_of(*tickets);
    for (auto& effect : tickets::step(*tickets, std::move(event))) {
        if (auto* errand = std::get_if<tickets::Errand>(&effect)) {
            effects.emplace_back(std::move(*errand));
            continue;
        }
        const bool by_card = std::holds_alternative<tickets::EndByCard>(effect);
        end_session(state, by_card ? Place{goodbye(state, now_ms, rules, false)} : Place{Home{}}, effects);
        return;
    }
    if (screen_of(*tickets) == screen_before) return;
    state.last_touch_ms = now_ms;
    state.warning_until_ms.reset();
}

void pass_on(State& state, ratings::Event event, uint64_t now_ms, Effects& effects) {
    auto* ratings = std::get_if<ratings::State>(&state.place);
    if (!ratings) return;
    const auto step_before = ratings->step.index();
    for (auto& effect : ratings::step(*ratings, std::move(event))) {
        if (auto* errand = std::get_if<ratings::Errand>(&effect)) {
            effects.emplace_back(std::move(*errand));
            continue;
        }
        end_session(state, Home{}, effects);
        return;
    }
    if (ratings->step.index() == step_before) return;
    state.last_touch_ms = now_ms;
    state.warning_until_ms.reset();
}

void pass_on(State& state, lawyer::Event event, uint64_t now_ms, const SessionRules& rules,
             Effects& effects) {
    auto* lawyer = std::get_if<lawyer::State>(&state.place);
    if (!lawyer) return;
    const auto step_before = lawyer->step.index();
    for (auto& effect : lawyer::step(*lawyer, std::move(event))) {
        if (auto* errand = std::get_if<lawyer::Errand>(&effect)) {
            effects.emplace_back(std::move(*errand));
            continue;
        }
        if (const auto* ticket = std::get_if<lawyer::ToTicket>(&effect)) {
            lawyer_to_ticket(state, ticket->service, now_ms, effects);
            return;
        }
        const bool by_card = std::holds_alternative<lawyer::EndByCard>(effect);
        end_session(state, by_card ? Place{goodbye(state, now_ms, rules, false)} : Place{Home{}}, effects);
        return;
    }
    if (lawyer->step.index() == step_before) return;
    state.last_touch_ms = now_ms;
    state.warning_until_ms.reset();
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

}  // namespace lobby::kiosk::app
