#include "kiosk/tickets/no_desk.hpp"

#include <utility>

namespace lobby::kiosk::tickets {

namespace {

Event answer_to(const IssueTicket& asked) {
    return TicketNotIssued{asked.question, NotIssued::not_ready, {}};
}
Event answer_to(const LearnCard& asked) {
    return CardKnown{asked.question, {}, {}};
}
Event answer_to(const PrintAgain& asked) {
    return PrintNews{asked.entry, {PaperState::refused, PaperTrouble::printer}};
}
Event answer_to(const GiveBack& asked) {
    return TicketNotGivenBack{asked.question, NotGivenBack::cannot_keep};
}
Event answer_to(const FindMyTicket& asked) {
    return TicketsNotKnown{asked.question};
}
Event answer_to(const AskTicket& asked) {
    return TicketsNotKnown{asked.question};
}

ratings::Event answer_to(const ratings::FindRatable& asked) {
    return ratings::RatingRefused{asked.question, ratings::NoRating::not_ready};
}
ratings::Event answer_to(const ratings::SendRating& asked) {
    return ratings::RatingNotKept{asked.question};
}

}  // namespace

NoDesk::NoDesk(OnAnswer answer) : answer_(std::move(answer)) {}

void NoDesk::carry_out(tickets::Errand errand) {
    std::visit([this](const auto& asked) { answer_(DeskAnswer{answer_to(asked)}); }, errand);
}

void NoDesk::carry_out(ratings::Errand errand) {
    std::visit([this](const auto& asked) { answer_(DeskAnswer{answer_to(asked)}); }, errand);
}

void NoDesk::carry_out(help::Errand errand) {
    const auto& call = std::get<help::CallPerson>(errand);
    answer_(DeskAnswer{help::Event{help::PersonCalled{call.question, help::Reached::not_called}}});
}

}  // namespace lobby::kiosk::tickets
