// A ticket and everything that its holder needs to know until he is called: the number first.
#include <algorithm>

#include "base/qr/qr_code.hpp"
#include "kiosk/app/chrome.hpp"
#include "kiosk/tickets/ticket_screens.hpp"
#include "kiosk/tickets/ticket_words.hpp"

namespace lobby::kiosk::tickets {

using app::Navigation;
using app::View;
using ui::Align;
using ui::ButtonStyle;
using ui::Icon;
using ui::Place;
using ui::Rect;
using ui::TextStyle;
using ui::Tone;
using ui::Ui;

namespace {

bool ended(TicketStanding standing) {
    return !is_open(standing);
}

std::string called_to(const Ui& ui, const Position& position) {
    const auto window = name_of(ui, position.window);
    if (window.empty()) return ui.text("chair.called_anywhere");
    return ui.locale().format("chair.called", Place{"window", window});
}

// What has to be said first: sit down, go to a window, or that it is over.
std::string title_of(const Ui& ui, const View& view, const ShowTicket& shown) {
    const auto& words = ui.locale();
    const Position& position = shown.ticket.position;
    const Place window{"window", name_of(ui, position.window)};
    switch (position.standing) {
        case TicketStanding::waiting:
            return words.text("chair.title");
        case TicketStanding::called:
            return called_to(ui, position);
        case TicketStanding::serving:
            return words.format("chair.serving", window.second.empty() ? view.window_place(ui) : window);
        case TicketStanding::on_hold:
            return words.format("chair.on_hold", window.second.empty() ? view.window_place(ui) : window);
        case TicketStanding::finished:
            return words.text("chair.finished");
        case TicketStanding::given_back:
            return words.text("chair.given_back");
        case TicketStanding::gone:
            return words.text("chair.gone");
        case TicketStanding::expired:
            return words.text("chair.expired");
    }
    return words.text("chair.title");
}

// The number as large as can be, and what it is for.
void draw_number(Ui& ui, const ShowTicket& shown, Rect at) {
    const bool called = shown.ticket.position.standing == TicketStanding::called;
    ui.panel(at, called ? Tone::good : Tone::neutral);
    at = at.inset(ui.px(32), ui.px(22));
    const auto service = name_of(ui, shown.ticket.service);
    const auto style = ui.largest_that_fits(service, at.w, 1.5F * ui.theme().text_size(TextStyle::heading),
                                            {TextStyle::heading, TextStyle::body, TextStyle::small}, true);
    const float below = ui.text_height(service, at.w, style, true);
    ui.heading("chair.service", at.take_bottom(below, ui.px(4)), service, style, Align::center);
    const float label = ui.text_height(ui.text("chair.number"), at.w, TextStyle::body);
    ui.paragraph("chair.number_label", at.take_top(label), ui.text("chair.number"), TextStyle::body,
                 Align::center, ui.theme().ink_soft);
    ui.plate("chair.number", at, api::text_of(shown.ticket.number), ui.theme().navy);
}

constexpr float fact_height = 208;

// A label over a large figure with its unit.
void draw_fact(Ui& ui, const std::string& id, const Rect& at, const std::string& label,
               const std::string& figure, const std::string& unit) {
    ui.panel(at);
    Rect inside = at.inset(ui.px(at.w > ui.px(300) ? 24 : 12), ui.px(8));
    const float line = ui.text_height(label, inside.w, TextStyle::body);
    ui.paragraph(id + ".label", inside.take_top(line), label, TextStyle::body, Align::left,
                 ui.theme().ink_soft);
    ui.figure(id, inside, figure, unit, ui.theme().navy);
}

bool has_facts(const Position& position) {
    return position.known && position.standing == TicketStanding::waiting && position.people_ahead;
}

// A fresh number is at the office in a moment; without the office nothing is known.
const char* unknown_key(const View& view) {
    return view.state.hall.live ? "chair.registering" : "chair.away";
}

float place_in_line_height(const Ui& ui, const View& view, const ShowTicket& shown, float width) {
    if (shown.ticket.position.standing != TicketStanding::waiting) return 0;
    if (has_facts(shown.ticket.position)) return ui.px(fact_height);
    return ui.banner_height(width, ui.text(unknown_key(view)), app::advice_style(ui));
}

// How many and how long, or why that cannot be said.
void draw_place_in_line(Ui& ui, const View& view, const ShowTicket& shown, const Rect& at) {
    const Position& position = shown.ticket.position;
    if (!has_facts(position)) {
        ui.banner("chair.unknown", at, view.state.hall.live ? Tone::calm : Tone::warning, Icon::clock,
                  ui.text(unknown_key(view)), app::advice_style(ui));
        return;
    }
    const int ahead = static_cast<int>(*position.people_ahead);
    const auto cells = at.columns(2, ui.px(24));
    if (!position.wait) {
        draw_fact(ui, "chair.ahead", cells[0], ui.text("chair.ahead"), std::to_string(ahead),
                  ui.locale().count("chair.people", ahead));
        ui.panel(cells[1]);
        const Rect inside = cells[1].inset(ui.px(24), ui.px(10));
        const auto text = ui.text("chair.no_window");
        const auto style =
            ui.largest_that_fits(text, inside.w, inside.h, {TextStyle::body, TextStyle::small});
        const float height = ui.text_height(text, inside.w, style);
        ui.paragraph("chair.no_window", {inside.x, inside.center_y() - height / 2, inside.w, height}, text,
                     style);
        return;
    }
    draw_fact(ui, "chair.ahead", cells[0], ui.text("chair.ahead"), std::to_string(ahead),
              ui.locale().count("chair.people", ahead));
    draw_fact(ui, "chair.wait", cells[1], ui.text("chair.wait"), wait_figure(ui.locale(), *position.wait),
              ui.text("chair.minutes"));
}

std::string seat_words(const Ui& ui, const ShowTicket& shown) {
    const auto& words = ui.locale();
    const auto chairs = name_of(ui, shown.ticket.chairs);
    const auto windows = name_of(ui, shown.ticket.windows);
    std::string text = chairs.empty() ? words.text("chair.seat_anywhere")
                                      : words.format("chair.seat", Place{"chairs", chairs});
    if (!windows.empty()) text += "\n" + words.format("chair.windows", Place{"windows", windows});
    return text;
}

// Precedence or appointment: a line of its own, so that nobody has to ask whether it counted.
std::string first_words(const Ui& ui, const ShowTicket& shown) {
    const auto& words = ui.locale();
    if (shown.ticket.appointment)
        return words.format("chair.appointment", Place{"time", words.clock_time(*shown.ticket.appointment)});
    if (shown.ticket.precedence == api::Precedence::ordinary) return {};
    return words.text(shown.ticket.precedence == api::Precedence::elderly ? "chair.first_by_card"
                                                                          : "chair.first");
}

Tone tone_of(const Paper& paper) {
    if (paper.state == PaperState::confirmed) return Tone::good;
    return paper.state == PaperState::printing || paper.state == PaperState::none ? Tone::calm
                                                                                  : Tone::warning;
}

// The code and, beside it, what it is for.
void draw_code(Ui& ui, const ShowTicket& shown, Rect at) {
    const auto code = qr_code(shown.ticket.live_page);
    if (!code) return;
    const float side = std::min({at.h, at.w * 0.45F, ui.px(340)});
    at.h = side;
    const Rect square = at.take_left(side, ui.px(28));
    ui.matrix("chair.code", square, *code, ui.text("chair.code_label"));
    const auto words = ui.text("chair.scan");
    const auto style = ui.largest_that_fits(words, at.w, at.h, {TextStyle::body, TextStyle::small});
    const float height = ui.text_height(words, at.w, style);
    ui.paragraph("chair.scan", {at.x, at.center_y() - height / 2, at.w, height}, words, style, Align::left,
                 ui.theme().ink_soft);
}

// Banners one above another in a narrow place say the same in smaller words.
TextStyle stack_style(const Ui& ui, float width) {
    return width > ui.px(720) ? TextStyle::body : TextStyle::small;
}

// What is known of the paper, and another print beside it, or below it where it is narrow. Gives the height.
float draw_paper(Ui& ui, const View& view, const ShowTicket& shown, const Rect& at) {
    const auto words = paper_words(ui.locale(), shown);
    const bool print = may_print(shown);
    const bool beside = at.w > ui.px(600);
    const float button = ui.px(!ui.landscape() ? 270 : at.w > ui.px(760) ? 210 : 180);
    const float gap = ui.px(20);
    const float width = print && beside ? at.w - button - gap : at.w;
    const float high = ui.banner("chair.paper", {at.x, at.y, width, 0}, tone_of(shown.paper), Icon::printer,
                                 words, stack_style(ui, at.w));
    if (!print) return high;
    const Rect touch = beside ? Rect{at.right() - button, at.y, button, high}
                              : Rect{at.x, at.y + high + gap, at.w, ui.px(96)};
    if (ui.button("chair.print", touch, ui.text("chair.print"))) view.emit(Event{WantPrint{}});
    return beside ? high : high + gap + touch.h;
}

constexpr float least_code = 210;
constexpr float largest_code = 340;

float stack_gap(const Ui& ui) {
    return ui.px(ui.landscape() ? 20 : 26);
}

// What draw_stack needs at least, so that the number gives way before the code does.
float stack_height(const Ui& ui, const ShowTicket& shown, float width) {
    const float gap = stack_gap(ui);
    const auto banner = [&](const std::string& text, float at) { return ui.banner_height(at, text) + gap; };
    float height = 0;
    if (const auto first = first_words(ui, shown); !first.empty()) height += banner(first, width);
    if (shown.mine)
        height += banner(paper_words(ui.locale(), shown), width - (may_print(shown) ? ui.px(290) : 0));
    if (shown.ticket.position.standing == TicketStanding::waiting)
        height += banner(seat_words(ui, shown), width);
    return shown.ticket.live_page.empty() ? height - gap : height + ui.px(least_code);
}

// What to do now, in order: take the paper, sit down, follow the line. Without paper the code comes before
// the chair: it is all there is to take along. Gives the height; the code takes the room that is left, but is
// never too small for a phone.
float draw_stack(Ui& ui, const View& view, const ShowTicket& shown, const Rect& at) {
    const float gap = stack_gap(ui);
    const TextStyle style = stack_style(ui, at.w);
    float y = at.y;
    const auto banner = [&](const char* id, Tone tone, Icon icon, const std::string& text) {
        y += ui.banner(id, {at.x, y, at.w, 0}, tone, icon, text, style) + gap;
    };
    const auto code = [&](float kept) {
        const float left = at.y + at.h - y - kept;
        const float side = std::min({std::max(left, ui.px(least_code)), ui.px(largest_code), at.w * 0.45F});
        draw_code(ui, shown, {at.x, y, at.w, side});
        y += side + gap;
    };
    if (const auto first = first_words(ui, shown); !first.empty())
        banner("chair.first", Tone::good, Icon::check, first);
    if (shown.mine) y += draw_paper(ui, view, shown, {at.x, y, at.w, at.h}) + gap;
    const auto seat = seat_words(ui, shown);
    const bool sits = shown.ticket.position.standing == TicketStanding::waiting;
    const bool has_code = !shown.ticket.live_page.empty();
    const bool code_first = tone_of(shown.paper) == Tone::warning;
    if (has_code && code_first) code(sits ? ui.banner_height(at.w, seat, style) + gap : 0);
    if (sits) banner("chair.seat", Tone::neutral, Icon::chair, seat);
    if (has_code && !code_first) code(0);
    return y - gap - at.y;
}

void draw_beside(Ui& ui, const View& view, const ShowTicket& shown, const Rect& at) {
    ui.scroll_area("chair.more", at, [&](Rect inside) { return draw_stack(ui, view, shown, inside); });
}

void draw_ended(Ui& ui, const View& view, const ShowTicket& shown, Rect& page) {
    const TicketStanding standing = shown.ticket.position.standing;
    if (standing == TicketStanding::finished)
        app::advice(ui, page, "chair.finished_lead", Icon::face_good, ui.text("chair.finished_lead"),
                    Tone::calm);
    if (standing == TicketStanding::gone || standing == TicketStanding::expired)
        app::advice(ui, page, "chair.gone_lead", Icon::ticket,
                    ui.locale().format("chair.gone_lead", view.window_place(ui)), Tone::calm);
    app::advise_phone(ui, view, page, "chair.phone");
}

void draw_actions(Ui& ui, const View& view, const ShowTicket& shown, Rect buttons) {
    const float gap = ui.px(24);
    if (shown.ticket.position.standing == TicketStanding::finished) {
        const auto two = buttons.columns(2, gap);
        if (ui.button("chair.done", two[0], ui.text("nav.finish"), ButtonStyle::secondary, Icon::check))
            view.emit(app::Finish{});
        if (ui.button("chair.rate", two[1], ui.text("chair.rate"), ButtonStyle::primary, Icon::face_good))
            view.emit(app::StartRating{shown.ticket.number});
        return;
    }
    const bool back = may_give_back(shown);
    const auto places = buttons.columns(back ? 3 : 2, gap);
    if (back && ui.button("chair.give_back", places[0], ui.text("chair.give_back")))
        view.emit(Event{WantGiveBack{}});
    if (ui.button("chair.call", places[places.size() - 2], ui.text("person.call"), ButtonStyle::secondary,
                  Icon::bell))
        view.emit(app::CallHelp{"chair"});
    if (ui.button("chair.done", places.back(), ui.text("chair.done"), ButtonStyle::primary, Icon::check))
        view.emit(app::Finish{});
}

// The call itself stands where the eye is: over the number.
float draw_title(Ui& ui, const Rect& at, const std::string& title, bool called) {
    const auto style = ui.largest_that_fits(title, at.w, 1.5F * ui.theme().text_size(TextStyle::title),
                                            {TextStyle::title, TextStyle::heading}, true);
    return ui.heading("chair.heading", at, title, called ? TextStyle::title : style, Align::left,
                      called ? ui.theme().red : ui.theme().ink);
}

}  // namespace

void draw_ticket(Ui& ui, const View& view, const ShowTicket& shown) {
    const auto title = title_of(ui, view, shown);
    const TicketStanding standing = shown.ticket.position.standing;
    Rect page = app::begin_page(ui, view, "chair", title,
                                shown.fresh ? Navigation::home_only : Navigation::back_and_home);
    draw_actions(ui, view, shown, app::take_actions(ui, page));
    const bool called = standing == TicketStanding::called;
    page.take_top(draw_title(ui, page, title, called), ui.px(ui.landscape() ? 16 : 24));
    if (called)
        page.take_top(
            ui.paragraph("chair.called_lead", page, ui.text("chair.called_lead"), TextStyle::heading),
            ui.px(24));
    const float gap = ui.px(ui.landscape() ? 24 : 28);
    if (ui.landscape()) {
        Rect left = page.take_left(page.w * (page.w > ui.px(1300) ? 0.47F : 0.43F), ui.px(48));
        const float line = place_in_line_height(ui, view, shown, left.w);
        if (line > 0) draw_place_in_line(ui, view, shown, left.take_bottom(line, gap));
        draw_number(ui, shown, left);
        if (ended(standing))
            draw_ended(ui, view, shown, page);
        else
            draw_beside(ui, view, shown, page);
        return;
    }
    const float line = place_in_line_height(ui, view, shown, page.w);
    const float needed =
        gap + (line > 0 ? line + gap : 0) + (ended(standing) ? 0 : stack_height(ui, shown, page.w));
    draw_number(ui, shown, page.take_top(std::clamp(page.h - needed, ui.px(270), ui.px(430)), gap));
    if (line > 0) draw_place_in_line(ui, view, shown, page.take_top(line, gap));
    if (ended(standing))
        draw_ended(ui, view, shown, page);
    else
        draw_beside(ui, view, shown, page);
}

void draw_give_back(Ui& ui, const View& view, const ShowTicket& shown) {
    const bool asks = shown.giving_back == GivingBack::sure;
    const bool sending = shown.giving_back == GivingBack::sending;
    const auto title = ui.text(asks || sending ? "give_back.title" : "give_back.failed");
    std::string lead = ui.text(sending ? "give_back.sending" : "give_back.lead");
    if (shown.giving_back == GivingBack::at_window) lead = ui.text("give_back.at_window");
    if (shown.giving_back == GivingBack::ended) lead = ui.text("give_back.ended");
    if (shown.giving_back == GivingBack::cannot_keep)
        lead = ui.locale().format("give_back.cannot_keep", view.window_place(ui));
    const float width = std::min(ui.screen().w - 2 * ui.theme().margin(), ui.px(960));
    const float inside = width - ui.px(96);
    const float height = ui.text_height(title, inside, TextStyle::title, true) +
                         ui.text_height(lead, inside, TextStyle::heading) + ui.px(140 + 24 + 48 + 96);
    Rect box = ui.begin_dialog("give_back", title, width, height);
    box.take_top(ui.heading("give_back.heading", box, title, TextStyle::title, Align::center), ui.px(24));
    box.take_top(ui.paragraph("give_back.lead", box, lead, TextStyle::heading, Align::center), ui.px(48));
    Rect buttons = box.take_bottom(ui.px(140));
    if (sending) return;
    if (!asks) {
        if (ui.button("give_back.close", buttons, ui.text("give_back.close"), ButtonStyle::primary,
                      Icon::check))
            view.emit(Event{KeepTicket{}});
        return;
    }
    const Rect yes = buttons.take_left(buttons.w * 0.4F, ui.px(28));
    if (ui.button("give_back.yes", yes, ui.text("give_back.yes"))) view.emit(Event{ConfirmGiveBack{}});
    if (ui.button("give_back.keep", buttons, ui.text("give_back.keep"), ButtonStyle::primary, Icon::chair))
        view.emit(Event{KeepTicket{}});
}

}  // namespace lobby::kiosk::tickets
