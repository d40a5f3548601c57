// Who carries out what the flows of tickets, ratings and help want: the ticket desk.
//
// Main thread only: both the errands and the answers, which come later and never from inside carry_out(). The
// answers are the flows' own events. HallNews comes once soon after the start and whenever something in it
// has changed, at most about once a second.
#pragma once

#include <functional>
#include <variant>

#include "kiosk/help/help_flow.hpp"
#include "kiosk/ratings/rating_flow.hpp"
#include "kiosk/tickets/ticket_flow.hpp"

namespace lobby::kiosk::tickets {

using DeskAnswer = std::variant<tickets::Event, ratings::Event, help::Event>;
using OnAnswer = std::function<void(DeskAnswer)>;

class TicketService {
public:
    TicketService() = default;
    virtual ~TicketService() = default;
    TicketService(const TicketService&) = delete;
    TicketService& operator=(const TicketService&) = delete;

    virtual void carry_out(tickets::Errand errand) = 0;
    virtual void carry_out(ratings::Errand errand) = 0;
    virtual void carry_out(help::Errand errand) = 0;
};

}  // namespace lobby::kiosk::tickets
