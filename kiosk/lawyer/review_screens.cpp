// A time for reading the file: which are free, the booking, and why there is none.
#include <algorithm>

#include "base/qr/qr_code.hpp"
#include "kiosk/app/chrome.hpp"
#include "kiosk/lawyer/field_rows.hpp"
#include "kiosk/lawyer/lawyer_screens.hpp"
#include "kiosk/lawyer/lawyer_words.hpp"

namespace lobby::kiosk::lawyer {

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

std::string room_of(const Ui& ui, const std::string& zh, const std::string& en) {
    return app::in_language(ui, zh, en);
}

// The legal limit, counted: at once, otherwise within three working days.
std::string limit_words(const Ui& ui, const api::SlotsAnswer& slots) {
    const auto& words = ui.locale();
    if (!slots.arrange_by) return words.text("lawyer_slots.limit");
    const Place date{"date", words.date(*slots.arrange_by)};
    if (slots.working_days_left < 0) return words.format("lawyer_slots.limit_over", date);
    if (slots.working_days_left == 0) return words.format("lawyer_slots.limit_today", date);
    return words.format("lawyer_slots.limit_left", date,
                        Place{"days", std::to_string(slots.working_days_left)});
}

// Days side by side, as many rows as it takes. Gives the height.
float draw_days(Ui& ui, const View& view, const Rect& at, const std::vector<Date>& days, size_t chosen) {
    const float gap = ui.px(16);
    const int columns = !ui.landscape() ? 2 : at.w > ui.px(1300) ? 4 : 3;
    const float high = ui.px(124);
    float y = at.y;
    for (size_t i = 0; i < days.size(); ++i) {
        const auto column = i % static_cast<size_t>(columns);
        if (i > 0 && column == 0) y += high + gap;
        const Rect place = Rect{at.x, y, at.w, high}.columns(columns, gap)[column];
        if (ui.choice("lawyer_slots.day." + std::to_string(i + 1), place, Icon::none,
                      short_day_words(ui.locale(), days[i]), i == chosen))
            view.emit(Event{ChooseDay{i}});
    }
    return y + high - at.y;
}

// The free times of one day. Gives the height.
float draw_times(Ui& ui, const View& view, const Rect& at, const api::SlotsAnswer& slots, Date day) {
    const float gap = ui.px(16);
    float y = at.y;
    int number = 0;
    for (size_t i = 0; i < slots.slots.size(); ++i) {
        const auto& slot = slots.slots[i];
        if (office_date(slot.from) != day) continue;
        const auto title = from_until(ui.locale(), slot.from, slot.until);
        const auto room = room_of(ui, slot.room_zh, slot.room_en);
        const Rect place{at.x, y, at.w, ui.list_item_height(at.w, title, room, {})};
        if (ui.list_item("lawyer_slots.item." + std::to_string(++number), place, title, room, {}, Tone::calm))
            view.emit(Event{ChooseSlot{i}});
        y += place.h + gap;
    }
    return y - gap - at.y;
}

std::string when_words(const Ui& ui, WallTime from, WallTime until) {
    return ui.locale().format("lawyer.booking.when", Place{"day", day_words(ui.locale(), office_date(from))},
                              Place{"time", from_until(ui.locale(), from, until)});
}

Tone tone_of(const Paper& paper) {
    if (paper.state == tickets::PaperState::confirmed) return Tone::good;
    const bool calm =
        paper.state == tickets::PaperState::printing || paper.state == tickets::PaperState::none;
    return calm ? Tone::calm : Tone::warning;
}

// The legal limit, whether the file can be opened, and what has just happened.
void draw_rules(Ui& ui, Rect& at, const api::SlotsAnswer& slots, bool just_taken) {
    at.take_top(ui.paragraph("lawyer_slots.limit", at, limit_words(ui, slots), TextStyle::body, Align::left,
                             ui.theme().ink_soft),
                ui.px(20));
    if (just_taken)
        at.take_top(
            ui.banner("lawyer_slots.taken", at, Tone::warning, Icon::warning, ui.text("lawyer_slots.taken")),
            ui.px(20));
    at.take_top(
        ui.banner("lawyer_slots.file", at, slots.file_ready ? Tone::good : Tone::calm,
                  slots.file_ready ? Icon::check : Icon::clock,
                  ui.text(slots.file_ready ? "lawyer_slots.file_ready" : "lawyer_slots.file_not_ready")),
        ui.px(24));
}

void draw_cancel(Ui& ui, const View& view) {
    const Rect box =
        begin_question(ui, "lawyer_cancel", ui.text("lawyer_cancel.title"), ui.text("lawyer_cancel.lead"));
    const auto two = box.columns(2, ui.px(28));
    if (ui.button("lawyer_cancel.yes", two[0], ui.text("lawyer_cancel.yes")))
        view.emit(Event{ConfirmCancelBooking{}});
    if (ui.button("lawyer_cancel.no", two[1], ui.text("lawyer_cancel.no"), ButtonStyle::primary))
        view.emit(Event{Keep{}});
}

void draw_code(Ui& ui, const Rect& at, const std::string& id) {
    const auto code = qr_code(id);
    if (!code) return;
    const float side = std::min(at.h, std::min(at.w, ui.px(380)));
    ui.matrix("lawyer_booked.code", {at.center_x() - side / 2, at.y, side, side}, *code,
              ui.text("lawyer_booked.code"));
}

const char* trouble_key(NoReview reason) {
    switch (reason) {
        case NoReview::not_confirmed:
            return "lawyer_review_trouble.not_confirmed";
        case NoReview::none_free:
            return "lawyer_review_trouble.none_free";
        case NoReview::not_yours:
            return "lawyer_review_trouble.not_yours";
        case NoReview::not_known:
            return "lawyer_review_trouble.not_known";
        case NoReview::office_away:
            break;
    }
    return "lawyer_review_trouble.office_away";
}

}  // namespace

void draw_slots(Ui& ui, const View& view, const State& state, const Slots& slots) {
    const auto title = ui.text("lawyer_slots.title");
    Rect page = app::begin_page(ui, view, "lawyer_slots", title, Navigation::back_and_home);
    page.take_top(ui.heading("lawyer_slots.heading", page, title), ui.px(8));
    const auto days = days_of(state.slots);
    const size_t day = std::min(slots.day, days.empty() ? 0 : days.size() - 1);
    ui.scroll_area("lawyer_slots.list", page, [&](Rect at) {
        const float top = at.y;
        at.h = 1e6F;
        draw_rules(ui, at, state.slots, slots.just_taken);
        if (days.empty()) return at.y - top;
        at.take_top(draw_days(ui, view, at, days, day), ui.px(28));
        at.take_top(draw_times(ui, view, at, state.slots, days[day]));
        return at.y - top;
    });
}

void draw_slot_sure(Ui& ui, const View& view, const State& state, const SureOfSlot& sure) {
    const auto& slot = state.slots.slots[sure.slot];
    const auto days = days_of(state.slots);
    const auto found = std::ranges::find(days, office_date(slot.from));
    draw_slots(ui, view, state, Slots{static_cast<size_t>(found - days.begin()), false});
    const auto lead = when_words(ui, slot.from, slot.until) + "\n" + room_of(ui, slot.room_zh, slot.room_en);
    const char* title = state.changes ? "lawyer_slot_sure.move" : "lawyer_slot_sure.title";
    const Rect box = begin_question(ui, "lawyer_slot_sure", ui.text(title), lead);
    const auto two = box.columns(2, ui.px(28));
    if (ui.button("lawyer_slot_sure.no", two[0], ui.text("lawyer_slot_sure.no"))) view.emit(Event{Back{}});
    if (ui.button("lawyer_slot_sure.yes", two[1], ui.text("lawyer_slot_sure.yes"), ButtonStyle::primary,
                  Icon::check))
        view.emit(Event{ConfirmSlot{}});
}

void draw_booked(Ui& ui, const View& view, const State&, const Booked& booked) {
    const auto title = ui.text(booked.fresh ? "lawyer_booked.title" : "lawyer_booked.title_before");
    Rect page = app::begin_page(ui, view, "lawyer_booked", title, Navigation::back_and_home);
    const auto places = app::take_actions(ui, page).columns(4, ui.px(16));
    if (ui.button("lawyer_booked.cancel", places[0], ui.text("lawyer_booked.cancel")))
        view.emit(Event{WantCancelBooking{}});
    if (ui.button("lawyer_booked.other_time", places[1], ui.text("lawyer_booked.other_time")))
        view.emit(Event{WantOtherTime{}});
    if (ui.button("lawyer_booked.print", places[2], ui.text("lawyer_booked.print"), ButtonStyle::secondary,
                  Icon::none, may_print(booked.paper, booked.prints)))
        view.emit(Event{WantPrint{}});
    if (ui.button("lawyer_booked.done", places[3], ui.text("nav.finish"), ButtonStyle::primary))
        view.emit(app::Finish{});
    app::draw_marked_heading(ui, page, "lawyer_booked", Icon::check, Tone::good, title);
    page.take_top(ui.heading("lawyer_booked.when", page,
                             when_words(ui, booked.booking.from, booked.booking.until), TextStyle::title),
                  ui.px(8));
    page.take_top(ui.heading("lawyer_booked.room", page,
                             room_of(ui, booked.booking.room_zh, booked.booking.room_en), TextStyle::heading),
                  ui.px(24));
    Rect words = page;
    Rect code = page;
    if (ui.landscape())
        words = code.take_left(page.w * 0.66F, ui.px(40));
    else
        code = words.take_bottom(std::min(ui.px(400), page.h * 0.45F), ui.px(24));
    if (booked.print != 0)
        words.take_top(ui.banner("lawyer_booked.paper", words, tone_of(booked.paper), Icon::printer,
                                 paper_words(ui.locale(), booked.paper)),
                       ui.px(20));
    app::advice(ui, words, "lawyer_booked.come", Icon::card, ui.text("lawyer_booked.come"), Tone::calm);
    draw_code(ui, code, booked.booking.id);
    if (booked.cancel_sure) draw_cancel(ui, view);
}

void draw_booking_cancelled(Ui& ui, const View& view) {
    Rect page = app::begin_trouble(
        ui, view,
        {"lawyer_booking_cancelled", Icon::check, Tone::good, ui.text("lawyer_booking_cancelled.title"),
         ui.text("lawyer_booking_cancelled.lead")});
    if (ui.button("lawyer_booking_cancelled.done", app::take_actions(ui, page), ui.text("nav.finish"),
                  ButtonStyle::primary, Icon::check))
        view.emit(app::Finish{});
}

void draw_review_trouble(Ui& ui, const View& view, const ReviewTrouble& trouble) {
    Rect page =
        app::begin_trouble(ui, view,
                           {"lawyer_review_trouble", Icon::clock, Tone::warning,
                            ui.text("lawyer_review_trouble.title"), ui.text(trouble_key(trouble.reason))});
    if (ui.button("lawyer_review_trouble.retry", app::take_actions(ui, page),
                  ui.text("lawyer_review_trouble.retry"), ButtonStyle::primary, Icon::retry))
        view.emit(Event{Retry{}});
    app::advice(ui, page, "lawyer_review_trouble.do", Icon::window,
                ui.locale().format("lawyer_review_trouble.do", view.window_place(ui)), Tone::calm);
    app::advise_phone(ui, view, page, "lawyer_review_trouble.phone");
}

}  // namespace lobby::kiosk::lawyer
