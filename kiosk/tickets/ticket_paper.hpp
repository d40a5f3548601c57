// What stands on a ticket's paper: the office, the number very large, when it was taken, how long it will be
// as it was told then, where to sit, the code of the live page, what to do when the call was missed, whom to
// ring. Nothing on it names a person, and nothing tells a class of precedence. Pure; any thread.
#pragma once

#include "kiosk/tickets/hall_view.hpp"
#include "kiosk/ui/locale.hpp"
#include "office/api/messages.hpp"
#include "platform/printer/document.hpp"

namespace lobby::kiosk::tickets {

struct PaperFacts {
    Ticket ticket;  // with its position as it was told when it was taken
    WallTime taken_at{};
    api::OfficeProfile office;
    bool again = false;  // printed before, or tried to
};

// In the locale's language; names in the other one where the office has given only that.
[[nodiscard]] platform::PrintDocument ticket_paper(const ui::Locale& locale, const PaperFacts& facts);

}  // namespace lobby::kiosk::tickets
