// What is on every screen at the same place: the office's name and the language above, back and home below.
#pragma once

#include "kiosk/app/view.hpp"

namespace lobby::kiosk::app {

enum class Navigation { none, home_only, back_and_home };

// Names the screen, draws header and navigation, and gives the page between them, inside its margins.
ui::Rect begin_page(ui::Ui& ui, const View& view, std::string_view id, std::string_view title,
                    Navigation navigation);

// What the office has written in one or both languages, in the visitor's where it is there.
std::string in_language(const ui::Ui& ui, const std::string& zh, const std::string& en);

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

// What happened and why, at the top of a page that goes on with what still works and what to do.
struct Trouble {
    const char* id;
    ui::Icon icon;
    ui::Tone tone;
    std::string title;
    std::string lead;
};
ui::Rect begin_trouble(ui::Ui& ui, const View& view, const Trouble& trouble);
void advice(ui::Ui& ui, ui::Rect& page, const char* id, ui::Icon icon, const std::string& text,
            ui::Tone tone = ui::Tone::neutral);
// The office's telephone, where there is room for it: the window was named before.
void advise_phone(ui::Ui& ui, const View& view, ui::Rect& page, const char* id);
// Nothing to do but wait a moment.
void draw_moment(ui::Ui& ui, const View& view, const char* id, const std::string& title,
                 const std::string& lead);

// "Are you still there?" over whatever is on the screen.
void draw_time_warning(ui::Ui& ui, const View& view);

}  // namespace lobby::kiosk::app
