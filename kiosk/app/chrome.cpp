#include "kiosk/app/chrome.hpp"

#include <algorithm>

namespace lobby::kiosk::app {

using ui::Align;
using ui::ButtonStyle;
using ui::Icon;
using ui::Rect;
using ui::TextStyle;
using ui::Ui;

std::string View::window_name(const Ui& ui) const {
    const auto& name = ui.locale().language() == "en" ? state.office.window_en : state.office.window_zh;
    return name.empty() ? ui.text("window.fallback") : name;
}

std::string View::office_name(const Ui& ui) const {
    const auto& name = ui.locale().language() == "en" ? state.office.name_en : state.office.name_zh;
    return name.empty() ? ui.text("header.office_unnamed") : name;
}

namespace {

void draw_header(Ui& ui, const View& view, Rect bar) {
    const auto& theme = ui.theme();
    ui.fill(bar, theme.navy);
    ui.fill({bar.x, bar.bottom() - ui.px(6), bar.w, ui.px(6)}, theme.gold);
    Rect inside = bar.inset(theme.margin(), 0);
    const float button_width = ui.px(190);
    const Rect button{inside.right() - button_width, bar.center_y() - ui.px(42), button_width, ui.px(78)};
    const auto label = ui.text("language.switch");
    const std::string other = ui.locale().language() == "en" ? "zh_CN" : "en";
    if (ui.button("header.language", button, label, ButtonStyle::secondary)) view.emit(ChooseLanguage{other});
    const auto name = view.office_name(ui);
    const float room = button.x - ui.px(24) - inside.x;
    const bool fits = ui.text_width(name, TextStyle::heading, true) <= room;
    ui.line({inside.x, bar.y, room, bar.h - ui.px(6)}, name, fits ? TextStyle::heading : TextStyle::small,
            Align::left, theme.on_dark, true);
}

void draw_navigation(Ui& ui, const View& view, Rect bar, Navigation navigation) {
    ui.fill({bar.x, bar.y, bar.w, ui.px(2)}, ui.theme().line);
    const float width = std::min(ui.px(300), (bar.w - 3 * ui.theme().margin()) / 2);
    const float height = ui.px(104);
    const Rect back{bar.x + ui.theme().margin(), bar.center_y() - height / 2, width, height};
    const Rect home{bar.right() - ui.theme().margin() - width, back.y, width, height};
    if (navigation == Navigation::back_and_home &&
        ui.button("nav.back", back, ui.text("nav.back"), ButtonStyle::secondary, Icon::back))
        view.emit(lookup::Event{lookup::Back{}});
    if (navigation != Navigation::none &&
        ui.button("nav.home", home, ui.text("nav.home"), ButtonStyle::secondary, Icon::home))
        view.emit(GoHome{});
}

}  // namespace

Rect begin_page(Ui& ui, const View& view, std::string_view id, std::string_view title,
                Navigation navigation) {
    Rect page = ui.begin_screen(id, title);
    draw_header(ui, view, page.take_top(ui.theme().bar_height()));
    if (navigation != Navigation::none) draw_navigation(ui, view, page.take_bottom(ui.px(152)), navigation);
    return page.inset(ui.theme().margin(), ui.landscape() ? ui.px(40) : ui.px(56));
}

void draw_time_warning(Ui& ui, const View& view) {
    if (!view.state.warning_until_ms) return;
    const float width = std::min(ui.screen().w - 2 * ui.theme().margin(), ui.px(920));
    Rect box = ui.begin_dialog("time_warning", ui.text("time_warning.title"), width, ui.px(760));
    const int left = warning_seconds_left(view.state, view.now_ms);
    const int all = static_cast<int>((view.warning_all_ms + 999) / 1000);
    const float title = ui.heading("time_warning.heading", box, ui.text("time_warning.title"),
                                   TextStyle::title, Align::center);
    box.take_top(title, ui.px(16));
    const float lead =
        ui.paragraph("time_warning.lead", box, ui.text("time_warning.lead"), TextStyle::body, Align::center);
    box.take_top(lead, ui.px(28));
    Rect buttons = box.take_bottom(ui.px(132));
    const Rect ring = box.take_bottom(box.h - ui.px(28), ui.px(28));
    ui.countdown("time_warning.seconds", ring, left, all);
    const Rect finish = buttons.take_left(buttons.w * 0.38F, ui.px(28));
    if (ui.button("time_warning.finish", finish, ui.text("time_warning.finish"), ButtonStyle::secondary))
        view.emit(Finish{});
    if (ui.button("time_warning.more", buttons, ui.text("time_warning.more"), ButtonStyle::primary,
                  Icon::clock))
        view.emit(MoreTime{});
}

}  // namespace lobby::kiosk::app
