// What became of each ticket, put together from the queue's events. Pure; knows no person.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "office/queue/events.hpp"

namespace lobby::office::console {

struct TicketRecord {
    queue::TicketNumber number;
    Date day;
    std::string service;  // at the end
    WallTime taken_at{};
    std::optional<queue::ToldWait> told;
    std::optional<WallTime> called_at;  // first
    std::optional<WallTime> started_at;
    std::optional<WallTime> ended_at;
    queue::TicketState outcome =
        queue::TicketState::waiting;  // finished, given_back, gone, expired; else: open
    queue::PrintState print{};
    uint32_t score = 0;  // 0: not rated
    std::vector<queue::RatingReason> reasons;

    [[nodiscard]] std::optional<int64_t> wait_seconds() const;
    [[nodiscard]] std::optional<int64_t> service_seconds() const;  // of those who were served
};

class TicketHistory {
public:
    // In the order in which they happened. What belongs to a ticket that was taken before is passed over.
    void add(const queue::Event& event);
    [[nodiscard]] const std::map<queue::TicketId, TicketRecord>& tickets() const { return tickets_; }

private:
    struct Adder;
    std::map<queue::TicketId, TicketRecord> tickets_;
    std::map<queue::TicketId, WallTime> last_call_;
};

}  // namespace lobby::office::console
