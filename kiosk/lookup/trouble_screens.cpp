// When there is nothing to show, or not now: what happened, what still works, what to do.
#include "kiosk/app/chrome.hpp"
#include "kiosk/lookup/lookup_screens.hpp"

namespace lobby::kiosk::lookup {

using app::View;
using ui::ButtonStyle;
using ui::Icon;
using ui::Place;
using ui::Rect;
using ui::Tone;
using ui::Ui;

void draw_asking(Ui& ui, const View& view, const State& state) {
    app::draw_moment(ui, view, "asking", ui.text("asking.title"),
                     ui.text(state.by_card ? "asking.lead" : "asking.lead_code"));
}

void draw_nothing_to_show(Ui& ui, const View& view) {
    Rect page = app::begin_trouble(ui, view,
                                   {"nothing_to_show", Icon::document, Tone::calm,
                                    ui.text("nothing_to_show.title"), ui.text("nothing_to_show.lead")});
    const Rect action = app::take_actions(ui, page);
    if (ui.button("nothing_to_show.ticket", action, ui.text("nothing_to_show.ticket"), ButtonStyle::primary,
                  Icon::ticket))
        view.emit(app::StartTickets{});
    app::advice(ui, page, "nothing_to_show.do", Icon::window,
                ui.locale().format("nothing_to_show.do", view.window_place(ui)), Tone::calm);
    app::advice(ui, page, "nothing_to_show.bring", Icon::card, ui.text("nothing_to_show.bring"));
    app::advise_phone(ui, view, page, "nothing_to_show.phone");
}

void draw_locked(Ui& ui, const View& view, const Locked& locked) {
    const uint64_t left = locked.until_ms > view.now_ms ? locked.until_ms - view.now_ms : 0;
    // On the minute after, so that the time that is shown is never too early.
    const auto until = view.wall + std::chrono::milliseconds(left) + std::chrono::seconds(59);
    const auto lead = ui.locale().format(
        "locked.lead",
        Place{"time", ui.locale().clock_time(std::chrono::floor<std::chrono::milliseconds>(until))});
    Rect page =
        app::begin_trouble(ui, view, {"locked", Icon::clock, Tone::warning, ui.text("locked.title"), lead});
    if (view.state.reader_usable)
        app::advice(ui, page, "locked.card", Icon::card, ui.text("locked.card"), Tone::calm);
    app::advice(ui, page, "locked.do", Icon::window, ui.locale().format("locked.do", view.window_place(ui)));
    app::advise_phone(ui, view, page, "locked.phone");
}

namespace {

void offer_retry(Ui& ui, const View& view, Rect& page) {
    const Rect action = app::take_actions(ui, page);
    if (ui.button("office_unreachable.retry", action, ui.text("office_unreachable.retry"),
                  ButtonStyle::primary, Icon::retry))
        view.emit(Event{Retry{}});
}

const char* lead_of(const OfficeUnreachable& away) {
    return away.why == AskError::records_too_old ? "office_unreachable.too_old" : "office_unreachable.lead";
}

}  // namespace

void draw_office_unreachable(Ui& ui, const View& view, const OfficeUnreachable& away) {
    Rect page = app::begin_trouble(ui, view,
                                   {"office_unreachable", Icon::retry, Tone::warning,
                                    ui.text("office_unreachable.title"), ui.text(lead_of(away))});
    offer_retry(ui, view, page);
    if (away.why == AskError::card_would_do && view.state.reader_usable)
        app::advice(ui, page, "office_unreachable.card", Icon::card, ui.text("office_unreachable.card"),
                    Tone::calm);
    app::advice(ui, page, "office_unreachable.do", Icon::window,
                ui.locale().format("office_unreachable.do", view.window_place(ui)), Tone::calm);
    app::advice(ui, page, "office_unreachable.works", Icon::ticket, ui.text("office_unreachable.works"));
    app::advise_phone(ui, view, page, "office_unreachable.phone");
}

void draw_nothing_in_records(Ui& ui, const View& view, const NothingInRecords& nothing) {
    const auto& words = ui.locale();
    const auto lead =
        words.format("nothing_in_records.lead", Place{"date", words.date(office_date(nothing.as_of))},
                     Place{"time", words.clock_time(nothing.as_of)});
    Rect page = app::begin_trouble(
        ui, view,
        {"nothing_in_records", Icon::retry, Tone::warning, ui.text("nothing_in_records.title"), lead});
    offer_retry(ui, view, page);
    app::advice(ui, page, "nothing_in_records.do", Icon::window,
                words.format("nothing_in_records.do", view.window_place(ui)), Tone::calm);
    app::advice(ui, page, "nothing_in_records.bring", Icon::card, ui.text("nothing_to_show.bring"));
    app::advise_phone(ui, view, page, "nothing_in_records.phone");
}

}  // namespace lobby::kiosk::lookup
