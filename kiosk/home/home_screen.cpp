#include "kiosk/home/home_screen.hpp"

#include "kiosk/app/chrome.hpp"

namespace lobby::kiosk::home {

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

std::string greeting(const Ui& ui, WallTime at) {
    const auto local = at + office_utc_offset;
    const auto hour =
        std::chrono::floor<std::chrono::hours>(local - std::chrono::floor<std::chrono::days>(local)).count();
    if (hour < 11) return ui.text("home.greeting.morning");
    if (hour < 14) return ui.text("home.greeting.noon");
    if (hour < 18) return ui.text("home.greeting.afternoon");
    return ui.text("home.greeting.evening");
}

std::string help_line(const Ui& ui, const View& view) {
    if (view.state.office.phone.empty()) return ui.text("home.help_plain");
    return ui.locale().format("home.help", view.window_place(ui), Place{"phone", view.state.office.phone});
}

void draw_services(Ui& ui, const View& view, const std::vector<Rect>& places) {
    if (ui.big_button("home.lookup", places[0], Icon::document, ui.text("home.lookup.title"),
                      ui.text("home.lookup.subtitle")))
        view.emit(app::StartLookup{});
    if (ui.big_button("home.lawyer", places[1], Icon::lawyer, ui.text("home.lawyer.title"),
                      ui.text("home.lawyer.subtitle")))
        view.emit(app::ShowLawyerInfo{});
    if (ui.big_button("home.ticket", places[2], Icon::ticket, ui.text("home.ticket.title"),
                      ui.text("home.ticket.subtitle")))
        view.emit(app::ShowTicketInfo{});
}

}  // namespace

void draw_home(Ui& ui, const View& view) {
    Rect page = app::begin_page(ui, view, "home", ui.text("home.title"), Navigation::none);
    if (!ui.landscape()) page.take_top(ui.px(48));
    page.take_top(ui.heading("home.greeting", page, greeting(ui, view.wall), TextStyle::display), ui.px(12));
    page.take_top(ui.paragraph("home.lead", page, ui.text("home.lead"), TextStyle::heading, Align::left,
                               ui.theme().ink_soft),
                  ui.px(ui.landscape() ? 36 : 64));

    const std::string help = help_line(ui, view);
    const float help_height = ui.text_height(help, page.w, TextStyle::small);
    ui.paragraph("home.help", page.take_bottom(help_height, ui.px(28)), help, TextStyle::small, Align::left,
                 ui.theme().ink_soft);
    const bool left_behind = view.state.card_present;
    const std::string hint = ui.text(left_behind ? "home.card_left" : "home.card_hint");
    if (view.state.reader_usable) {
        const Rect at = page.take_bottom(ui.banner_height(page.w, hint), ui.px(36));
        ui.banner("home.card_hint", at, left_behind ? Tone::warning : Tone::calm, Icon::card, hint);
    }
    if (ui.landscape())
        draw_services(ui, view, page.columns(3, ui.theme().gap()));
    else
        draw_services(ui, view, page.take_top(ui.px(3 * 252 + 2 * 36)).rows(3, ui.px(36)));
}

void draw_lawyer_info(Ui& ui, const View& view) {
    Rect page = app::begin_page(ui, view, "lawyer_info", ui.text("lawyer_info.title"), Navigation::home_only);
    page.take_top(ui.heading("lawyer_info.heading", page, ui.text("lawyer_info.title")), ui.px(24));
    page.take_top(
        ui.paragraph("lawyer_info.lead", page, ui.locale().format("lawyer_info.lead", view.window_place(ui)),
                     TextStyle::heading),
        ui.px(48));
    page.take_top(ui.paragraph("lawyer_info.bring", page, ui.text("lawyer_info.bring"), TextStyle::body,
                               Align::left, ui.theme().ink_soft),
                  ui.px(16));
    for (const char* item : {"lawyer_info.item.1", "lawyer_info.item.2", "lawyer_info.item.3"}) {
        const auto text = ui.text(item);
        page.take_top(ui.banner(item, page, Tone::neutral, Icon::document, text), ui.px(20));
    }
    if (view.state.office.phone.empty()) return;
    page.take_top(0, ui.px(24));
    ui.banner("lawyer_info.phone", page, Tone::calm, Icon::phone,
              ui.locale().format("lawyer_info.phone", Place{"phone", view.state.office.phone}));
}

void draw_ticket_info(Ui& ui, const View& view) {
    Rect page = app::begin_page(ui, view, "ticket_info", ui.text("ticket_info.title"), Navigation::home_only);
    page.take_top(ui.heading("ticket_info.heading", page, ui.text("ticket_info.title")), ui.px(24));
    page.take_top(
        ui.paragraph("ticket_info.lead", page, ui.locale().format("ticket_info.lead", view.window_place(ui)),
                     TextStyle::heading),
        ui.px(48));
    page.take_top(ui.banner("ticket_info.tea", page, Tone::calm, Icon::people, ui.text("ticket_info.tea")),
                  ui.px(24));
    page.take_top(
        ui.banner("ticket_info.first", page, Tone::neutral, Icon::info, ui.text("ticket_info.first")),
        ui.px(24));
    if (view.state.office.phone.empty()) return;
    ui.banner("ticket_info.phone", page, Tone::neutral, Icon::phone,
              ui.locale().format("ticket_info.phone", Place{"phone", view.state.office.phone}));
}

void draw_goodbye(Ui& ui, const View& view, const app::Goodbye& goodbye) {
    Rect page = app::begin_page(ui, view, "goodbye", ui.text("goodbye.title"), Navigation::home_only);
    page.take_top(page.h * (ui.landscape() ? 0.06F : 0.2F));
    const float mark = ui.px(200);
    const Rect circle{page.center_x() - mark / 2, page.y, mark, mark};
    ui.fill(circle, ui.theme().tone(Tone::good).surface, mark / 2);
    ui.icon(circle.inset(mark * 0.22F), Icon::check, ui.theme().tone(Tone::good).ink);
    page.take_top(mark, ui.px(48));
    page.take_top(
        ui.heading("goodbye.heading", page, ui.text("goodbye.title"), TextStyle::display, Align::center),
        ui.px(20));
    page.take_top(ui.paragraph("goodbye.lead", page, ui.text("goodbye.lead"), TextStyle::heading,
                               Align::center, ui.theme().ink_soft),
                  ui.px(56));
    if (goodbye.take_card)
        ui.banner("goodbye.take_card", page, Tone::warning, Icon::card, ui.text("goodbye.take_card"));
}

}  // namespace lobby::kiosk::home
