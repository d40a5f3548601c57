// What is on every screen at the same place: the office's name and the language above, home and back below.
#pragma once

#include "kiosk/app/view.hpp"

namespace lobby::kiosk::app {

enum class Navigation { none, home_only, back_and_home };

// Names the screen, draws header and navigation, and gives the page between them, inside its margins.
ui::Rect begin_page(ui::Ui& ui, const View& view, std::string_view id, std::string_view title,
                    Navigation navigation);

// "Are you still there?" over whatever is on the screen.
void draw_time_warning(ui::Ui& ui, const View& view);

}  // namespace lobby::kiosk::app
