// The lobby's board: whom the windows call now. A call has a number that grows with each call and each call
// again, also across a restart: the queue's version at that event.
#pragma once

#include <map>
#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "office/api/messages.hpp"
#include "office/console/views/estimates.hpp"

namespace lobby::office::console {

inline constexpr size_t calls_shown = 8;
inline constexpr size_t recent_shown = 6;

struct BoardCall {
    uint64_t seq = 0;
    bool again = false;
    WallTime at{};
};

// What is said of a call, by voice.
struct SpokenCall {
    queue::TicketNumber number;
    std::string window_zh;
    std::string window_en;
};

class BoardModel {
public:
    BoardModel() = default;
    // After a start: those who are at the windows were called.
    explicit BoardModel(const queue::State& state) { settle(state); }

    // `version` of the queue after the event, which the state holds already.
    void on_event(const queue::Event& event, uint64_t version);
    // Lets go whoever is no longer at a window; takes in who came there unseen.
    void settle(const queue::State& state);

    [[nodiscard]] const std::map<queue::TicketId, BoardCall>& calls() const { return calls_; }
    [[nodiscard]] std::optional<queue::TicketId> ticket_of(uint64_t seq) const;

private:
    std::map<queue::TicketId, BoardCall> calls_;
};

[[nodiscard]] boost::json::object board_view(const BoardModel& board, const queue::State& state,
                                             const queue::Settings& settings, const Estimates& estimates,
                                             const api::OfficeProfile& office, WallTime now);

[[nodiscard]] std::optional<SpokenCall> spoken_call(const BoardModel& board, const queue::State& state,
                                                    const queue::Settings& settings, uint64_t seq);

}  // namespace lobby::office::console
