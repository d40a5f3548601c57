// A state for every screen, and for what is hardest to lay out: pictures of the gallery, and what tests look
// over. Synthetic: no such people, no such cases.
#pragma once

#include <functional>
#include <vector>

#include "kiosk/app/session_flow.hpp"

namespace lobby::kiosk::app {

struct Example {
    const char* name;
    std::function<State()> state;
};

[[nodiscard]] std::vector<Example> examples();

// The time that the examples are made for: 2026-11-24, 14:00 at the office.
inline constexpr WallTime examples_now{std::chrono::milliseconds(1'795'500'000'000)};

}  // namespace lobby::kiosk::app
