// The screens of taking a number and looking after it.
#pragma once

#include "kiosk/app/view.hpp"
#include "kiosk/tickets/ticket_flow.hpp"

namespace lobby::kiosk::tickets {

void draw(ui::Ui& ui, const app::View& view, const State& state);

// One file a group of screens.
void draw_services(ui::Ui& ui, const app::View& view, const State& state);
void draw_precedences(ui::Ui& ui, const app::View& view, const State& state);
void draw_ticket(ui::Ui& ui, const app::View& view, const ShowTicket& shown);
void draw_give_back(ui::Ui& ui, const app::View& view, const ShowTicket& shown);
void draw_my_ticket(ui::Ui& ui, const app::View& view, const State& state, const MyTicket& entry);
void draw_mine(ui::Ui& ui, const app::View& view, const State& state);
void draw_tickets_away(ui::Ui& ui, const app::View& view);
void draw_no_ticket(ui::Ui& ui, const app::View& view, const NoTicket& refused);
void draw_given_back(ui::Ui& ui, const app::View& view, const GivenBack& given);
void draw_not_found(ui::Ui& ui, const app::View& view, const NotFound& missing);
void draw_not_known(ui::Ui& ui, const app::View& view);

// Words and a field on one side and keys on the other where the screen is wide; below each other elsewhere.
// Shared with the ratings: they ask for a number in the same way.
struct NumberEntry {
    const char* id;  // of the screen
    std::string title;
    std::string lead;
    std::string problem;  // empty: none
    std::string typed;
    std::string confirm;
};
struct NumberTouch {
    std::optional<char> key;
    bool confirmed = false;
};
[[nodiscard]] NumberTouch draw_number_entry(ui::Ui& ui, const app::View& view, const NumberEntry& entry);

}  // namespace lobby::kiosk::tickets
