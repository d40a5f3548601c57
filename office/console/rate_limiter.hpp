// How many requests of a kind an address may make. Counts in fixed windows; bounded in memory: when too many
// addresses ask at once, the oldest windows are forgotten first.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>

#include "base/clock.hpp"

namespace lobby::office::console {

class RateLimiter {
public:
    RateLimiter(size_t most, std::chrono::seconds window) : most_(most), window_(window) {}

    // Counts one; false: too many.
    [[nodiscard]] bool allow(const std::string& address, SteadyTime now) {
        if (counts_.size() >= most_addresses)
            std::erase_if(counts_, [&](const auto& c) { return now - c.second.since >= window_; });
        if (counts_.size() >= most_addresses) counts_.clear();
        auto& count = counts_[address];
        if (now - count.since >= window_ || count.seen == 0) count = {now, 0};
        return ++count.seen <= most_;
    }

private:
    static constexpr size_t most_addresses = 10'000;
    struct Count {
        SteadyTime since{};
        size_t seen = 0;
    };
    size_t most_;
    std::chrono::seconds window_;
    std::map<std::string, Count> counts_;
};

}  // namespace lobby::office::console
