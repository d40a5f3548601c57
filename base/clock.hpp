// Time as a parameter: production code asks a Clock, tests own one.
#pragma once

#include <chrono>
#include <cstdint>

namespace lobby {

using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;
using SteadyTime = std::chrono::steady_clock::time_point;

// As files, databases and messages have it: milliseconds since 1970 UTC.
constexpr int64_t ms(WallTime at) {
    return at.time_since_epoch().count();
}
constexpr WallTime from_ms(int64_t at) {
    return WallTime(std::chrono::milliseconds(at));
}

class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual WallTime wall() const = 0;      // may jump
    [[nodiscard]] virtual SteadyTime steady() const = 0;  // never goes back
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] WallTime wall() const override {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
    [[nodiscard]] SteadyTime steady() const override { return std::chrono::steady_clock::now(); }
};

// For tests and simulations: stands still until moved.
class ManualClock final : public Clock {
public:
    explicit ManualClock(WallTime start = {}) : wall_(start) {}
    [[nodiscard]] WallTime wall() const override { return wall_; }
    [[nodiscard]] SteadyTime steady() const override { return steady_; }
    void advance(std::chrono::milliseconds by) {
        wall_ += by;
        steady_ += by;
    }
    void jump_wall(WallTime to) { wall_ = to; }

private:
    WallTime wall_;
    SteadyTime steady_{};
};

}  // namespace lobby
