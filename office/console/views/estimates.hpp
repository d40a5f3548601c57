// What the waiting model says of everybody who waits, and of who would come now: dear to compute, so it is
// made once for all pages.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "office/queue/wait_model.hpp"

namespace lobby::office::console {

struct Estimate {
    uint32_t ahead = 0;
    std::optional<queue::ToldWait> wait;
};

struct Estimates {
    std::map<queue::TicketId, Estimate> tickets;                      // that wait
    std::map<std::string, std::optional<queue::ToldWait>> newcomers;  // by service, without precedence
    [[nodiscard]] const Estimate* of(queue::TicketId id) const;
};

[[nodiscard]] Estimates estimates_of(const queue::State& state, const queue::Settings& settings,
                                     WallTime now);

}  // namespace lobby::office::console
