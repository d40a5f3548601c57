// A finger and an eye on an X display: injects presses and releases by XTest, and learns by XDamage when the
// server has drawn something. Times are in microseconds from the injection, on this process's steady clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace lobby::bench {

using SteadyClock = std::chrono::steady_clock;

class Touches {
public:
    // The display of the environment. Throws std::runtime_error.
    Touches();
    ~Touches();
    Touches(const Touches&) = delete;
    Touches& operator=(const Touches&) = delete;

    // Injects and gives the moment before it left.
    SteadyClock::time_point press(int x, int y);
    SteadyClock::time_point release();

    // To the last corner, where a pointer that a program has not hidden yet is seen least.
    void park();

    // Forgets what was drawn until now.
    void drain();
    // The moment at which this process learns that something was drawn; nothing: not before `until`. All that
    // is known at that moment counts as one.
    std::optional<SteadyClock::time_point> drawn(SteadyClock::time_point until);
    // Until nothing has been drawn for that long; false when that does not happen before `until`.
    bool quiet(std::chrono::milliseconds calm, SteadyClock::time_point until);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lobby::bench
