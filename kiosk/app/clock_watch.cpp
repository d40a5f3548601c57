#include "kiosk/app/clock_watch.hpp"

namespace lobby::kiosk {

ClockWatch::ClockWatch(boost::asio::io_context& io, const Clock& clock, Log& log)
    : clock_(clock), log_(log), timer_(io), wall_(clock.wall()), steady_(clock.steady()) {}

void ClockWatch::start() {
    wall_ = clock_.wall();
    steady_ = clock_.steady();
    wait();
}

void ClockWatch::stop() {
    timer_.cancel();
}

void ClockWatch::wait() {
    timer_.expires_after(between_looks);
    timer_.async_wait([this](boost::system::error_code error) {
        if (error) return;
        look();
        wait();
    });
}

std::optional<std::chrono::seconds> ClockWatch::look() {
    const WallTime wall = clock_.wall();
    const SteadyTime steady = clock_.steady();
    const auto jumped = (wall - wall_) - std::chrono::floor<std::chrono::milliseconds>(steady - steady_);
    wall_ = wall;
    steady_ = steady;
    if (std::chrono::abs(jumped) < jump) return std::nullopt;
    const auto seconds = std::chrono::round<std::chrono::seconds>(jumped);
    log_.write(Event::clock_jumped, {{Field::seconds, static_cast<int64_t>(seconds.count())}});
    return seconds;
}

std::chrono::seconds ClockWatch::office_says(WallTime office_time) {
    const auto ahead = std::chrono::round<std::chrono::seconds>(office_time - clock_.wall());
    if (std::chrono::abs(ahead) >= off)
        log_.write(Event::clock_off, {{Field::seconds, static_cast<int64_t>(ahead.count())}});
    return ahead;
}

}  // namespace lobby::kiosk
