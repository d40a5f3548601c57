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

Rect begin(Ui& ui, const View& view, const char* id, const std::string& title, const std::string& lead,
           Tone tone, Icon icon) {
    Rect page = app::begin_page(ui, view, id, title, Navigation::back_and_home);
    page.take_top(ui.heading(std::string(id) + ".heading", page, title), ui.px(28));
    page.take_top(ui.banner(std::string(id) + ".lead", page, tone, icon, lead), ui.px(28));
    return page;
}

void advice(Ui& ui, Rect& page, const char* id, Icon icon, const std::string& text) {
    page.take_top(ui.banner(id, page, Tone::neutral, icon, text), ui.px(28));
}

}  // namespace

void draw_asking(Ui& ui, const View& view, const State& state) {
    Rect page = app::begin_page(ui, view, "asking", ui.text("asking.title"), Navigation::back_and_home);
    page.take_top(page.h * 0.22F);
    const float mark = ui.px(180);
    const Rect circle{page.center_x() - mark / 2, page.y, mark, mark};
    ui.fill(circle, ui.theme().navy_tint, mark / 2);
    ui.icon(circle.inset(mark * 0.24F), Icon::clock, ui.theme().navy);
    page.take_top(mark, ui.px(44));
    page.take_top(
        ui.heading("asking.heading", page, ui.text("asking.title"), TextStyle::title, Align::center),
        ui.px(20));
    ui.paragraph("asking.lead", page, ui.text(state.by_card ? "asking.lead" : "asking.lead_code"),
                 TextStyle::heading, Align::center, ui.theme().ink_soft);
}

void draw_nothing_to_show(Ui& ui, const View& view) {
    Rect page = begin(ui, view, "nothing_to_show", ui.text("nothing_to_show.title"),
                      ui.text("nothing_to_show.lead"), Tone::calm, Icon::info);
    advice(ui, page, "nothing_to_show.do", Icon::window,
           ui.locale().format("nothing_to_show.do", view.window_place(ui)));
    page.take_top(ui.paragraph("nothing_to_show.works", page, ui.text("nothing_to_show.works"),
                               TextStyle::body, Align::left, ui.theme().ink_soft),
                  ui.px(40));
    if (ui.button("nothing_to_show.ticket", page.take_top(ui.px(132)), ui.text("nothing_to_show.ticket"),
                  ButtonStyle::primary, Icon::ticket))
        view.emit(app::ShowTicketInfo{});
}

void draw_locked(Ui& ui, const View& view, const Locked& locked) {
    const uint64_t left = locked.until_ms > view.now_ms ? locked.until_ms - view.now_ms : 0;
    // On the minute after, so that the time that is shown is never too early.
    const auto until = view.wall + std::chrono::milliseconds(left) + std::chrono::seconds(59);
    const auto lead = ui.locale().format(
        "locked.lead",
        Place{"time", ui.locale().clock_time(std::chrono::floor<std::chrono::milliseconds>(until))});
    Rect page = begin(ui, view, "locked", ui.text("locked.title"), lead, Tone::warning, Icon::clock);
    if (view.state.reader_usable) {
        advice(ui, page, "locked.card", Icon::card, ui.text("locked.card"));
    }
    advice(ui, page, "locked.do", Icon::window, ui.locale().format("locked.do", view.window_place(ui)));
}

void draw_office_unreachable(Ui& ui, const View& view) {
    Rect page = begin(ui, view, "office_unreachable", ui.text("office_unreachable.title"),
                      ui.text("office_unreachable.lead"), Tone::warning, Icon::info);
    advice(ui, page, "office_unreachable.do", Icon::window,
           ui.locale().format("office_unreachable.do", view.window_place(ui)));
    page.take_top(ui.paragraph("office_unreachable.works", page, ui.text("office_unreachable.works"),
                               TextStyle::body, Align::left, ui.theme().ink_soft),
                  ui.px(40));
    if (ui.button("office_unreachable.retry", page.take_top(ui.px(140)), ui.text("office_unreachable.retry"),
                  ButtonStyle::primary, Icon::retry))
        view.emit(Event{Retry{}});
}

}  // namespace lobby::kiosk::lookup
