// What the files of examples share. Not for others.
#pragma once

#include "kiosk/app/examples.hpp"

namespace lobby::kiosk::app {

// The start screen of a kiosk that works, in a named office.
[[nodiscard]] State example_base();

[[nodiscard]] std::vector<Example> ticket_examples();
[[nodiscard]] std::vector<Example> lawyer_examples();

}  // namespace lobby::kiosk::app
