#include "kiosk/app/screens.hpp"

#include "kiosk/app/chrome.hpp"
#include "kiosk/help/help_screen.hpp"
#include "kiosk/home/home_screen.hpp"
#include "kiosk/lawyer/lawyer_screens.hpp"
#include "kiosk/lookup/lookup_screens.hpp"
#include "kiosk/ratings/rating_screens.hpp"
#include "kiosk/tickets/ticket_screens.hpp"

namespace lobby::kiosk::app {

void draw_screen(ui::Ui& ui, const View& view) {
    const auto& place = view.state.place;
    if (view.state.help)
        help::draw(ui, view, *view.state.help);
    else if (std::holds_alternative<Home>(place))
        home::draw_home(ui, view);
    else if (const auto* lookup = std::get_if<lookup::State>(&place))
        lookup::draw(ui, view, *lookup);
    else if (const auto* lawyer = std::get_if<lawyer::State>(&place))
        lawyer::draw(ui, view, *lawyer);
    else if (const auto* tickets = std::get_if<tickets::State>(&place))
        tickets::draw(ui, view, *tickets);
    else if (const auto* ratings = std::get_if<ratings::State>(&place))
        ratings::draw(ui, view, *ratings);
    else
        home::draw_goodbye(ui, view, std::get<Goodbye>(place));
    draw_time_warning(ui, view);
}

}  // namespace lobby::kiosk::app
