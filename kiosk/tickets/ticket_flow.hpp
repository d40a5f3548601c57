// Taking a number, and looking after it, as a pure state machine: see kiosk/lookup/lookup_flow.hpp.
//
// The ticket desk (ticket_service.hpp) carries the errands out. Whoever gives an errand with a question's
// number gets exactly one answer with that number, soon: the desk has deadlines of its own. No errand is ever
// taken back: a number that was issued stays issued, however the visit ends.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/cards/card_events.hpp"
#include "kiosk/tickets/hall_view.hpp"
#include "kiosk/tickets/number_entry.hpp"

namespace lobby::kiosk::tickets {

// ---- what the visitor can do
// ---------------------------------------------------------------------------------------

struct WantService {
    std::string service;
};
struct WantPrecedence {};  // the list of those who go first
struct ChoosePrecedence {
    api::Precedence precedence{};  // ordinary takes it back
};
struct WantMyTicket {};
struct OpenMine {
    size_t index{};
};
struct Key {
    char key{};  // 'A'…'Z', '0'…'9', '<' takes one back
};
struct Confirm {};
struct WantPrint {};
struct WantGiveBack {};
struct ConfirmGiveBack {};
struct KeepTicket {};
struct Back {};
struct Retry {};

// ---- what the desk tells
// -------------------------------------------------------------------------------------------

struct HallNews {
    HallView hall;
};
// Of LearnCard. What the card tells by itself.
struct CardKnown {
    uint64_t question{};
    api::Precedence precedence{};
    std::vector<Ticket> open;  // numbers of today that this card has taken here, newest first
};
// Of LearnCard too, later and only where the office knows of one: a time of today is reserved for the card's
// holder.
struct AppointmentKnown {
    uint64_t question{};
    WallTime from{};
};
// Of IssueTicket: kept on disk before it is told. Paper: printing, or none when there is no printer.
struct TicketIssued {
    uint64_t question{};
    Ticket ticket;
    Paper paper;
};
enum class NotIssued { closed, paused, full, cannot_keep, not_ready };
struct TicketNotIssued {
    uint64_t question{};
    NotIssued reason{};
    std::optional<WallTime> opens_at;  // of closed
};
// Whenever it changes, for any ticket of this kiosk; also without being asked.
struct PrintNews {
    uint64_t entry{};
    Paper paper;
};
// Of FindMyTicket (open ones, newest first; none: no number of today) and of AskTicket (one, or none when
// there is no such number today).
struct FoundTicket {
    Ticket ticket;
    Paper paper;
};
struct TicketsFound {
    uint64_t question{};
    std::vector<FoundTicket> tickets;
};
// Of FindMyTicket and AskTicket: neither this kiosk nor, now, the office can say.
struct TicketsNotKnown {
    uint64_t question{};
};
// Of GiveBack: kept on disk.
struct TicketGivenBack {
    uint64_t question{};
};
enum class NotGivenBack { at_window, ended, cannot_keep };
struct TicketNotGivenBack {
    uint64_t question{};
    NotGivenBack reason{};
};

using Event = std::variant<WantService, WantPrecedence, ChoosePrecedence, WantMyTicket, OpenMine, Key,
                           Confirm, WantPrint, WantGiveBack, ConfirmGiveBack, KeepTicket, Back, Retry,
                           HallNews, CardKnown, AppointmentKnown, TicketIssued, TicketNotIssued, PrintNews,
                           TicketsFound, TicketsNotKnown, TicketGivenBack, TicketNotGivenBack, ReaderState,
                           CardPlaced, CardRead, CardFailed, CardRemoved>;

// ---- what the desk is to do
// ----------------------------------------------------------------------------------------

// The number is made, kept and printed. With a card, the precedence that it proves counts when `precedence`
// is ordinary, the appointment that it has is used, and the ticket is found again by it.
struct IssueTicket {
    uint64_t question{};
    std::string service;
    api::Precedence precedence{};
    std::optional<IdentityNumber> card;
};
struct LearnCard {
    uint64_t question{};
    IdentityNumber card;
};
struct PrintAgain {  // answered by PrintNews only
    uint64_t entry{};
};
struct GiveBack {
    uint64_t question{};
    uint64_t entry{};
};
struct FindMyTicket {
    uint64_t question{};
    IdentityNumber card;
};
struct AskTicket {
    uint64_t question{};
    api::TicketNumber number;
};

using Errand = std::variant<IssueTicket, LearnCard, PrintAgain, GiveBack, FindMyTicket, AskTicket>;

// ---- where the visitor is
// ------------------------------------------------------------------------------------------

struct Services {};
struct Precedences {};
struct Issuing {
    uint64_t question{};
    std::string service;
};
struct NoTicket {
    NotIssued reason{};
    std::string service;
    std::optional<WallTime> opens_at;
};
// Of ShowTicket: how far giving it back has come.
enum class GivingBack { no, sure, sending, at_window, ended, cannot_keep };
struct ShowTicket {
    Ticket ticket;
    Paper paper;
    // Issued in this visit, or found by the card that took it: only then it can be printed and given back.
    bool mine = false;
    bool fresh = false;  // issued in this visit
    GivingBack giving_back{};
    uint64_t question = 0;  // of GiveBack
    uint32_t printed_again = 0;
    bool by_card = false;  // found by the card that lies there: it ends when the card goes
};
struct GivenBack {
    api::TicketNumber number;
};
enum class EntryProblem { none, not_a_number };
struct MyTicket {
    std::string typed;  // a ticket's number names nobody
    EntryProblem problem{};
    std::optional<CardProblem> card_problem;
};
struct Finding {
    uint64_t question{};
    std::variant<IdentityNumber, api::TicketNumber> by;
};
struct Mine {};  // several, to choose from: State::found
struct NotFound {
    bool by_card = false;
};
struct NotKnown {  // the office is away
    std::variant<IdentityNumber, api::TicketNumber> by;
};

using Step = std::variant<Services, Precedences, Issuing, NoTicket, ShowTicket, GivenBack, MyTicket, Finding,
                          Mine, NotFound, NotKnown>;

struct State {
    Step step;
    ReaderView reader;
    std::optional<IdentityNumber> card;       // of this visit
    std::optional<CardProblem> card_problem;  // shown on Services until the next card
    uint64_t card_question = 0;               // LearnCard that is out; 0: none
    uint64_t appointment_question = 0;        // the last LearnCard of this card
    api::Precedence precedence{};             // what holds for the next number
    bool precedence_by_card = false;
    std::optional<WallTime> appointment;
    std::vector<Ticket> open;  // the card's numbers of today
    std::vector<FoundTicket> found;
    uint64_t next_question = 1;

    State() = default;
    State(State&&) noexcept = default;
    State& operator=(State&&) noexcept = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() = default;  // numbers of cards wipe themselves
};

// ---- effects
// -------------------------------------------------------------------------------------------------------

struct LeaveTickets {};  // back past the first screen: home
struct EndByCard {};     // the card was taken: goodbye

using Effect = std::variant<Errand, LeaveTickets, EndByCard>;
using Effects = std::vector<Effect>;

// What the screen offers for the ticket that it shows.
[[nodiscard]] bool may_print(const ShowTicket& shown);
[[nodiscard]] bool may_give_back(const ShowTicket& shown);

// Prints of one ticket that a visitor may ask for in one visit.
inline constexpr uint32_t prints_again_at_most = 3;

// `card`: what lies on the reader and was read for another service of the same visit.
[[nodiscard]] State begin_services(const ReaderView& reader, uint64_t first_question,
                                   std::optional<IdentityNumber> card, Effects& effects);
[[nodiscard]] State begin_my_ticket(const ReaderView& reader, uint64_t first_question);

Effects step(State& state, Event event);

}  // namespace lobby::kiosk::tickets
