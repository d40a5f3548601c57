#include "kiosk/tickets/ticket_flow.hpp"

#include <algorithm>
#include <utility>

namespace lobby::kiosk::tickets {

namespace {

template <class T>
bool at(const State& state) {
    return std::holds_alternative<T>(state.step);
}

Effects none() {
    return {};
}

Effects errand(Errand wanted) {
    Effects effects;
    effects.emplace_back(std::move(wanted));
    return effects;
}

Effects leave() {
    Effects effects;
    effects.emplace_back(LeaveTickets{});
    return effects;
}

bool is_card(const std::variant<IdentityNumber, api::TicketNumber>& by) {
    return std::holds_alternative<IdentityNumber>(by);
}

Effects find(State& state, std::variant<IdentityNumber, api::TicketNumber> by) {
    const uint64_t question = state.next_question++;
    Effects effects;
    if (const auto* card = std::get_if<IdentityNumber>(&by))
        effects.emplace_back(Errand{FindMyTicket{question, *card}});
    else
        effects.emplace_back(Errand{AskTicket{question, std::get<api::TicketNumber>(by)}});
    state.step = Finding{question, std::move(by)};
    return effects;
}

Effects learn(State& state, IdentityNumber card) {
    state.card = std::move(card);
    state.card_problem.reset();
    state.card_question = state.next_question++;
    state.appointment_question = state.card_question;
    // What another card has told does not hold for this one.
    if (state.precedence_by_card) state.precedence = api::Precedence::ordinary;
    state.precedence_by_card = false;
    state.appointment.reset();
    state.open.clear();
    return errand(LearnCard{state.card_question, *state.card});
}

void forget_card(State& state) {
    state.card.reset();
    state.card_question = 0;
    state.appointment_question = 0;
    state.precedence = api::Precedence::ordinary;
    state.precedence_by_card = false;
    state.appointment.reset();
    state.open.clear();
}

// Where a card tells who goes first.
bool takes_number(const State& state) {
    return at<Services>(state) || at<Precedences>(state) || at<NoTicket>(state);
}

// Where a card asks for its own number.
bool looks_for_number(const State& state) {
    return at<MyTicket>(state) || at<NotFound>(state) || at<NotKnown>(state);
}

// What a card has brought on the screen: it ends when the card goes.
bool owned_by_card(const State& state) {
    if (const auto* finding = std::get_if<Finding>(&state.step)) return is_card(finding->by);
    if (const auto* unknown = std::get_if<NotKnown>(&state.step)) return is_card(unknown->by);
    if (const auto* shown = std::get_if<ShowTicket>(&state.step)) return shown->by_card;
    return at<Mine>(state);
}

void show(State& state, const FoundTicket& found, bool by_card) {
    ShowTicket shown;
    shown.ticket = found.ticket;
    shown.paper = found.paper;
    shown.mine = by_card;
    shown.by_card = by_card;
    state.step = std::move(shown);
}

// ---- what the visitor wants
// ----------------------------------------------------------------------------------------

Effects on(State& state, const WantService& wanted) {
    if (!at<Services>(state)) return none();
    const uint64_t question = state.next_question++;
    state.step = Issuing{question, wanted.service};
    return errand(IssueTicket{question, wanted.service, state.precedence, state.card});
}

Effects on(State& state, const WantPrecedence&) {
    if (at<Services>(state)) state.step = Precedences{};
    return none();
}

Effects on(State& state, const ChoosePrecedence& chosen) {
    if (!at<Precedences>(state) && !at<Services>(state)) return none();
    state.precedence = chosen.precedence;
    state.precedence_by_card = false;
    state.step = Services{};
    return none();
}

Effects on(State& state, const WantMyTicket&) {
    // The card that has told of a number lies there, or did a moment ago.
    if (at<Services>(state) && state.card && !state.open.empty()) {
        IdentityNumber card = *state.card;
        return find(state, std::move(card));
    }
    if (takes_number(state)) state.step = MyTicket{};
    return none();
}

Effects on(State& state, const OpenMine& open) {
    if (at<Mine>(state) && open.index < state.found.size()) show(state, state.found[open.index], true);
    return none();
}

Effects on(State& state, const Key& key) {
    auto* entry = std::get_if<MyTicket>(&state.step);
    if (!entry) return none();
    entry->problem = EntryProblem::none;
    type_number(entry->typed, key.key);
    return none();
}

Effects on(State& state, const Confirm&) {
    auto* entry = std::get_if<MyTicket>(&state.step);
    if (!entry) return none();
    const auto number = api::parse_number(entry->typed);
    if (number) return find(state, *number);
    entry->problem = EntryProblem::not_a_number;
    return none();
}

Effects on(State& state, const WantPrint&) {
    auto* shown = std::get_if<ShowTicket>(&state.step);
    if (!shown || !may_print(*shown)) return none();
    ++shown->printed_again;
    shown->paper = Paper{PaperState::printing, PaperTrouble::none};
    return errand(PrintAgain{shown->ticket.entry});
}

Effects on(State& state, const WantGiveBack&) {
    if (auto* shown = std::get_if<ShowTicket>(&state.step); shown && may_give_back(*shown))
        shown->giving_back = GivingBack::sure;
    return none();
}

Effects on(State& state, const ConfirmGiveBack&) {
    auto* shown = std::get_if<ShowTicket>(&state.step);
    if (!shown || shown->giving_back != GivingBack::sure) return none();
    shown->giving_back = GivingBack::sending;
    shown->question = state.next_question++;
    return errand(GiveBack{shown->question, shown->ticket.entry});
}

Effects on(State& state, const KeepTicket&) {
    if (auto* shown = std::get_if<ShowTicket>(&state.step);
        shown && shown->giving_back != GivingBack::sending)
        shown->giving_back = GivingBack::no;
    return none();
}

Effects back_from_ticket(State& state, ShowTicket& shown) {
    if (shown.giving_back == GivingBack::sending) return none();
    if (shown.giving_back != GivingBack::no) {
        shown.giving_back = GivingBack::no;
        return none();
    }
    if (!shown.by_card || state.found.size() < 2) return leave();
    state.step = Mine{};
    return none();
}

Effects on(State& state, const Back&) {
    if (auto* shown = std::get_if<ShowTicket>(&state.step)) return back_from_ticket(state, *shown);
    if (at<Issuing>(state)) return none();  // it is a matter of milliseconds, and is never undone
    if (at<Precedences>(state) || at<NoTicket>(state)) {
        state.step = Services{};
        return none();
    }
    if (at<Finding>(state) || at<NotFound>(state) || at<NotKnown>(state)) {
        state.step = MyTicket{};
        return none();
    }
    return leave();
}

Effects on(State& state, const Retry&) {
    if (auto* unknown = std::get_if<NotKnown>(&state.step)) {
        auto by = std::move(unknown->by);
        return find(state, std::move(by));
    }
    if (at<NotFound>(state))
        state.step = MyTicket{};
    else if (at<NoTicket>(state) || at<GivenBack>(state))
        state.step = Services{};
    return none();
}

// ---- what the desk tells
// -------------------------------------------------------------------------------------------

Effects on(State& state, const HallNews& news) {
    auto* shown = std::get_if<ShowTicket>(&state.step);
    if (!shown) return none();
    Position& position = shown->ticket.position;
    const auto& tickets = news.hall.tickets;
    const auto found = std::find_if(tickets.begin(), tickets.end(), [&](const PositionNews& one) {
        return one.number == shown->ticket.number;
    });
    if (found != tickets.end())
        position = found->position;
    else if (news.hall.live && position.known && position.standing == TicketStanding::serving)
        position.standing = TicketStanding::finished;  // the feed tells of open ones only
    else if (!news.hall.live && position.standing == TicketStanding::waiting)
        position = Position{};  // who went on before it nobody can say now; a call stays a call
    return none();
}

Effects on(State& state, CardKnown& known) {
    if (known.question != state.card_question || !state.card) return none();
    state.card_question = 0;
    // What the visitor has said of himself stays: the card knows his age, not his health.
    if (state.precedence == api::Precedence::ordinary && known.precedence != api::Precedence::ordinary) {
        state.precedence = known.precedence;
        state.precedence_by_card = true;
    }
    state.open = std::move(known.open);
    return none();
}

Effects on(State& state, const AppointmentKnown& known) {
    if (known.question == state.appointment_question && state.card) state.appointment = known.from;
    return none();
}

Effects on(State& state, TicketIssued& issued) {
    const auto* issuing = std::get_if<Issuing>(&state.step);
    if (!issuing || issuing->question != issued.question) return none();
    ShowTicket shown;
    shown.ticket = std::move(issued.ticket);
    shown.paper = issued.paper;
    shown.mine = true;
    shown.fresh = true;
    state.step = std::move(shown);
    forget_card(state);
    return none();
}

Effects on(State& state, const TicketNotIssued& refused) {
    const auto* issuing = std::get_if<Issuing>(&state.step);
    if (!issuing || issuing->question != refused.question) return none();
    state.step = NoTicket{refused.reason, issuing->service, refused.opens_at};
    return none();
}

Effects on(State& state, const PrintNews& news) {
    for (auto& found : state.found)
        if (found.ticket.entry == news.entry) found.paper = news.paper;
    if (auto* shown = std::get_if<ShowTicket>(&state.step);
        shown && shown->ticket.entry == news.entry && news.entry != 0)
        shown->paper = news.paper;
    return none();
}

Effects on(State& state, TicketsFound& found) {
    auto* finding = std::get_if<Finding>(&state.step);
    if (!finding || finding->question != found.question) return none();
    const bool by_card = is_card(finding->by);
    state.found = std::move(found.tickets);
    if (state.found.empty())
        state.step = NotFound{by_card};
    else if (state.found.size() == 1 || !by_card)
        show(state, state.found.front(), by_card);
    else
        state.step = Mine{};
    return none();
}

Effects on(State& state, const TicketsNotKnown& unknown) {
    auto* finding = std::get_if<Finding>(&state.step);
    if (!finding || finding->question != unknown.question) return none();
    auto by = std::move(finding->by);
    state.step = NotKnown{std::move(by)};
    return none();
}

Effects on(State& state, const TicketGivenBack& given) {
    const auto* shown = std::get_if<ShowTicket>(&state.step);
    if (shown && shown->giving_back == GivingBack::sending && shown->question == given.question)
        state.step = GivenBack{shown->ticket.number};
    return none();
}

Effects on(State& state, const TicketNotGivenBack& kept) {
    auto* shown = std::get_if<ShowTicket>(&state.step);
    if (!shown || shown->giving_back != GivingBack::sending || shown->question != kept.question)
        return none();
    switch (kept.reason) {
        case NotGivenBack::at_window:
            shown->giving_back = GivingBack::at_window;
            break;
        case NotGivenBack::ended:
            shown->giving_back = GivingBack::ended;
            break;
        case NotGivenBack::cannot_keep:
            shown->giving_back = GivingBack::cannot_keep;
            break;
    }
    return none();
}

// ---- the card
// ------------------------------------------------------------------------------------------------------

void set_card_problem(State& state, std::optional<CardProblem> problem) {
    if (auto* entry = std::get_if<MyTicket>(&state.step))
        entry->card_problem = problem;
    else if (takes_number(state))
        state.card_problem = problem;
}

Effects on(State& state, const ReaderState& reader) {
    state.reader.hear(reader);
    return none();
}

Effects on(State& state, const CardPlaced&) {
    state.reader.card_present = true;
    set_card_problem(state, std::nullopt);
    return none();
}

Effects on(State& state, CardRead& card) {
    state.reader.card_present = true;
    if (state.reader.card_stale) return none();
    if (takes_number(state)) return learn(state, std::move(card.number));
    if (looks_for_number(state)) return find(state, std::move(card.number));
    return none();
}

Effects on(State& state, const CardFailed& failed) {
    state.reader.card_present = true;
    if (!state.reader.card_stale) set_card_problem(state, failed.problem);
    return none();
}

Effects on(State& state, const CardRemoved& removed) {
    state.reader.card_present = false;
    state.reader.card_stale = false;
    if (!removed.was_read || !owned_by_card(state)) return none();
    Effects effects;
    effects.emplace_back(EndByCard{});
    return effects;
}

}  // namespace

bool may_print(const ShowTicket& shown) {
    return shown.mine && shown.ticket.entry != 0 && is_open(shown.ticket.position.standing) &&
           shown.paper.state != PaperState::none && shown.paper.state != PaperState::printing &&
           shown.printed_again < prints_again_at_most;
}

bool may_give_back(const ShowTicket& shown) {
    return shown.mine && shown.ticket.entry != 0 && shown.giving_back == GivingBack::no &&
           shown.ticket.position.standing == TicketStanding::waiting;
}

State begin_services(const ReaderView& reader, uint64_t first_question, std::optional<IdentityNumber> card,
                     Effects& effects) {
    State state;
    state.step = Services{};
    state.reader = reader;
    state.next_question = first_question;
    if (card) effects = learn(state, std::move(*card));
    return state;
}

State begin_my_ticket(const ReaderView& reader, uint64_t first_question) {
    State state;
    state.step = MyTicket{};
    state.reader = reader;
    state.next_question = first_question;
    return state;
}

Effects step(State& state, Event event) {
    return std::visit([&](auto& e) { return on(state, e); }, event);
}

}  // namespace lobby::kiosk::tickets
