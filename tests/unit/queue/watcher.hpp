// Watches a queue from outside and keeps its own account of it, from the rules as they are written down
// rather than from the engine's code. Says the first promise that was broken.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "hall.hpp"

namespace lobby::office::queue {

class Watcher {
public:
    explicit Watcher(const Settings& settings) : settings_(settings) {}

    // To be told of each event before and after it is applied. Nothing, or what is wrong.
    std::optional<std::string> before(const State& state, const Event& event);
    std::optional<std::string> after(const State& state, const Event& event);

private:
    struct Seen {
        bool waits = true;
        bool over = false;
        uint32_t overtaken = 0;  // by "next" alone
    };
    struct Account;
    std::optional<std::string> call(const State& state, const event::Called& called, WallTime at);
    std::optional<std::string> whole(const State& state) const;

    const Settings& settings_;
    std::map<TicketId, Seen> seen_;
    std::map<std::string, TicketId> at_window_;
    std::set<std::tuple<Date, char, uint32_t>> numbers_;
    std::set<TicketId> rated_;
};

}  // namespace lobby::office::queue
