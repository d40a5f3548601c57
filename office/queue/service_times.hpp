// How long a window will be taken by one visitor: recent times of the service, those of this hour counting
// more, mixed with the expectation from the settings, which weighs less the more is known.
#pragma once

#include <vector>

#include "office/queue/random.hpp"
#include "office/queue/settings.hpp"
#include "office/queue/state.hpp"

namespace lobby::office::queue {

class ServiceTimes {
public:
    ServiceTimes(const State& state, const Service& service, WallTime now);

    // Seconds. `factor` is the run's belief on the mean (uncertainty()).
    [[nodiscard]] double draw(Random& random, double factor) const;
    // Seconds still to come for a visitor who has been at the window so long.
    [[nodiscard]] double draw_rest(Random& random, double factor, double elapsed) const;
    // Standard deviation of the logarithm of the mean's error.
    [[nodiscard]] double uncertainty() const { return uncertainty_; }
    [[nodiscard]] double mean() const;

private:
    struct Sample {
        double seconds;
        double up_to;  // share of the weight up to and with this sample
    };
    [[nodiscard]] double at(double share) const;

    std::vector<Sample> samples_;  // by seconds
    double uncertainty_ = 0;
};

}  // namespace lobby::office::queue
