#include "kiosk/home/home_screen.hpp"

#include <algorithm>

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
    if (view.state.office.phone.empty()) return ui.locale().format("home.help_plain", view.window_place(ui));
    return ui.locale().format("home.help", view.window_place(ui), Place{"phone", view.state.office.phone});
}

struct Service {
    const char* id;
    Icon icon;
    std::string title;
    std::string subtitle;
    app::Event event;
};

std::vector<Service> services_of(const Ui& ui) {
    return {{"home.lookup", Icon::document, ui.text("home.lookup.title"), ui.text("home.lookup.subtitle"),
             app::StartLookup{}},
            {"home.ticket", Icon::ticket, ui.text("home.ticket.title"), ui.text("home.ticket.subtitle"),
             app::StartTickets{}},
            {"home.lawyer", Icon::lawyer, ui.text("home.lawyer.title"), ui.text("home.lawyer.subtitle"),
             app::StartLawyer{}}};
}

// What people come for is large: their case and a number. Where the screen is high the lawyers' tile, which
// few need, is lower.
std::vector<Rect> service_places(const Ui& ui, Rect page) {
    if (ui.landscape()) return page.columns(3, ui.theme().gap());
    const float gap = ui.px(32);
    const float small = (page.h - 2 * gap) * 0.24F;
    const Rect last = page.take_bottom(small, gap);
    auto places = page.rows(2, gap);
    places.push_back(last);
    return places;
}

void draw_services(Ui& ui, const View& view, const std::vector<Rect>& places) {
    const auto services = services_of(ui);
    const float room = places[0].w - ui.px(48);
    const auto all_fit = [&](TextStyle style) {
        return std::all_of(services.begin(), services.end(), [&](const Service& service) {
            return ui.text_width(service.title, style, true) <= room;
        });
    };
    const TextStyle largest = all_fit(TextStyle::title)     ? TextStyle::title
                              : all_fit(TextStyle::heading) ? TextStyle::heading
                                                            : TextStyle::body;
    for (size_t i = 0; i < services.size(); ++i) {
        const auto& service = services[i];
        const auto style = i < 2 ? ButtonStyle::primary : ButtonStyle::secondary;
        if (ui.big_button(service.id, places[i], service.icon, service.title, service.subtitle, style, true,
                          largest))
            view.emit(service.event);
    }
}

// What is wanted less often, side by side.
void draw_small_services(Ui& ui, const View& view, const Rect& at) {
    const auto places = at.columns(3, ui.px(24));
    if (ui.button("home.my_ticket", places[0], ui.text("home.my_ticket"), ButtonStyle::secondary,
                  Icon::ticket))
        view.emit(app::StartMyTicket{});
    if (ui.button("home.rate", places[1], ui.text("home.rate"), ButtonStyle::secondary, Icon::face_good))
        view.emit(app::StartRating{});
    if (ui.button("home.call", places[2], ui.text("person.call"), ButtonStyle::secondary, Icon::bell))
        view.emit(app::CallHelp{"home"});
}

void draw_help_line(Ui& ui, const View& view, Rect at) {
    const std::string help = help_line(ui, view);
    const float mark = ui.px(48);
    const Rect picture = at.take_left(mark, ui.px(18));
    ui.icon({picture.x, at.center_y() - mark / 2, mark, mark}, Icon::phone, ui.theme().ink_soft);
    const float height = ui.text_height(help, at.w, TextStyle::small);
    ui.paragraph("home.help", {at.x, at.center_y() - height / 2, at.w, height}, help, TextStyle::small,
                 Align::left, ui.theme().ink_soft);
}

float help_line_height(const Ui& ui, const View& view, float width) {
    return std::max(ui.px(48), ui.text_height(help_line(ui, view), width - ui.px(48 + 18), TextStyle::small));
}

// Help and the small services: below each other where the screen is high, on one line where it is wide.
void draw_foot(Ui& ui, const View& view, Rect& page) {
    const float button = ui.px(108);
    if (!ui.landscape()) {
        draw_help_line(ui, view, page.take_bottom(help_line_height(ui, view, page.w), ui.px(26)));
        draw_small_services(ui, view, page.take_bottom(button, ui.px(32)));
        return;
    }
    const float left = page.w * 0.36F;
    Rect foot = page.take_bottom(std::max(button, help_line_height(ui, view, left)), ui.px(24));
    const Rect words = foot.take_left(left, ui.px(40));
    draw_help_line(ui, view, words);
    draw_small_services(ui, view, {foot.x, foot.center_y() - button / 2, foot.w, button});
}

void draw_greeting(Ui& ui, const View& view, Rect& page) {
    const float size = ui.px(ui.landscape() ? 160 : 216);
    Rect band = page.take_top(size, ui.px(ui.landscape() ? 28 : 44));
    const Rect cup{band.right() - size, band.y, size, size};
    ui.fill(cup, ui.theme().tone(Tone::warning).surface, size / 2);
    ui.icon(cup.inset(size * 0.22F), Icon::tea, ui.theme().red);
    band.w -= size + ui.px(24);
    const auto words = greeting(ui, view.wall);
    const auto lead = ui.text("home.lead");
    const auto lead_style = ui.largest_that_fits(
        lead, band.w, 1.5F * ui.theme().text_size(TextStyle::heading), {TextStyle::heading, TextStyle::body});
    const float lead_height = ui.text_height(lead, band.w, lead_style);
    const auto style = ui.largest_that_fits(words, band.w, band.h - lead_height,
                                            {TextStyle::display, TextStyle::title, TextStyle::heading}, true);
    const float height = ui.text_height(words, band.w, style, true);
    band.y += (band.h - height - lead_height) / 2;
    band.take_top(ui.heading("home.greeting", band, words, style));
    ui.paragraph("home.lead", band, lead, lead_style, Align::left, ui.theme().ink_soft);
}

struct Notice {
    const char* key;
    Tone tone;
    Icon icon;
};

// One line at a time: what matters most now.
Notice notice_of(const app::State& state) {
    if (state.card_present) return {"home.card_left", Tone::warning, Icon::card};
    if (!state.office_reachable) return {"home.office_away", Tone::warning, Icon::info};
    if (state.reader_reported && !state.reader_usable) return {"home.reader_away", Tone::calm, Icon::digits};
    return {"home.card_hint", Tone::calm, Icon::card};
}

}  // namespace

void draw_home(Ui& ui, const View& view) {
    Rect page = app::begin_page(ui, view, "home", ui.text("home.title"), Navigation::none);
    draw_greeting(ui, view, page);
    draw_foot(ui, view, page);
    const Notice notice = notice_of(view.state);
    const std::string words = ui.text(notice.key);
    const Rect strip = page.take_bottom(ui.banner_height(page.w, words), ui.px(ui.landscape() ? 28 : 40));
    ui.banner("home.notice", strip, notice.tone, notice.icon, words);
    draw_services(ui, view, service_places(ui, page));
}

void draw_goodbye(Ui& ui, const View& view, const app::Goodbye& goodbye) {
    Rect page = app::begin_page(ui, view, "goodbye", ui.text("goodbye.title"), Navigation::home_only);
    page.take_top(page.h * (ui.landscape() ? 0.04F : 0.16F));
    page.take_top(app::draw_mark(ui, page, Icon::check, Tone::good, Align::center), ui.px(40));
    page.take_top(
        ui.heading("goodbye.heading", page, ui.text("goodbye.title"), TextStyle::display, Align::center),
        ui.px(12));
    page.take_top(ui.paragraph("goodbye.lead", page, ui.text("goodbye.lead"), TextStyle::heading,
                               Align::center, ui.theme().ink_soft),
                  ui.px(48));
    if (goodbye.take_card)
        page.take_top(ui.banner("goodbye.take_card", page, Tone::warning, Icon::card,
                                ui.text("goodbye.take_card"), TextStyle::heading),
                      ui.px(28));
    if (goodbye.to_chairs)
        page.take_top(ui.banner("goodbye.to_chairs", page, Tone::calm, Icon::chair,
                                ui.text("goodbye.to_chairs"), TextStyle::heading),
                      ui.px(28));
    if (goodbye.to_window)
        ui.banner("goodbye.to_window", page, Tone::calm, Icon::window,
                  ui.locale().format("goodbye.to_window", view.window_place(ui)), TextStyle::heading);
}

}  // namespace lobby::kiosk::home
