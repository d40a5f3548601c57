// One ticket as its holder sees it on his phone. Nothing in it is for staff only.
#pragma once

#include <boost/json/object.hpp>

#include "office/api/messages.hpp"
#include "office/console/views/estimates.hpp"

namespace lobby::office::console {

// `estimate` null: it does not wait, or is not reckoned yet.
[[nodiscard]] boost::json::object ticket_view(const queue::Ticket& ticket, const queue::State& state,
                                              const queue::Settings& settings, const Estimate* estimate,
                                              const api::OfficeProfile& office);

}  // namespace lobby::office::console
