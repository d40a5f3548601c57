// The queue as the staff's pages show it (docs/console-api.md, snapshot).
#pragma once

#include <map>
#include <string>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "office/console/views/estimates.hpp"

namespace lobby::office::console {

struct QueueExtras {
    std::map<std::string, std::string> opened_by;  // window, account
    boost::json::array help;                       // calls that nobody has taken yet
};

[[nodiscard]] boost::json::object queue_view(const queue::State& state, const queue::Settings& settings,
                                             const Estimates& estimates, const QueueExtras& extras,
                                             WallTime now);

// One ticket, as in the snapshot. For staff: with its precedence and its note.
[[nodiscard]] boost::json::object staff_ticket(const queue::Ticket& ticket, const Estimate* estimate);

}  // namespace lobby::office::console
