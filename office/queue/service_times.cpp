#include "office/queue/service_times.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace lobby::office::queue {

namespace {

// The expectation as nine equally likely times: a lognormal with a sigma of 0.7 whose mean is the target.
constexpr std::array<double, 9> prior_shape{0.26, 0.40, 0.52, 0.64, 0.78, 0.95, 1.18, 1.53, 2.36};
constexpr double prior_weight = 6;     // in samples
constexpr double other_hour = 0.5;     // weight of a sample of another time of day
constexpr double unknown_mean = 0.35;  // error of a target in the settings, as a sigma

bool near_in_day(uint32_t a, uint32_t b) {
    const uint32_t apart = (a + 24 - b) % 24;
    return apart <= 1 || apart == 23;
}

}  // namespace

ServiceTimes::ServiceTimes(const State& state, const Service& service, WallTime now) {
    const auto& recent = state.durations(service.id);
    const auto of_day = now - std::chrono::floor<std::chrono::days>(now);
    const auto hour = static_cast<uint32_t>(std::chrono::floor<std::chrono::hours>(of_day).count());
    samples_.reserve(recent.size() + prior_shape.size());
    double known = 0;
    for (const auto& d : recent) {
        const double weight = near_in_day(d.hour, hour) ? 1 : other_hour;
        samples_.push_back({static_cast<double>(std::max(d.seconds, 5u)), weight});
        known += weight;
    }
    const auto target = static_cast<double>(std::chrono::seconds(service.target).count());
    for (const double shape : prior_shape)
        samples_.push_back({target * shape, prior_weight / static_cast<double>(prior_shape.size())});
    std::ranges::sort(samples_, {}, &Sample::seconds);
    double sum = 0;
    for (auto& s : samples_) s.up_to = sum += s.up_to / (known + prior_weight);
    uncertainty_ = unknown_mean / std::sqrt(1 + known / prior_weight);
}

double ServiceTimes::at(double share) const {
    const auto found = std::ranges::lower_bound(samples_, share, {}, &Sample::up_to);
    return found == samples_.end() ? samples_.back().seconds : found->seconds;
}

double ServiceTimes::draw(Random& random, double factor) const {
    const double smooth = 0.85 + 0.3 * random.unit();  // between the samples there is something too
    return at(random.unit()) * smooth * factor;
}

double ServiceTimes::draw_rest(Random& random, double factor, double elapsed) const {
    const double passed = elapsed / factor;
    const auto longer = std::ranges::upper_bound(samples_, passed, {}, &Sample::seconds);
    // Longer than any known: what has taken long takes long.
    if (longer == samples_.end()) return random.exponential(60 + elapsed / 3);
    const double below = longer == samples_.begin() ? 0 : std::prev(longer)->up_to;
    return std::max(0.0, at(below + (1 - below) * random.unit()) * factor - elapsed);
}

double ServiceTimes::mean() const {
    double mean = 0;
    double before = 0;
    for (const auto& s : samples_) {
        mean += s.seconds * (s.up_to - before);
        before = s.up_to;
    }
    return mean;
}

}  // namespace lobby::office::queue
