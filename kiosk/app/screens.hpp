// From the state to its screen.
#pragma once

#include "kiosk/app/view.hpp"

namespace lobby::kiosk::app {

void draw_screen(ui::Ui& ui, const View& view);

}  // namespace lobby::kiosk::app
