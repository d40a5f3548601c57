#include "kiosk/link/backoff.hpp"

#include <algorithm>

namespace lobby::kiosk {

std::chrono::milliseconds Backoff::next() {
    constexpr std::chrono::milliseconds least{50};
    auto ceiling = base_;
    for (uint32_t i = 0; i < attempts_ && ceiling < longest_; ++i) ceiling *= 2;
    ceiling = std::min(ceiling, longest_);
    ++attempts_;
    const auto jitter = std::chrono::milliseconds(random_(static_cast<uint32_t>(ceiling.count()) + 1));
    return std::max(jitter, least);
}

}  // namespace lobby::kiosk
