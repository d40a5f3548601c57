// Whether the page lies still, over several previews. Pure.
#pragma once

#include <chrono>
#include <optional>

#include "base/clock.hpp"
#include "platform/scanner/page_guidance.hpp"

namespace lobby::platform {

class SteadyWatch {
public:
    // True once the corners have stayed where they are for a moment.
    [[nodiscard]] bool look(const PageGuidance& guidance, SteadyTime now);

private:
    std::optional<PageGuidance> lies_;
    SteadyTime since_{};
};

}  // namespace lobby::platform
