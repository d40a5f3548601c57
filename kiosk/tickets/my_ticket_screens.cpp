// Finding a ticket again: by its number or by the card that took it.
#include <array>
#include <string_view>

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

// The letters with which numbers begin here; empty: not known, so any.
std::string first_letters(const View& view) {
    std::string letters;
    for (const auto& service : view.state.hall.services) letters += service.prefix;
    return letters;
}

std::optional<char> draw_keys(Ui& ui, const View& view, const std::string& typed, const Rect& at) {
    if (typed.size() >= number_letters) return ui.keypad("number.key", at, false);
    return ui.letters("number.key", at, typed.empty() ? first_letters(view) : std::string());
}

Tone tone_of(TicketStanding standing) {
    if (standing == TicketStanding::called) return Tone::warning;
    return is_open(standing) ? Tone::calm : Tone::good;
}

}  // namespace

NumberTouch draw_number_entry(Ui& ui, const View& view, const NumberEntry& entry) {
    static constexpr std::array<int, 2> groups{2, 4};
    const std::string id = entry.id;
    Rect page = app::begin_page(ui, view, id, entry.title, Navigation::back_and_home);
    page.take_top(ui.heading(id + ".heading", page, entry.title), ui.px(16));
    const Rect confirm = app::take_actions(ui, page);
    Rect keys = page;
    Rect words = page;
    if (ui.landscape()) {
        words = keys.take_left(page.w * 0.46F, ui.px(56));
    } else {
        keys = words.take_bottom(std::min(ui.px(820), page.h * 0.6F), ui.px(32));
    }
    words.take_top(
        ui.paragraph(id + ".lead", words, entry.lead, TextStyle::body, Align::left, ui.theme().ink_soft),
        ui.px(32));
    ui.digit_field(id + ".field", words.take_top(ui.px(140), ui.px(28)), ui.text("my_ticket.field"),
                   entry.typed, groups, false);
    if (!entry.problem.empty())
        ui.banner(id + ".problem", words, Tone::trouble, Icon::warning, entry.problem);
    else
        ui.paragraph(id + ".letters", words, ui.text("my_ticket.letters"), TextStyle::small, Align::left,
                     ui.theme().ink_soft);
    NumberTouch touch;
    touch.key = draw_keys(ui, view, entry.typed, keys);
    touch.confirmed = ui.button(id + ".confirm", confirm, entry.confirm, ButtonStyle::primary);
    return touch;
}

void draw_my_ticket(Ui& ui, const View& view, const State& state, const MyTicket& entry) {
    NumberEntry shown;
    shown.id = "my_ticket";
    shown.title = ui.text("my_ticket.title");
    shown.lead = ui.text(state.reader.usable ? "my_ticket.lead" : "my_ticket.lead_no_card");
    if (state.reader.card_present && state.reader.card_stale) shown.lead = ui.text("my_ticket.card_lift");
    if (entry.problem == EntryProblem::not_a_number) shown.problem = ui.text("my_ticket.not_a_number");
    if (entry.card_problem) shown.problem = ui.text(card_problem_key(*entry.card_problem));
    shown.typed = entry.typed;
    shown.confirm = ui.text("my_ticket.find");
    const NumberTouch touch = draw_number_entry(ui, view, shown);
    if (touch.key) view.emit(Event{Key{*touch.key}});
    if (touch.confirmed) view.emit(Event{Confirm{}});
}

void draw_mine(Ui& ui, const View& view, const State& state) {
    Rect page = app::begin_page(ui, view, "mine", ui.text("mine.title"), Navigation::back_and_home);
    page.take_top(ui.heading("mine.heading", page, ui.text("mine.title")), ui.px(8));
    page.take_top(ui.paragraph("mine.lead", page, ui.text("mine.lead"), TextStyle::body, Align::left,
                               ui.theme().ink_soft),
                  ui.px(32));
    const float gap = ui.px(24);
    ui.scroll_area("mine.list", page, [&](Rect list) {
        float y = list.y;
        for (size_t i = 0; i < state.found.size(); ++i) {
            const Ticket& ticket = state.found[i].ticket;
            const auto title = api::text_of(ticket.number);
            const auto service = name_of(ui, ticket.service);
            const auto badge = ui.text("standing." + std::string(api::word_of(ticket.position.standing)));
            const Rect at{list.x, y, list.w, ui.list_item_height(list.w, title, service, badge)};
            if (ui.list_item("mine.item." + std::to_string(i + 1), at, title, service, badge,
                             tone_of(ticket.position.standing)))
                view.emit(Event{OpenMine{i}});
            y += at.h + gap;
        }
        return y - gap - list.y;
    });
}

}  // namespace lobby::kiosk::tickets
