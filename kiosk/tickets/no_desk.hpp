// The ticket desk of a kiosk that has none: every errand is answered at once, honestly, so that the screens
// send the visitor to the window.
#pragma once

#include "kiosk/tickets/ticket_service.hpp"

namespace lobby::kiosk::tickets {

class NoDesk final : public TicketService {
public:
    // `answer` is called from inside carry_out(): it has to put the event into a queue.
    explicit NoDesk(OnAnswer answer);

    void carry_out(tickets::Errand errand) override;
    void carry_out(ratings::Errand errand) override;
    void carry_out(help::Errand errand) override;

private:
    OnAnswer answer_;
};

}  // namespace lobby::kiosk::tickets
