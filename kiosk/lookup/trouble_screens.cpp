// When there is nothing to show, or not now: what happened, what still works, what to do.
#include "kiosk/app/chrome.hpp"
#include "kiosk/lookup/lookup_screens.hpp"

namespace lobby::kiosk::lookup {

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

struct Trouble {
    const char* id;
    Icon icon;
    Tone tone;
    std::string title;  // what happened
    std::string lead;   // why
};

// The rest of the page is for what still works and what to do.
Rect begin(Ui& ui, const View& view, const Trouble& trouble) {
    const std::string id = trouble.id;
    Rect page = app::begin_page(ui, view, id, trouble.title, Navigation::back_and_home);
    app::draw_marked_heading(ui, page, id, trouble.icon, trouble.tone, trouble.title);
    page.take_top(ui.paragraph(id + ".lead", page, trouble.lead, app::lead_style(ui, page.w, trouble.lead)),
                  ui.px(ui.landscape() ? 28 : 48));
    return page;
}

void advice(Ui& ui, Rect& page, const char* id, Icon icon, const std::string& text,
            Tone tone = Tone::neutral) {
    page.take_top(ui.banner(id, page, tone, icon, text, app::advice_style(ui)), ui.px(28));
}

// Where there is room for it: the window was named before.
void phone(Ui& ui, const View& view, Rect& page, const char* id) {
    if (view.state.office.phone.empty()) return;
    const auto text = ui.locale().format("help.phone", Place{"phone", view.state.office.phone});
    if (ui.banner_height(page.w, text, app::advice_style(ui)) <= page.h)
        advice(ui, page, id, Icon::phone, text);
}

}  // namespace

void draw_asking(Ui& ui, const View& view, const State& state) {
    Rect page = app::begin_page(ui, view, "asking", ui.text("asking.title"), Navigation::back_and_home);
    page.take_top(page.h * 0.2F);
    page.take_top(app::draw_mark(ui, page, Icon::clock, Tone::calm, Align::center), ui.px(44));
    page.take_top(
        ui.heading("asking.heading", page, ui.text("asking.title"), TextStyle::display, Align::center),
        ui.px(16));
    ui.paragraph("asking.lead", page, ui.text(state.by_card ? "asking.lead" : "asking.lead_code"),
                 TextStyle::heading, Align::center, ui.theme().ink_soft);
}

void draw_nothing_to_show(Ui& ui, const View& view) {
    Rect page = begin(ui, view,
                      {"nothing_to_show", Icon::document, Tone::calm, ui.text("nothing_to_show.title"),
                       ui.text("nothing_to_show.lead")});
    const Rect action = app::take_actions(ui, page);
    if (ui.button("nothing_to_show.ticket", action, ui.text("nothing_to_show.ticket"), ButtonStyle::primary,
                  Icon::ticket))
        view.emit(app::ShowTicketInfo{});
    advice(ui, page, "nothing_to_show.do", Icon::window,
           ui.locale().format("nothing_to_show.do", view.window_place(ui)), Tone::calm);
    advice(ui, page, "nothing_to_show.bring", Icon::card, ui.text("nothing_to_show.bring"));
    phone(ui, view, page, "nothing_to_show.phone");
}

void draw_locked(Ui& ui, const View& view, const Locked& locked) {
    const uint64_t left = locked.until_ms > view.now_ms ? locked.until_ms - view.now_ms : 0;
    // On the minute after, so that the time that is shown is never too early.
    const auto until = view.wall + std::chrono::milliseconds(left) + std::chrono::seconds(59);
    const auto lead = ui.locale().format(
        "locked.lead",
        Place{"time", ui.locale().clock_time(std::chrono::floor<std::chrono::milliseconds>(until))});
    Rect page = begin(ui, view, {"locked", Icon::clock, Tone::warning, ui.text("locked.title"), lead});
    if (view.state.reader_usable)
        advice(ui, page, "locked.card", Icon::card, ui.text("locked.card"), Tone::calm);
    advice(ui, page, "locked.do", Icon::window, ui.locale().format("locked.do", view.window_place(ui)));
    phone(ui, view, page, "locked.phone");
}

void draw_office_unreachable(Ui& ui, const View& view) {
    Rect page = begin(ui, view,
                      {"office_unreachable", Icon::retry, Tone::warning, ui.text("office_unreachable.title"),
                       ui.text("office_unreachable.lead")});
    const Rect action = app::take_actions(ui, page);
    if (ui.button("office_unreachable.retry", action, ui.text("office_unreachable.retry"),
                  ButtonStyle::primary, Icon::retry))
        view.emit(Event{Retry{}});
    advice(ui, page, "office_unreachable.do", Icon::window,
           ui.locale().format("office_unreachable.do", view.window_place(ui)), Tone::calm);
    advice(ui, page, "office_unreachable.works", Icon::ticket, ui.text("office_unreachable.works"));
    phone(ui, view, page, "office_unreachable.phone");
}

}  // namespace lobby::kiosk::lookup
