// Who carries out what the flow of ratings wants: finds out whether a ticket may be rated, and keeps the
// rating in the journal. A rating holds a ticket's number and nothing of the visitor.
//
// I/O thread only. Each errand gets one answer.
#pragma once

#include <memory>
#include <vector>

#include "kiosk/ratings/rating_flow.hpp"
#include "kiosk/tickets/desk_context.hpp"
#include "kiosk/tickets/ticket_book.hpp"

namespace lobby::kiosk::ratings {

class RatingDesk {
public:
    // `context` must outlive it and every question that it asks the office.
    explicit RatingDesk(tickets::DeskContext& context) : context_(context) {}

    void carry_out(const Errand& errand);

private:
    // The tickets that may be meant, the likeliest first.
    struct Candidates {
        uint64_t question{};
        std::vector<api::TicketNumber> numbers;
        bool by_card = false;
        size_t next = 0;
        NoRating reason = NoRating::unknown;  // of the first that was not to be rated
    };
    void find(const FindRatable& errand);
    void keep(const SendRating& errand);
    void ask_next(const std::shared_ptr<Candidates>& candidates);
    void on_answer(const std::shared_ptr<Candidates>& candidates,
                   const Result<api::TicketAnswer, LinkError>& said);
    void open(uint64_t question, const api::TicketNumber& number, const std::string& service, bool checked);
    [[nodiscard]] const api::HallService* service_of(const api::TicketNumber& number,
                                                     std::string_view id) const;
    [[nodiscard]] Date today(tickets::TicketBook& book) const;

    tickets::DeskContext& context_;
};

}  // namespace lobby::kiosk::ratings
