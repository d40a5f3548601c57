// How long to wait before the next attempt: exponential with full jitter, so that a fleet that lost its
// office does not come back in one moment. Pure; the random source is the caller's.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

namespace lobby::kiosk {

class Backoff {
public:
    using Random = std::function<uint32_t(uint32_t bound)>;  // uniform in [0, bound)

    explicit Backoff(Random random, std::chrono::milliseconds base = std::chrono::milliseconds(500),
                     std::chrono::milliseconds longest = std::chrono::seconds(60))
        : random_(std::move(random)), base_(base), longest_(longest) {}

    // Between 50 ms and base·2ⁿ, n being the attempts since reset(); never above `longest`.
    [[nodiscard]] std::chrono::milliseconds next();
    void reset() { attempts_ = 0; }
    [[nodiscard]] uint32_t attempts() const { return attempts_; }

private:
    Random random_;
    std::chrono::milliseconds base_;
    std::chrono::milliseconds longest_;
    uint32_t attempts_ = 0;
};

}  // namespace lobby::kiosk
