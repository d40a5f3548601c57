// The first screen, and the two services that the window still does.
#pragma once

#include "kiosk/app/view.hpp"

namespace lobby::kiosk::home {

void draw_home(ui::Ui& ui, const app::View& view);
void draw_goodbye(ui::Ui& ui, const app::View& view, const app::Goodbye& goodbye);

}  // namespace lobby::kiosk::home
