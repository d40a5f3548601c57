#include "platform/scanner/steady_watch.hpp"

#include <algorithm>
#include <cmath>

namespace lobby::platform {

namespace {

constexpr std::chrono::milliseconds moment{600};
constexpr float still = 0.012F;  // of the picture: noise moves a corner by less, a hand by more

bool lie_alike(const PageGuidance& a, const PageGuidance& b) {
    for (size_t i = 0; i < a.corners.size(); ++i)
        if (std::max(std::abs(a.corners[i].x - b.corners[i].x), std::abs(a.corners[i].y - b.corners[i].y)) >
            still)
            return false;
    return true;
}

}  // namespace

bool SteadyWatch::look(const PageGuidance& guidance, SteadyTime now) {
    if (!guidance.found) {
        lies_.reset();
        return false;
    }
    if (!lies_ || !lie_alike(*lies_, guidance)) {
        lies_ = guidance;
        since_ = now;
    }
    return now - since_ >= moment;
}

}  // namespace lobby::platform
