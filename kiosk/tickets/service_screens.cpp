// What the hall does, and who goes first in it.
#include <algorithm>

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

struct Notice {
    Tone tone;
    Icon icon;
    std::string text;
};

Notice first_notice(const Ui& ui, const View& view, const State& state) {
    const auto& words = ui.locale();
    const auto years = std::to_string(view.state.hall.elderly_from);
    if (state.precedence_by_card)
        return {Tone::good, Icon::check, words.format("services.card_first", Place{"years", years})};
    const auto who = precedence_name(words, state.precedence, view.state.hall.elderly_from);
    return {Tone::good, Icon::check, words.format("services.first", Place{"who", who})};
}

// One line at a time: what matters most for the number that is about to be taken.
Notice notice_of(const Ui& ui, const View& view, const State& state) {
    const auto& words = ui.locale();
    if (state.card_problem)
        return {Tone::warning, Icon::card, words.text(card_problem_key(*state.card_problem))};
    if (!state.open.empty())
        return {Tone::calm, Icon::ticket,
                words.format("services.you_have", Place{"number", api::text_of(state.open.front().number)})};
    if (state.appointment)
        return {Tone::good, Icon::clock,
                words.format("services.appointment", Place{"time", words.clock_time(*state.appointment)})};
    if (state.precedence != api::Precedence::ordinary) return first_notice(ui, view, state);
    if (state.card) return {Tone::good, Icon::card, words.text("services.card_known")};
    if (state.reader.card_present && state.reader.card_stale)
        return {Tone::warning, Icon::card, words.text("services.card_lift")};
    if (state.reader.card_present) return {Tone::calm, Icon::card, words.text("services.card_reading")};
    if (!view.state.hall.live) return {Tone::warning, Icon::info, words.text("services.away")};
    if (!state.reader.usable) return {Tone::calm, Icon::info, words.text("services.reader_away")};
    return {Tone::calm, Icon::card, words.text("services.card_hint")};
}

// All alike: as high as the one that says most, and in one size of title.
float list_of_services(Ui& ui, const View& view, const State& state, const Rect& list) {
    const auto& services = view.state.hall.services;
    const bool first = state.precedence != api::Precedence::ordinary;
    const int columns = ui.landscape() ? 2 : 1;
    const int count = static_cast<int>(services.size());
    const int rows = std::max(1, (count + columns - 1) / columns);
    const float gap = ui.px(20);
    const float width = list.columns(columns, gap)[0].w;
    float high = (list.h - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows);
    high = std::clamp(high, ui.px(136), ui.px(206));
    TextStyle title_style = TextStyle::heading;
    for (const auto& service : services) {
        const auto name = name_of(ui, service.name);
        if (ui.text_width(name, title_style, true) > ui.letter_tile_room(width))
            title_style = TextStyle::body;
        high = std::max(high, ui.letter_tile_height(width, name, service_words(ui, view, service, first)));
    }
    for (int i = 0; i < count; ++i) {
        const auto& service = services[static_cast<size_t>(i)];
        const int line = i / columns;
        const Rect row{list.x, list.y + static_cast<float>(line) * (high + gap), list.w, high};
        const Rect at = row.columns(columns, gap)[static_cast<size_t>(i % columns)];
        if (ui.letter_tile("services.item." + service.id, at, service.prefix, name_of(ui, service.name),
                           service_words(ui, view, service, first), service.state == ServiceState::open,
                           title_style))
            view.emit(Event{WantService{service.id}});
    }
    return static_cast<float>(rows) * (high + gap) - gap;
}

}  // namespace

void draw_services(Ui& ui, const View& view, const State& state) {
    Rect page = app::begin_page(ui, view, "services", ui.text("services.title"), Navigation::back_and_home);
    Rect buttons = app::take_actions(ui, page);
    const Rect mine = buttons.take_left(buttons.w * 0.42F, ui.px(28));
    if (ui.button("services.my_ticket", mine, ui.text("services.my_ticket"), ButtonStyle::secondary,
                  Icon::ticket))
        view.emit(Event{WantMyTicket{}});
    if (ui.button("services.go_first", buttons, ui.text("services.go_first"), ButtonStyle::secondary,
                  Icon::person))
        view.emit(Event{WantPrecedence{}});

    const auto title = ui.text("services.title");
    const auto lead = ui.text("services.lead");
    const float line = ui.heading("services.heading", page, title);
    const float beside = page.w - ui.text_width(title, TextStyle::title, true) - ui.px(40);
    if (ui.landscape() && ui.text_width(lead, TextStyle::body) < beside) {
        const float height = ui.text_height(lead, beside, TextStyle::body);
        ui.paragraph("services.lead", {page.right() - beside, page.y + (line - height) / 2, beside, height},
                     lead, TextStyle::body, Align::right, ui.theme().ink_soft);
        page.take_top(line, ui.px(16));
    } else if (ui.landscape()) {  // low and narrow: the list needs the room
        page.take_top(line, ui.px(16));
    } else {
        page.take_top(line, ui.px(4));
        page.take_top(
            ui.paragraph("services.lead", page, lead, TextStyle::body, Align::left, ui.theme().ink_soft),
            ui.px(24));
    }
    const Notice notice = notice_of(ui, view, state);
    page.take_top(ui.banner("services.notice", page, notice.tone, notice.icon, notice.text),
                  ui.px(ui.landscape() ? 22 : 32));
    ui.scroll_area("services.list", page, [&](Rect list) { return list_of_services(ui, view, state, list); });
}

void draw_precedences(Ui& ui, const View& view, const State& state) {
    Rect page =
        app::begin_page(ui, view, "precedences", ui.text("precedences.title"), Navigation::back_and_home);
    const Rect none = app::take_actions(ui, page);
    if (ui.button("precedences.none", none, ui.text("precedences.none"), ButtonStyle::secondary))
        view.emit(Event{ChoosePrecedence{api::Precedence::ordinary}});
    page.take_top(ui.heading("precedences.heading", page, ui.text("precedences.title")), ui.px(8));
    page.take_top(ui.paragraph("precedences.lead", page, ui.text("precedences.lead"), TextStyle::body,
                               Align::left, ui.theme().ink_soft),
                  ui.px(36));
    const auto& hall = view.state.hall;
    const int columns = ui.landscape() ? 2 : 1;
    const int count = static_cast<int>(hall.offered.size());
    const int rows = std::max(1, (count + columns - 1) / columns);
    const float gap = ui.px(24);
    const float high = std::clamp((page.h - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows),
                                  ui.px(96), ui.px(170));
    for (int i = 0; i < count; ++i) {
        const auto precedence = hall.offered[static_cast<size_t>(i)];
        const int line = i / columns;
        const Rect row{page.x, page.y + static_cast<float>(line) * (high + gap), page.w, high};
        const Rect at = row.columns(columns, gap)[static_cast<size_t>(i % columns)];
        const std::string id = "precedences." + std::string(api::word_of(precedence));
        const bool chosen = state.precedence == precedence;
        if (ui.choice(id, at, Icon::none, precedence_name(ui.locale(), precedence, hall.elderly_from),
                      chosen))
            view.emit(Event{ChoosePrecedence{precedence}});
    }
}

}  // namespace lobby::kiosk::tickets
