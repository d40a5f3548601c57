#include "kiosk/app/chrome.hpp"

#include <algorithm>

namespace lobby::kiosk::app {

using ui::Align;
using ui::ButtonStyle;
using ui::Icon;
using ui::Rect;
using ui::TextStyle;
using ui::Tone;
using ui::Ui;

namespace {

// Chinese text is set without spaces between digits and characters; settings files often have them
// (between the number of a window and its word).
std::string closed_up(const std::string& text) {
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        const bool before = i > 0 && static_cast<unsigned char>(text[i - 1]) >= 0x80;
        const bool after = i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0x80;
        if (text[i] != ' ' || !(before || after)) out += text[i];
    }
    return out;
}

}  // namespace

std::string in_language(const Ui& ui, const std::string& zh, const std::string& en) {
    const bool english = ui.locale().language() == "en";
    if (english && !en.empty()) return en;
    return zh.empty() ? en : closed_up(zh);
}

std::string View::window_name(const Ui& ui) const {
    const bool english = ui.locale().language() == "en";
    const auto& name = english ? state.office.window_en : state.office.window_zh;
    if (name.empty()) return ui.text("window.fallback");
    return english ? name : closed_up(name);
}

std::string View::office_name(const Ui& ui) const {
    const auto& name = ui.locale().language() == "en" ? state.office.name_en : state.office.name_zh;
    return name.empty() ? ui.text("header.office_unnamed") : name;
}

namespace {

constexpr float navigation_height = 148;
constexpr float navigation_button = 108;

float navigation_width(const Ui& ui) {
    return ui.px(ui.landscape() ? 248 : 300);
}

void draw_header(Ui& ui, const View& view, Rect bar) {
    const auto& theme = ui.theme();
    ui.fill(bar, theme.navy);
    ui.fill({bar.x, bar.bottom() - ui.px(6), bar.w, ui.px(6)}, theme.gold);
    const Rect inside = bar.inset(theme.margin(), 0);
    const float button_width = ui.px(200);
    const Rect button{inside.right() - button_width, bar.center_y() - ui.px(45), button_width, ui.px(84)};
    const std::string other = ui.locale().language() == "en" ? "zh_CN" : "en";
    if (ui.button("header.language", button, ui.text("language.switch"))) view.emit(ChooseLanguage{other});

    const auto name = view.office_name(ui);
    const float room = button.x - ui.px(24) - inside.x;
    const float height = bar.h - ui.px(6);
    const auto style = ui.largest_that_fits(name, room, height * 0.56F,
                                            {TextStyle::heading, TextStyle::body, TextStyle::small}, true);
    const float name_height = ui.text_height(name, room, style, true);
    const auto service = ui.text("header.service");
    const float service_height = ui.text_height(service, room, TextStyle::small);
    const bool both = name_height + service_height <= height;  // a long name takes both lines
    const float top = bar.y + (height - name_height - (both ? service_height : 0)) / 2;
    ui.heading("header.office", {inside.x, top, room, name_height}, name, style, Align::left, theme.on_dark);
    if (both)
        ui.paragraph("header.service", {inside.x, top + name_height, room, service_height}, service,
                     TextStyle::small, Align::left, theme.on_dark_soft);
}

void draw_navigation(Ui& ui, const View& view, Rect bar, Navigation navigation) {
    ui.fill({bar.x, bar.y, bar.w, ui.px(2)}, ui.theme().line);
    const float width = navigation_width(ui);
    const float height = ui.px(navigation_button);
    const Rect back{bar.x + ui.theme().margin(), bar.center_y() - height / 2, width, height};
    const Rect home{bar.right() - ui.theme().margin() - width, back.y, width, height};
    if (navigation == Navigation::back_and_home &&
        ui.button("nav.back", back, ui.text("nav.back"), ButtonStyle::secondary, Icon::back))
        view.emit(GoBack{});
    if (ui.button("nav.home", home, ui.text("nav.home"), ButtonStyle::secondary, Icon::home))
        view.emit(GoHome{});
}

}  // namespace

Rect begin_page(Ui& ui, const View& view, std::string_view id, std::string_view title,
                Navigation navigation) {
    Rect page = ui.begin_screen(id, title);
    draw_header(ui, view, page.take_top(ui.theme().bar_height()));
    if (navigation != Navigation::none)
        draw_navigation(ui, view, page.take_bottom(ui.px(navigation_height)), navigation);
    return page.inset(ui.theme().margin(), ui.px(ui.landscape() ? 30 : 48));
}

Rect take_actions(const Ui& ui, Rect& page) {
    if (!ui.landscape()) return page.take_bottom(ui.px(136), ui.px(32));
    const float bar = ui.px(navigation_height);
    const float height = ui.px(navigation_button);
    const float left = ui.theme().margin() + navigation_width(ui) + ui.px(40);
    return {left, ui.screen().bottom() - (bar + height) / 2, ui.screen().w - 2 * left, height};
}

float draw_mark(Ui& ui, const Rect& page, Icon icon, Tone tone, Align align) {
    const float size = ui.px(ui.landscape() ? 130 : 176);
    const Rect circle{align == Align::center ? page.center_x() - size / 2 : page.x, page.y, size, size};
    const auto colors = ui.theme().tone(tone);
    ui.fill(circle, colors.line, size / 2);
    ui.fill(circle.inset(ui.px(3)), colors.surface, size / 2);
    ui.icon(circle.inset(size * 0.24F), icon, colors.ink);
    return size;
}

void draw_marked_heading(Ui& ui, Rect& page, const std::string& screen_id, Icon icon, Tone tone,
                         const std::string& title) {
    Rect head = page;
    const float mark = draw_mark(ui, head, icon, tone, Align::left);
    head.take_left(mark, ui.px(36));
    const float height = ui.text_height(title, head.w, TextStyle::title, true);
    ui.heading(screen_id + ".heading", {head.x, head.y + std::max(0.0F, (mark - height) / 2), head.w, height},
               title);
    page.take_top(std::max(mark, height), ui.px(ui.landscape() ? 24 : 44));
}

TextStyle lead_style(const Ui& ui, float width, std::string_view lead) {
    if (!ui.landscape()) return TextStyle::heading;
    return ui.largest_that_fits(lead, width, 1.5F * ui.theme().text_size(TextStyle::heading),
                                {TextStyle::heading, TextStyle::body});
}

TextStyle advice_style(const Ui& ui) {
    return ui.landscape() ? TextStyle::body : TextStyle::heading;
}

Rect begin_trouble(Ui& ui, const View& view, const Trouble& trouble) {
    const std::string id = trouble.id;
    Rect page = begin_page(ui, view, id, trouble.title, Navigation::back_and_home);
    draw_marked_heading(ui, page, id, trouble.icon, trouble.tone, trouble.title);
    page.take_top(ui.paragraph(id + ".lead", page, trouble.lead, lead_style(ui, page.w, trouble.lead)),
                  ui.px(ui.landscape() ? 28 : 48));
    return page;
}

void advice(Ui& ui, Rect& page, const char* id, Icon icon, const std::string& text, Tone tone) {
    page.take_top(ui.banner(id, page, tone, icon, text, advice_style(ui)), ui.px(28));
}

void advise_phone(Ui& ui, const View& view, Rect& page, const char* id) {
    if (view.state.office.phone.empty()) return;
    const auto text = ui.locale().format("help.phone", ui::Place{"phone", view.state.office.phone});
    if (ui.banner_height(page.w, text, advice_style(ui)) <= page.h) advice(ui, page, id, Icon::phone, text);
}

void draw_moment(Ui& ui, const View& view, const char* id, const std::string& title,
                 const std::string& lead) {
    const std::string name = id;
    Rect page = begin_page(ui, view, name, title, Navigation::back_and_home);
    page.take_top(page.h * 0.2F);
    page.take_top(draw_mark(ui, page, Icon::clock, Tone::calm, Align::center), ui.px(44));
    page.take_top(ui.heading(name + ".heading", page, title, TextStyle::display, Align::center), ui.px(16));
    ui.paragraph(name + ".lead", page, lead, TextStyle::heading, Align::center, ui.theme().ink_soft);
}

void draw_time_warning(Ui& ui, const View& view) {
    if (!view.state.warning_until_ms) return;
    const float width = std::min(ui.screen().w - 2 * ui.theme().margin(), ui.px(960));
    Rect box = ui.begin_dialog("time_warning", ui.text("time_warning.title"), width, ui.px(800));
    const int left = warning_seconds_left(view.state, view.now_ms);
    const int all = static_cast<int>((view.warning_all_ms + 999) / 1000);
    box.take_top(ui.heading("time_warning.heading", box, ui.text("time_warning.title"), TextStyle::title,
                            Align::center),
                 ui.px(16));
    box.take_top(
        ui.paragraph("time_warning.lead", box, ui.text("time_warning.lead"), TextStyle::body, Align::center),
        ui.px(28));
    Rect buttons = box.take_bottom(ui.px(140));
    const Rect ring = box.take_bottom(box.h - ui.px(28), ui.px(28));
    ui.countdown("time_warning.seconds", ring, ui.text("time_warning.seconds"), left, all);
    const Rect finish = buttons.take_left(buttons.w * 0.4F, ui.px(28));
    if (ui.button("time_warning.finish", finish, ui.text("time_warning.finish"))) view.emit(Finish{});
    if (ui.button("time_warning.more", buttons, ui.text("time_warning.more"), ButtonStyle::primary,
                  Icon::clock))
        view.emit(MoreTime{});
}

}  // namespace lobby::kiosk::app
