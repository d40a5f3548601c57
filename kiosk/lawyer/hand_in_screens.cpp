// What is lacking, all of it; what is handed in; and that it was.
#include "kiosk/app/chrome.hpp"
#include "kiosk/lawyer/field_rows.hpp"
#include "kiosk/lawyer/lawyer_screens.hpp"
#include "kiosk/lawyer/lawyer_words.hpp"

namespace lobby::kiosk::lawyer {

using api::Finding;
using app::Navigation;
using app::View;
using ui::Align;
using ui::ButtonStyle;
using ui::Icon;
using ui::Rect;
using ui::TextStyle;
using ui::Tone;
using ui::Ui;

namespace {

std::string finding_title(const Ui& ui, Finding finding) {
    return ui.text("lawyer.finding." + std::string(api::word_of(finding)));
}

// As the visitor can do something about it, or the window.
float draw_finding(Ui& ui, const View& view, const Rect& at, Finding finding) {
    const std::string word(api::word_of(finding));
    const auto title = finding_title(ui, finding);
    if (!can_mend(finding))
        return ui.banner("lawyer_findings.window." + word, at, Tone::warning, Icon::window, title,
                         app::advice_style(ui));
    const auto touch = ui.text("lawyer_findings.mend");
    const Rect row{at.x, at.y, at.w, ui.list_item_height(at.w, title, touch, {})};
    if (ui.list_item("lawyer_findings.item." + word, row, title, touch, {}, Tone::warning))
        view.emit(Event{Mend{finding}});
    return row.h;
}

std::vector<Finding> warnings_of(const State& state) {
    std::vector<Finding> out;
    for (const Finding finding : state.findings)
        if (api::is_warning(finding)) out.push_back(finding);
    return out;
}

// Everything that is handed in, below each other. Gives the height.
float draw_contents(Ui& ui, const State& state, Rect at) {
    const float top = at.y;
    at.h = 1e6F;
    const auto& words = ui.locale();
    for (const Finding finding : warnings_of(state))
        at.take_top(ui.banner("lawyer_summary.warning." + std::string(api::word_of(finding)), at, Tone::calm,
                              Icon::info, finding_title(ui, finding)),
                    ui.px(20));
    std::vector<api::FieldValue> values;
    for (const Entry& entry : state.making.entries)
        if (entry.confirmed) values.push_back(entry.value);
    at.take_top(draw_value_table(ui, "lawyer_summary", at, values), ui.px(24));
    at.take_top(ui.paragraph("lawyer_summary.pages", at,
                             words.count("lawyer_summary.pages", static_cast<int>(state.making.pages.size())),
                             TextStyle::body, Align::left, ui.theme().ink_soft),
                ui.px(12));
    at.take_top(ui.paragraph(
        "lawyer_summary.notices", at,
        ui.text(state.making.agrees_to_notices ? "lawyer_summary.notices" : "lawyer_summary.no_notices"),
        TextStyle::body, Align::left, ui.theme().ink_soft));
    return at.y - top;
}

Tone tone_of(const Paper& paper) {
    if (paper.state == tickets::PaperState::confirmed) return Tone::good;
    return paper.state == tickets::PaperState::printing ? Tone::calm : Tone::warning;
}

const char* reason_key(NotKept reason) {
    switch (reason) {
        case NotKept::no_key:
            return "lawyer_not_handed_in.no_key";
        case NotKept::too_large:
            return "lawyer_not_handed_in.too_large";
        case NotKept::cannot_keep:
            break;
    }
    return "lawyer_not_handed_in.cannot_keep";
}

}  // namespace

void draw_findings(Ui& ui, const View& view, const State& state) {
    const auto missing = lacking(state.findings);
    const auto title = ui.locale().count("lawyer_findings.title", static_cast<int>(missing.size()));
    Rect page = app::begin_page(ui, view, "lawyer_findings", title, Navigation::back_and_home);
    if (ui.button("lawyer_findings.ticket", app::take_actions(ui, page), ui.text("lawyer_findings.ticket"),
                  ButtonStyle::primary, Icon::ticket))
        view.emit(Event{TakeTicket{}});
    page.take_top(ui.heading("lawyer_findings.heading", page, title), ui.px(8));
    page.take_top(ui.paragraph("lawyer_findings.lead", page, ui.text("lawyer_findings.lead"), TextStyle::body,
                               Align::left, ui.theme().ink_soft),
                  ui.px(28));
    ui.scroll_area("lawyer_findings.list", page, [&](Rect at) {
        const float top = at.y;
        at.h = 1e6F;
        for (const Finding finding : missing) at.take_top(draw_finding(ui, view, at, finding), ui.px(20));
        return at.y - top;
    });
}

void draw_summary(Ui& ui, const View& view, const State& state) {
    const auto title = ui.text("lawyer_summary.title");
    Rect page = app::begin_page(ui, view, "lawyer_summary", title, Navigation::back_and_home);
    const auto two = app::take_actions(ui, page).columns(2, ui.px(24));
    if (ui.button("lawyer_summary.ticket", two[0], ui.text("lawyer_summary.ticket"), ButtonStyle::secondary,
                  Icon::ticket))
        view.emit(Event{TakeTicket{}});
    if (ui.button("lawyer_summary.hand_in", two[1], ui.text("lawyer_summary.hand_in"), ButtonStyle::primary,
                  Icon::check))
        view.emit(Event{HandOver{}});
    page.take_top(ui.heading("lawyer_summary.heading", page, title), ui.px(8));
    page.take_top(ui.paragraph("lawyer_summary.lead", page, ui.text("lawyer_summary.lead"), TextStyle::body,
                               Align::left, ui.theme().ink_soft),
                  ui.px(24));
    ui.scroll_area("lawyer_summary.all", page, [&](Rect at) { return draw_contents(ui, state, at); });
}

void draw_handed_in(Ui& ui, const View& view, const HandedIn& done) {
    const auto title = ui.text("lawyer_handed_in.title");
    Rect page = app::begin_page(ui, view, "lawyer_handed_in", title, Navigation::back_and_home);
    const auto two = app::take_actions(ui, page).columns(2, ui.px(24));
    if (ui.button("lawyer_handed_in.print", two[0], ui.text("lawyer_handed_in.print"), ButtonStyle::secondary,
                  Icon::printer, may_print(done.paper, done.prints)))
        view.emit(Event{WantPrint{}});
    if (ui.button("lawyer_handed_in.done", two[1], ui.text("nav.finish"), ButtonStyle::primary, Icon::check))
        view.emit(app::Finish{});
    app::draw_marked_heading(ui, page, "lawyer_handed_in", Icon::check, Tone::good, title);
    const auto lead = done.to_window ? ui.locale().format("lawyer_handed_in.to_window", view.window_place(ui))
                                     : ui.text("lawyer_handed_in.lead");
    page.take_top(ui.paragraph("lawyer_handed_in.lead", page, lead, app::lead_style(ui, page.w, lead)),
                  ui.px(28));
    if (done.print != 0)
        page.take_top(ui.banner("lawyer_handed_in.paper", page, tone_of(done.paper), Icon::printer,
                                paper_words(ui.locale(), done.paper)),
                      ui.px(28));
    if (!view.state.office_reachable)
        app::advice(ui, page, "lawyer_handed_in.later", Icon::clock, ui.text("lawyer_handed_in.later"),
                    Tone::calm);
    if (!done.to_window)
        app::advice(ui, page, "lawyer_handed_in.next", Icon::card, ui.text("lawyer_handed_in.next"));
    app::advise_phone(ui, view, page, "lawyer_handed_in.phone");
}

void draw_not_handed_in(Ui& ui, const View& view, const NotHandedIn& lost) {
    Rect page = app::begin_trouble(ui, view,
                                   {"lawyer_not_handed_in", Icon::warning, Tone::warning,
                                    ui.text("lawyer_not_handed_in.title"), ui.text(reason_key(lost.reason))});
    const auto two = app::take_actions(ui, page).columns(2, ui.px(24));
    if (ui.button("lawyer_not_handed_in.retry", two[0], ui.text("lawyer_not_handed_in.retry"),
                  ButtonStyle::secondary, Icon::retry))
        view.emit(Event{Retry{}});
    if (ui.button("lawyer_not_handed_in.ticket", two[1], ui.text("lawyer_not_handed_in.ticket"),
                  ButtonStyle::primary, Icon::ticket))
        view.emit(app::StartTickets{});
    app::advice(ui, page, "lawyer_not_handed_in.do", Icon::window,
                ui.locale().format("lawyer_not_handed_in.do", view.window_place(ui)), Tone::calm);
    app::advise_phone(ui, view, page, "lawyer_not_handed_in.phone");
}

}  // namespace lobby::kiosk::lawyer
