// What is on every screen at the same place: the office's name and the language above, back and home below.
#pragma once

#include "kiosk/app/view.hpp"

namespace lobby::kiosk::app {

enum class Navigation { none, home_only, back_and_home };

// Names the screen, draws header and navigation, and gives the page between them, inside its margins.
ui::Rect begin_page(ui::Ui& ui, const View& view, std::string_view id, std::string_view title,
                    Navigation navigation);

// Where a screen's own buttons go: above the navigation where the screen is high (then cut off the page),
// between back and home where it is wide.
ui::Rect take_actions(const ui::Ui& ui, ui::Rect& page);

// A round picture over what a screen has to say. Gives the height that it took.
float draw_mark(ui::Ui& ui, const ui::Rect& page, ui::Icon icon, ui::Tone tone, ui::Align align);

// The same beside a heading; both are cut off the page.
void draw_marked_heading(ui::Ui& ui, ui::Rect& page, const std::string& screen_id, ui::Icon icon,
                         ui::Tone tone, const std::string& title);

// What a page says first, and what it advises: as large as its room allows.
ui::TextStyle lead_style(const ui::Ui& ui, float width, std::string_view lead);
ui::TextStyle advice_style(const ui::Ui& ui);

// "Are you still there?" over whatever is on the screen.
void draw_time_warning(ui::Ui& ui, const View& view);

}  // namespace lobby::kiosk::app
