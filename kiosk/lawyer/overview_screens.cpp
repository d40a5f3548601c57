// How the lawyer's registrations stand, one of them, and what is known from earlier.
#include <algorithm>

#include "kiosk/app/chrome.hpp"
#include "kiosk/lawyer/field_rows.hpp"
#include "kiosk/lawyer/lawyer_screens.hpp"
#include "kiosk/lawyer/lawyer_words.hpp"

namespace lobby::kiosk::lawyer {

using api::RegistrationState;
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

Tone tone_of(RegistrationState state) {
    switch (state) {
        case RegistrationState::confirmed:
            return Tone::good;
        case RegistrationState::returned:
            return Tone::warning;
        case RegistrationState::submitted:
        case RegistrationState::checking:
            return Tone::calm;
        default:
            return Tone::neutral;
    }
}

// The client as the lawyer named him; the case where it is known.
std::string title_of(const Ui& ui, const api::RegistrationStanding& standing) {
    return standing.client_name.empty() ? ui.text("lawyer.client_unnamed") : standing.client_name;
}

std::string booking_words(const Ui& ui, const api::ReviewBooking& booking) {
    return ui.locale().format("lawyer.booking.when",
                              Place{"day", day_words(ui.locale(), office_date(booking.from))},
                              Place{"time", from_until(ui.locale(), booking.from, booking.until)});
}

// Lists one below the other; gives the height.
float draw_lists(Ui& ui, const View& view, const State& state, const Rect& list) {
    const float gap = ui.px(20);
    float y = list.y;
    const auto item = [&](const std::string& id, const std::string& title, const std::string& words,
                          const std::string& badge, Tone tone) {
        const Rect at{list.x, y, list.w, ui.list_item_height(list.w, title, words, badge)};
        y += at.h + gap;
        return ui.list_item(id, at, title, words, badge, tone);
    };
    const auto section = [&](const char* key) {
        y += ui.heading(key, {list.x, y, list.w, 0}, ui.text(key), TextStyle::heading) + ui.px(12);
    };
    if (!state.standing.bookings.empty()) section("lawyer.bookings");
    for (size_t i = 0; i < state.standing.bookings.size(); ++i) {
        const auto& booking = state.standing.bookings[i];
        if (item("lawyer.booking.item." + std::to_string(i + 1), booking_words(ui, booking),
                 app::in_language(ui, booking.room_zh, booking.room_en), {}, Tone::calm))
            view.emit(Event{OpenBooking{i}});
    }
    if (!state.standing.registrations.empty()) section("lawyer.registrations");
    for (size_t i = 0; i < state.standing.registrations.size(); ++i) {
        const auto& standing = state.standing.registrations[i];
        if (item("lawyer.registration.item." + std::to_string(i + 1), title_of(ui, standing),
                 standing_words(ui.locale(), standing), state_words(ui.locale(), standing.state),
                 tone_of(standing.state)))
            view.emit(Event{OpenRegistration{i}});
    }
    return std::max(0.0F, y - gap - list.y);
}

void draw_begin(Ui& ui, const View& view, const State& state, const Rect& buttons) {
    if (!may_resume(state)) {
        if (ui.button("lawyer.begin", buttons, ui.text("lawyer.begin"), ButtonStyle::primary, Icon::document))
            view.emit(Event{BeginNew{}});
        return;
    }
    const auto two = buttons.columns(2, ui.px(24));
    if (ui.button("lawyer.start_over", two[0], ui.text("lawyer.start_over"))) view.emit(Event{StartOver{}});
    if (ui.button("lawyer.resume", two[1], ui.text("lawyer.resume"), ButtonStyle::primary, Icon::document))
        view.emit(Event{Resume{}});
}

// The three documents in their order, for those who come for the first time.
void draw_how(Ui& ui, Rect page) {
    const float gap = ui.px(24);
    for (const char* key : {"lawyer.how.1", "lawyer.how.2", "lawyer.how.3"}) {
        const auto words = ui.text(key);
        const float high = ui.banner_height(page.w, words, app::advice_style(ui));
        if (high > page.h) return;
        page.take_top(ui.banner(key, page, Tone::neutral, Icon::check, words, app::advice_style(ui)), gap);
    }
}

std::string lead_of(const Ui& ui, const View& view, const api::RegistrationStanding& standing) {
    const auto& words = ui.locale();
    switch (standing.state) {
        case RegistrationState::submitted:
            return words.text("lawyer_registration.submitted");
        case RegistrationState::checking:
            return words.text("lawyer_registration.checking");
        case RegistrationState::confirmed:
            return words.text("lawyer_registration.confirmed");
        case RegistrationState::returned:
            return words.format("lawyer_registration.returned", view.window_place(ui));
        case RegistrationState::withdrawn:
            return words.text("lawyer_registration.withdrawn");
        case RegistrationState::expired:
            return words.text("lawyer_registration.expired");
    }
    return {};
}

// What is to be known of one, below each other. Gives the height.
float draw_standing(Ui& ui, const State& state, const api::RegistrationStanding& standing, Rect at) {
    const float top = at.y;
    at.h = 1e6F;
    const auto& words = ui.locale();
    const float label = at.w * 0.34F;
    const auto fact = [&](const char* key, const std::string& value) {
        if (value.empty()) return;
        at.take_top(ui.key_value(key, at, label, ui.text(key), value, {}), ui.px(18));
    };
    fact("lawyer_registration.client", standing.client_name);
    fact("lawyer_registration.case", standing.case_number);
    fact("lawyer_registration.handed_in", words.date(office_date(standing.submitted_at)));
    if (standing.valid_until) fact("lawyer_registration.valid_until", words.date(*standing.valid_until));
    if (standing.stage)
        fact("lawyer_registration.stage",
             words.text("stage." + std::string(api::word_of(*standing.stage)) + ".name"));
    if (standing.stage_on) fact("lawyer_registration.stage_on", words.date(*standing.stage_on));
    if (const auto* booking = booking_of(state, standing.id))
        fact("lawyer_registration.booking", booking_words(ui, *booking));
    if (standing.pages_waiting > 0)
        at.take_top(
            ui.banner("lawyer_registration.pages", at, Tone::calm, Icon::clock,
                      words.count("lawyer_registration.pages", static_cast<int>(standing.pages_waiting))),
            ui.px(18));
    if (!standing.reasons.empty())
        at.take_top(ui.banner("lawyer_registration.reasons", at, Tone::warning, Icon::warning,
                              reasons_words(words, standing.reasons), app::advice_style(ui)),
                    ui.px(18));
    return at.y - top;
}

void draw_withdraw(Ui& ui, const View& view, const OneRegistration& one) {
    const bool sending = one.withdrawing == Withdrawing::sending;
    const bool failed = one.withdrawing == Withdrawing::failed;
    const auto title = ui.text(failed ? "lawyer_withdraw.failed" : "lawyer_withdraw.title");
    const auto lead = failed ? ui.locale().format("lawyer_withdraw.failed_lead", view.window_place(ui))
                             : ui.text(sending ? "lawyer_withdraw.sending" : "lawyer_withdraw.lead");
    Rect box = begin_question(ui, "lawyer_withdraw", title, lead);
    if (sending) return;
    if (failed) {
        if (ui.button("lawyer_withdraw.close", box, ui.text("lawyer_withdraw.close"), ButtonStyle::primary))
            view.emit(Event{Keep{}});
        return;
    }
    const auto two = box.columns(2, ui.px(28));
    if (ui.button("lawyer_withdraw.yes", two[0], ui.text("lawyer_withdraw.yes")))
        view.emit(Event{ConfirmWithdraw{}});
    if (ui.button("lawyer_withdraw.no", two[1], ui.text("lawyer_withdraw.no"), ButtonStyle::primary))
        view.emit(Event{Keep{}});
}

void draw_registration_actions(Ui& ui, const View& view, const State& state, size_t index, const Rect& at) {
    const auto& standing = state.standing.registrations[index];
    if (standing.state == RegistrationState::confirmed) {
        const auto* booking = booking_of(state, standing.id);
        const char* key = booking ? "lawyer_registration.booked" : "lawyer_registration.book";
        if (!ui.button("lawyer_registration.book", at, ui.text(key), ButtonStyle::primary, Icon::clock))
            return;
        if (!booking)
            view.emit(Event{WantSlots{index}});
        else
            view.emit(Event{OpenBooking{static_cast<size_t>(booking - state.standing.bookings.data())}});
        return;
    }
    const bool withdraws = may_withdraw(standing.state);
    const bool begins = !may_resume(state) && standing.state != RegistrationState::submitted &&
                        standing.state != RegistrationState::checking;
    const auto places = at.columns(withdraws && begins ? 2 : 1, ui.px(24));
    if (withdraws &&
        ui.button("lawyer_registration.withdraw", places[0], ui.text("lawyer_registration.withdraw")))
        view.emit(Event{WantWithdraw{}});
    if (begins && ui.button("lawyer_registration.begin", places.back(), ui.text("lawyer_registration.begin"),
                            ButtonStyle::primary, Icon::document))
        view.emit(Event{BeginNew{}});
}

}  // namespace

void draw_overview(Ui& ui, const View& view, const State& state) {
    const auto title = ui.text("lawyer.title");
    Rect page = app::begin_page(ui, view, "lawyer", title, Navigation::back_and_home);
    draw_begin(ui, view, state, app::take_actions(ui, page));
    page.take_top(ui.heading("lawyer.heading", page, title), ui.px(16));
    if (!state.office_known) {
        Rect strip = page;
        const auto words = ui.text("lawyer.office_away");
        const float button = ui.px(230);
        const float high = std::max(ui.banner_height(page.w - button - ui.px(24), words), ui.px(110));
        strip = page.take_top(high, ui.px(28));
        if (ui.button("lawyer.retry", strip.take_left(button, ui.px(24)), ui.text("lawyer.retry"),
                      ButtonStyle::secondary, Icon::retry))
            view.emit(Event{Retry{}});
        ui.banner("lawyer.office_away", strip, Tone::warning, Icon::info, words);
    }
    if (may_resume(state))
        page.take_top(ui.banner("lawyer.unfinished", page, Tone::calm, Icon::document,
                                ui.text("lawyer.unfinished"), app::advice_style(ui)),
                      ui.px(28));
    if (state.standing.registrations.empty() && state.standing.bookings.empty()) {
        const auto lead = ui.text("lawyer.lead");
        page.take_top(ui.paragraph("lawyer.lead", page, lead, app::lead_style(ui, page.w, lead)), ui.px(28));
        draw_how(ui, page);
        return;
    }
    ui.scroll_area("lawyer.list", page, [&](Rect list) { return draw_lists(ui, view, state, list); });
}

void draw_registration(Ui& ui, const View& view, const State& state, const OneRegistration& one) {
    const auto& standing = state.standing.registrations[one.index];
    const auto title = state_words(ui.locale(), standing.state);
    Rect page = app::begin_page(ui, view, "lawyer_registration", title, Navigation::back_and_home);
    draw_registration_actions(ui, view, state, one.index, app::take_actions(ui, page));
    app::draw_marked_heading(ui, page, "lawyer_registration",
                             standing.state == RegistrationState::confirmed  ? Icon::check
                             : standing.state == RegistrationState::returned ? Icon::warning
                                                                             : Icon::document,
                             tone_of(standing.state), title);
    const auto lead = lead_of(ui, view, standing);
    page.take_top(ui.paragraph("lawyer_registration.lead", page, lead, app::lead_style(ui, page.w, lead)),
                  ui.px(28));
    ui.scroll_area("lawyer_registration.facts", page,
                   [&](Rect at) { return draw_standing(ui, state, standing, at); });
    if (one.withdrawing != Withdrawing::no) draw_withdraw(ui, view, one);
}

void draw_earlier(Ui& ui, const View& view, const State& state) {
    const auto title = ui.text("lawyer_earlier.title");
    Rect page = app::begin_page(ui, view, "lawyer_earlier", title, Navigation::back_and_home);
    const auto two = app::take_actions(ui, page).columns(2, ui.px(24));
    if (ui.button("lawyer_earlier.changed", two[0], ui.text("lawyer_earlier.changed")))
        view.emit(Event{SomethingChanged{}});
    if (ui.button("lawyer_earlier.right", two[1], ui.text("lawyer_earlier.right"), ButtonStyle::primary,
                  Icon::check))
        view.emit(Event{AllStillRight{}});
    page.take_top(ui.heading("lawyer_earlier.heading", page, title), ui.px(12));
    page.take_top(ui.paragraph("lawyer_earlier.lead", page, ui.text("lawyer_earlier.lead"), TextStyle::body,
                               Align::left, ui.theme().ink_soft),
                  ui.px(28));
    ui.scroll_area("lawyer_earlier.facts", page, [&](Rect at) {
        std::vector<api::FieldValue> values;
        for (const auto& value : state.standing.earlier)
            if (value.field < api::FormField::client_name) values.push_back(value);
        return draw_value_table(ui, "lawyer_earlier", at, values);
    });
}

}  // namespace lobby::kiosk::lawyer
