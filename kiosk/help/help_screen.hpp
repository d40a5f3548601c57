// The screen of "call a person": who comes, or honestly that nobody has been told yet.
#pragma once

#include "kiosk/app/view.hpp"
#include "kiosk/help/help_flow.hpp"

namespace lobby::kiosk::help {

void draw(ui::Ui& ui, const app::View& view, const State& state);

}  // namespace lobby::kiosk::help
