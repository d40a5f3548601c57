#include "kiosk/tickets/ticket_screens.hpp"

#include "kiosk/app/chrome.hpp"

namespace lobby::kiosk::tickets {

namespace {

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;  // clang 14 cannot deduce it by itself

}  // namespace

void draw(ui::Ui& ui, const app::View& view, const State& state) {
    std::visit(Overloaded{
                   [&](const Services&) {
                       if (view.state.hall.ready)
                           draw_services(ui, view, state);
                       else
                           draw_tickets_away(ui, view);
                   },
                   [&](const Precedences&) { draw_precedences(ui, view, state); },
                   [&](const Issuing&) {
                       app::draw_moment(ui, view, "issuing", ui.text("issuing.title"),
                                        ui.text("issuing.lead"));
                   },
                   [&](const NoTicket& refused) { draw_no_ticket(ui, view, refused); },
                   [&](const ShowTicket& shown) {
                       draw_ticket(ui, view, shown);
                       if (shown.giving_back != GivingBack::no) draw_give_back(ui, view, shown);
                   },
                   [&](const GivenBack& given) { draw_given_back(ui, view, given); },
                   [&](const MyTicket& entry) { draw_my_ticket(ui, view, state, entry); },
                   [&](const Finding&) {
                       app::draw_moment(ui, view, "ticket_finding", ui.text("ticket_finding.title"),
                                        ui.text("ticket_finding.lead"));
                   },
                   [&](const Mine&) { draw_mine(ui, view, state); },
                   [&](const NotFound& missing) { draw_not_found(ui, view, missing); },
                   [&](const NotKnown&) { draw_not_known(ui, view); },
               },
               state.step);
}

}  // namespace lobby::kiosk::tickets
