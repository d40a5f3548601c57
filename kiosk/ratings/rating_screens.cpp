#include "kiosk/ratings/rating_screens.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "kiosk/app/chrome.hpp"
#include "kiosk/tickets/ticket_screens.hpp"
#include "kiosk/tickets/ticket_words.hpp"

namespace lobby::kiosk::ratings {

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

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;  // clang 14 cannot deduce it by itself

void draw_which(Ui& ui, const View& view, const State& state, const WhichTicket& which) {
    tickets::NumberEntry shown;
    shown.id = "rate_which";
    shown.title = ui.text("rate_which.title");
    shown.lead = ui.text(state.reader.usable ? "rate_which.lead" : "rate_which.lead_no_card");
    if (state.reader.card_present && state.reader.card_stale) shown.lead = ui.text("my_ticket.card_lift");
    if (which.incomplete) shown.problem = ui.text("my_ticket.not_a_number");
    if (which.card_problem) shown.problem = ui.text(tickets::card_problem_key(*which.card_problem));
    shown.typed = which.typed;
    shown.confirm = ui.text("rate_which.next");
    const auto touch = tickets::draw_number_entry(ui, view, shown);
    if (touch.key) view.emit(Event{Key{*touch.key}});
    if (touch.confirmed) view.emit(Event{Confirm{}});
}

void draw_five(Ui& ui, const View& view, const Faces& faces, const Rect& at) {
    constexpr std::array<Icon, highest_score> icons{Icon::face_very_bad, Icon::face_bad, Icon::face_fair,
                                                    Icon::face_good, Icon::face_very_good};
    const auto cells = at.columns(highest_score, ui.px(18));
    for (int score = lowest_score; score <= highest_score; ++score) {
        const auto i = static_cast<size_t>(score - lowest_score);
        const auto id = "rate.face." + std::to_string(score);
        if (ui.choice(id, cells[i], icons[i], ui.text(fmt::format("rate.score.{}", score)),
                      faces.score == score))
            view.emit(Event{ChooseScore{score}});
    }
}

void draw_reasons(Ui& ui, const View& view, const Faces& faces, Rect at) {
    const auto reasons = reasons_for(faces.score);
    if (reasons.empty()) return;
    at.take_top(ui.heading("rate.why", at, ui.text("rate.why"), TextStyle::body), ui.px(18));
    const int columns = !ui.landscape() ? 2 : at.w > ui.px(1500) ? 5 : 3;
    const int count = static_cast<int>(reasons.size());
    const int rows = (count + columns - 1) / columns;
    const float gap = ui.px(18);
    const float high =
        std::min(ui.px(108), (at.h - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows));
    for (int i = 0; i < count; ++i) {
        const int line = i / columns;
        const Rect row{at.x, at.y + static_cast<float>(line) * (high + gap), at.w, high};
        const Rect cell = row.columns(columns, gap)[static_cast<size_t>(i % columns)];
        const auto reason = reasons[static_cast<size_t>(i)];
        const std::string word(api::word_of(reason));
        if (ui.choice("rate.reason." + word, cell, Icon::none, ui.text("reason." + word),
                      faces.reasons.contains(reason)))
            view.emit(Event{ToggleReason{reason}});
    }
}

void draw_faces(Ui& ui, const View& view, const Faces& faces) {
    Rect page = app::begin_page(ui, view, "rate", ui.text("rate.title"), Navigation::back_and_home);
    const Rect send = app::take_actions(ui, page);
    if (ui.button("rate.send", send, ui.text("rate.send"), ButtonStyle::primary, Icon::check,
                  faces.score != 0))
        view.emit(Event{Send{}});
    page.take_top(ui.heading("rate.heading", page, ui.text("rate.title")), ui.px(8));
    const float gap = ui.px(ui.landscape() ? 24 : 48);
    if (faces.not_kept) {
        page.take_top(
            ui.banner("rate.not_kept", page, Tone::trouble, Icon::warning, ui.text("rate.not_kept")), gap);
    } else {
        const auto lead = ui.locale().format("rate.lead", Place{"number", api::text_of(faces.number)},
                                             Place{"service", tickets::name_of(ui, faces.service)});
        page.take_top(
            ui.paragraph("rate.lead", page, lead, TextStyle::body, Align::left, ui.theme().ink_soft), gap);
    }
    const float high = !ui.landscape() ? 270 : faces.not_kept ? 190 : 230;
    draw_five(ui, view, faces, page.take_top(ui.px(high), ui.px(ui.landscape() ? 20 : 56)));
    draw_reasons(ui, view, faces, page);
}

void draw_thanks(Ui& ui, const View& view, const Thanks& thanks) {
    Rect page = app::begin_page(ui, view, "rated", ui.text("rated.title"), Navigation::home_only);
    const Rect finish = app::take_actions(ui, page);
    if (ui.button("rated.finish", finish, ui.text("nav.finish"), ButtonStyle::primary, Icon::check))
        view.emit(app::Finish{});
    page.take_top(page.h * (ui.landscape() ? 0.06F : 0.16F));
    page.take_top(app::draw_mark(ui, page, Icon::face_good, Tone::good, Align::center), ui.px(40));
    page.take_top(
        ui.heading("rated.heading", page, ui.text("rated.title"), TextStyle::display, Align::center),
        ui.px(12));
    page.take_top(ui.paragraph("rated.lead", page, ui.text("rated.lead"), TextStyle::heading, Align::center,
                               ui.theme().ink_soft),
                  ui.px(48));
    if (thanks.later) ui.banner("rated.later", page, Tone::calm, Icon::info, ui.text("rated.later"));
}

const char* word_of(NoRating reason) {
    switch (reason) {
        case NoRating::not_yet_called:
            return "not_yet_called";
        case NoRating::already_rated:
            return "already_rated";
        case NoRating::unknown:
            return "unknown";
        case NoRating::not_ready:
            break;
    }
    return "not_ready";
}

void draw_refused(Ui& ui, const View& view, const Refused& refused) {
    const char* word = word_of(refused.reason);
    const bool early = refused.reason == NoRating::not_yet_called;
    Rect page = app::begin_trouble(ui, view,
                                   {"rate_refused", early ? Icon::clock : Icon::info, Tone::calm,
                                    ui.text(fmt::format("rate_refused.{}.title", word)),
                                    ui.text(fmt::format("rate_refused.{}.lead", word))});
    const Rect action = app::take_actions(ui, page);
    if (ui.button("rate_refused.retry", action, ui.text("rate_refused.retry"), ButtonStyle::primary,
                  Icon::digits))
        view.emit(Event{Retry{}});
    app::advice(ui, page, "rate_refused.do", Icon::window,
                ui.locale().format("rate_refused.do", view.window_place(ui)));
    app::advise_phone(ui, view, page, "rate_refused.phone");
}

}  // namespace

void draw(Ui& ui, const View& view, const State& state) {
    std::visit(Overloaded{
                   [&](const WhichTicket& which) { draw_which(ui, view, state, which); },
                   [&](const Finding&) {
                       app::draw_moment(ui, view, "ticket_finding", ui.text("ticket_finding.title"),
                                        ui.text("ticket_finding.lead"));
                   },
                   [&](const Faces& faces) { draw_faces(ui, view, faces); },
                   [&](const Sending&) {
                       app::draw_moment(ui, view, "rate_sending", ui.text("rate_sending.title"),
                                        ui.text("rate_sending.lead"));
                   },
                   [&](const Thanks& thanks) { draw_thanks(ui, view, thanks); },
                   [&](const Refused& refused) { draw_refused(ui, view, refused); },
               },
               state.step);
}

}  // namespace lobby::kiosk::ratings
