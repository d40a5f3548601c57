// Notices what the kiosk's wall clock does: that it jumped, measured by the steady clock, and that it differs
// from the office's, which is the reference. Both are recorded in the log; nothing that a visitor is told
// rests on this clock alone (kiosk/cache/offline_lookup, kiosk/tickets).
//
// Lives on one io_context with one thread.
#pragma once

#include <chrono>
#include <optional>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/clock.hpp"
#include "base/log.hpp"

namespace lobby::kiosk {

class ClockWatch {
public:
    // A step of less is a time server at its work.
    static constexpr std::chrono::seconds jump{2};
    static constexpr std::chrono::seconds off{60};
    static constexpr std::chrono::seconds between_looks{10};

    ClockWatch(boost::asio::io_context& io, const Clock& clock, Log& log);

    void start();
    void stop();
    // By how much it jumped since the last look; nothing for no more than usual.
    std::optional<std::chrono::seconds> look();
    // At each welcome. How much the office is ahead.
    std::chrono::seconds office_says(WallTime office_time);

private:
    void wait();

    const Clock& clock_;
    Log& log_;
    boost::asio::steady_timer timer_;
    WallTime wall_;
    SteadyTime steady_;
};

}  // namespace lobby::kiosk
