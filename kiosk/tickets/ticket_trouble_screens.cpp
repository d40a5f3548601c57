// When there is no number, or it is not found: what happened, what still works, what to do.
#include "kiosk/app/chrome.hpp"
#include "kiosk/tickets/ticket_screens.hpp"
#include "kiosk/tickets/ticket_words.hpp"

namespace lobby::kiosk::tickets {

using app::View;
using ui::ButtonStyle;
using ui::Icon;
using ui::Place;
using ui::Rect;
using ui::Tone;
using ui::Ui;

namespace {

std::string why_no_ticket(const Ui& ui, const View& view, const NoTicket& refused) {
    const auto& words = ui.locale();
    const Place service{"service", service_name(ui, view.state.hall, refused.service)};
    switch (refused.reason) {
        case NotIssued::closed:
            if (refused.opens_at)
                return words.format("no_ticket.closed_until", service,
                                    Place{"when", when_words(words, *refused.opens_at, view.wall)});
            return words.format("no_ticket.closed", service);
        case NotIssued::paused:
            return words.format("no_ticket.paused", service);
        case NotIssued::full:
            return words.format("no_ticket.full", service);
        case NotIssued::cannot_keep:
            return words.text("no_ticket.cannot_keep");
        case NotIssued::not_ready:
            break;
    }
    return words.text("no_ticket.not_ready");
}

// One secondary and one primary button side by side. True for either is passed on at once.
struct Pair {
    Rect first;
    Rect second;
};
Pair two_actions(const Ui& ui, Rect& page) {
    Rect all = app::take_actions(ui, page);
    Pair pair;
    pair.first = all.take_left(all.w * 0.46F, ui.px(28));
    pair.second = all;
    return pair;
}

void call_button(Ui& ui, const View& view, const std::string& screen, const Rect& at) {
    if (ui.button(screen + ".call", at, ui.text("person.call"), ButtonStyle::secondary, Icon::bell))
        view.emit(app::CallHelp{screen});
}

}  // namespace

void draw_tickets_away(Ui& ui, const View& view) {
    Rect page = app::begin_trouble(ui, view,
                                   {"tickets_away", Icon::ticket, Tone::calm, ui.text("tickets_away.title"),
                                    ui.locale().format("tickets_away.lead", view.window_place(ui))});
    call_button(ui, view, "tickets_away", app::take_actions(ui, page));
    app::advice(ui, page, "tickets_away.tea", Icon::tea, ui.text("tickets_away.tea"), Tone::warning);
    app::advice(ui, page, "tickets_away.first", Icon::person, ui.text("tickets_away.first"));
    app::advise_phone(ui, view, page, "tickets_away.phone");
}

void draw_no_ticket(Ui& ui, const View& view, const NoTicket& refused) {
    const bool machine = refused.reason == NotIssued::cannot_keep || refused.reason == NotIssued::not_ready;
    Rect page = app::begin_trouble(ui, view,
                                   {"no_ticket", machine ? Icon::warning : Icon::clock, Tone::warning,
                                    ui.text("no_ticket.title"), why_no_ticket(ui, view, refused)});
    const Pair actions = two_actions(ui, page);
    call_button(ui, view, "no_ticket", actions.first);
    if (ui.button("no_ticket.retry", actions.second, ui.text(machine ? "no_ticket.retry" : "no_ticket.other"),
                  ButtonStyle::primary, machine ? Icon::retry : Icon::ticket))
        view.emit(Event{Retry{}});
    app::advice(ui, page, "no_ticket.do", Icon::window,
                ui.locale().format("no_ticket.do", view.window_place(ui)), Tone::calm);
    app::advice(ui, page, "no_ticket.works", Icon::check,
                ui.text(machine ? "no_ticket.works_lookup" : "no_ticket.works"));
    app::advise_phone(ui, view, page, "no_ticket.phone");
}

void draw_given_back(Ui& ui, const View& view, const GivenBack& given) {
    Rect page = app::begin_trouble(
        ui, view,
        {"given_back", Icon::check, Tone::good,
         ui.locale().format("given_back.title", Place{"number", api::text_of(given.number)}),
         ui.text("given_back.lead")});
    const Pair actions = two_actions(ui, page);
    if (ui.button("given_back.again", actions.first, ui.text("given_back.again"), ButtonStyle::secondary,
                  Icon::ticket))
        view.emit(Event{Retry{}});
    if (ui.button("given_back.finish", actions.second, ui.text("nav.finish"), ButtonStyle::primary,
                  Icon::check))
        view.emit(app::Finish{});
    app::advise_phone(ui, view, page, "given_back.phone");
}

void draw_not_found(Ui& ui, const View& view, const NotFound& missing) {
    Rect page = app::begin_trouble(
        ui, view,
        {"ticket_not_found", Icon::ticket, Tone::calm, ui.text("ticket_not_found.title"),
         ui.text(missing.by_card ? "ticket_not_found.lead_card" : "ticket_not_found.lead")});
    const Pair actions = two_actions(ui, page);
    call_button(ui, view, "ticket_not_found", actions.first);
    if (ui.button("ticket_not_found.retry", actions.second, ui.text("ticket_not_found.retry"),
                  ButtonStyle::primary, Icon::digits))
        view.emit(Event{Retry{}});
    if (missing.by_card)
        app::advice(ui, page, "ticket_not_found.do_card", Icon::digits, ui.text("ticket_not_found.do_card"));
    app::advice(ui, page, "ticket_not_found.do", Icon::window,
                ui.locale().format("ticket_not_found.do", view.window_place(ui)), Tone::calm);
    app::advise_phone(ui, view, page, "ticket_not_found.phone");
}

void draw_not_known(Ui& ui, const View& view) {
    Rect page = app::begin_trouble(ui, view,
                                   {"ticket_not_known", Icon::retry, Tone::warning,
                                    ui.text("ticket_not_known.title"), ui.text("ticket_not_known.lead")});
    const Pair actions = two_actions(ui, page);
    call_button(ui, view, "ticket_not_known", actions.first);
    if (ui.button("ticket_not_known.retry", actions.second, ui.text("ticket_not_known.retry"),
                  ButtonStyle::primary, Icon::retry))
        view.emit(Event{Retry{}});
    app::advice(ui, page, "ticket_not_known.do", Icon::chair,
                ui.locale().format("ticket_not_known.do", view.window_place(ui)), Tone::calm);
    app::advise_phone(ui, view, page, "ticket_not_known.phone");
}

}  // namespace lobby::kiosk::tickets
