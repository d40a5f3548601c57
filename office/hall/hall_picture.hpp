// How the hall stands at one moment, reckoned once for all kiosks. Pure.
#pragma once

#include <map>
#include <vector>

#include "office/api/messages.hpp"
#include "office/queue/settings.hpp"
#include "office/queue/state.hpp"

namespace lobby::office {

struct HallPicture {
    uint64_t version = 0;
    WallTime at{};
    Date day;
    std::vector<api::ServiceNow> services;
    std::map<char, std::vector<api::TicketNow>>
        tickets;                                      // open ones, by series, in the order of their numbers
    std::map<queue::TicketId, api::WaitRange> waits;  // of those who wait
};

[[nodiscard]] HallPicture picture_of(const queue::State& state, const queue::Settings& settings,
                                     WallTime now);

// What a visitor is told of a ticket; `picture` may be older than the state.
[[nodiscard]] api::TicketAnswer answer_of(const api::TicketQuestion& question, const queue::State& state,
                                          const queue::Settings& settings, const HallPicture& picture,
                                          WallTime now);

}  // namespace lobby::office
