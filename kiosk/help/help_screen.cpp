#include "kiosk/help/help_screen.hpp"

#include "kiosk/app/chrome.hpp"

namespace lobby::kiosk::help {

using app::View;
using ui::ButtonStyle;
using ui::Icon;
using ui::Rect;
using ui::Tone;
using ui::Ui;

namespace {

void close_button(Ui& ui, const View& view, const Rect& at) {
    if (ui.button("person.close", at, ui.text("person.close"), ButtonStyle::primary, Icon::check))
        view.emit(Event{Close{}});
}

void draw_told(Ui& ui, const View& view) {
    Rect page = app::begin_trouble(ui, view,
                                   {"person_told", Icon::bell, Tone::good, ui.text("person.told.title"),
                                    ui.locale().format("person.told.lead", view.window_place(ui))});
    close_button(ui, view, app::take_actions(ui, page));
    app::advice(ui, page, "person.tea", Icon::tea, ui.text("person.tea"), Tone::warning);
    app::advise_phone(ui, view, page, "person.phone");
}

void draw_not_told(Ui& ui, const View& view, bool kept) {
    Rect page = app::begin_trouble(ui, view,
                                   {kept ? "person_kept" : "person_not_called", Icon::warning, Tone::warning,
                                    ui.text(kept ? "person.kept.title" : "person.not_called.title"),
                                    ui.text(kept ? "person.kept.lead" : "person.not_called.lead")});
    Rect buttons = app::take_actions(ui, page);
    if (!kept) {
        const Rect again = buttons.take_left(buttons.w * 0.46F, ui.px(28));
        if (ui.button("person.again", again, ui.text("person.again"), ButtonStyle::secondary, Icon::retry))
            view.emit(Event{Again{}});
    }
    close_button(ui, view, buttons);
    app::advice(ui, page, "person.do", Icon::window,
                ui.locale().format("person.kept.do", view.window_place(ui)), Tone::calm);
    app::advise_phone(ui, view, page, "person.phone");
    if (kept && ui.banner_height(page.w, ui.text("person.kept.later"), app::advice_style(ui)) <= page.h)
        app::advice(ui, page, "person.later", Icon::info, ui.text("person.kept.later"));
}

}  // namespace

void draw(Ui& ui, const View& view, const State& state) {
    if (!state.reached)
        app::draw_moment(ui, view, "person_calling", ui.text("person.calling.title"),
                         ui.text("person.calling.lead"));
    else if (*state.reached == Reached::told)
        draw_told(ui, view);
    else
        draw_not_told(ui, view, *state.reached == Reached::kept);
}

}  // namespace lobby::kiosk::help
