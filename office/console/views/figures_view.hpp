// The hall's figures of some days, and the same as rows for a spreadsheet. Pure.
#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "office/console/views/ticket_history.hpp"
#include "office/queue/settings.hpp"

namespace lobby::office::console {

struct Days {
    Date from;
    Date to;  // inclusive
    [[nodiscard]] bool contains(Date day) const { return from <= day && day <= to; }
};

[[nodiscard]] boost::json::object figures_view(const TicketHistory& history, const queue::Settings& settings,
                                               const Days& days);

// One row a ticket, with a header; no class of precedence, no note, nothing of a person.
[[nodiscard]] std::string figures_csv(const TicketHistory& history, const queue::Settings& settings,
                                      const Days& days);

}  // namespace lobby::office::console
