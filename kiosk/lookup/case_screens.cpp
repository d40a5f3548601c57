// What the visitor came for: his cases, one case, and the code to take along.
#include "kiosk/app/chrome.hpp"
#include "kiosk/lookup/case_words.hpp"
#include "kiosk/lookup/lookup_screens.hpp"
#include "kiosk/lookup/qr_code.hpp"

namespace lobby::kiosk::lookup {

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

std::string kind_name(const Ui& ui, const api::DisclosedCase& c) {
    return ui.text("kind." + std::string(api::word_of(c.kind)));
}

std::string as_of_words(const Ui& ui, const State& state) {
    return ui.locale().format("case.as_of", Place{"date", ui.locale().date(office_date(state.as_of))},
                              Place{"time", ui.locale().clock_time(state.as_of)});
}

Tone tone_of(const api::DisclosedCase& c) {
    if (c.limit && c.limit->state == api::LimitState::overdue) return Tone::warning;
    return c.stage == api::Stage::concluded ? Tone::good : Tone::calm;
}

struct Fact {
    const char* id;
    const char* label;
    std::string value;
};

// In the order in which people ask; a field that may not be told is not there.
std::vector<Fact> facts_of(const Ui& ui, const View& view, const api::DisclosedCase& c) {
    const auto& words = ui.locale();
    const bool petition =
        c.kind != api::CaseKind::arrest_review && c.kind != api::CaseKind::prosecution_review;
    std::vector<Fact> facts;
    facts.push_back({"case.field.acceptance_number", "case.acceptance_number", c.acceptance_number});
    facts.push_back({"case.field.kind", "case.kind", kind_name(ui, c)});
    if (!c.suspects.empty())
        facts.push_back({"case.field.suspects", petition ? "case.applicants" : "case.suspects",
                         joined_names(words, c.suspects)});
    if (c.cause) facts.push_back({"case.field.cause", "case.cause", *c.cause});
    if (c.accepted_on)
        facts.push_back({"case.field.accepted_on", "case.accepted_on", words.date(*c.accepted_on)});
    if (c.department) facts.push_back({"case.field.department", "case.department", *c.department});
    if (c.limit)
        facts.push_back(
            {"case.field.limit", "case.limit", limit_words(words, *c.limit, view.window_name(ui))});
    if (c.measure)
        facts.push_back({"case.field.measure", "case.measure",
                         words.text("measure." + std::string(api::word_of(*c.measure)))});
    if (c.outcome) facts.push_back({"case.field.outcome", "case.outcome", outcome_words(words, c)});
    facts.push_back({"case.field.asked_as", "case.asked_as",
                     words.text("role." + std::string(api::word_of(c.asked_as)))});
    return facts;
}

// Two columns; each row as high as its taller side. Gives the height.
float draw_facts(Ui& ui, const Rect& at, const std::vector<Fact>& facts) {
    const float pad = ui.px(36);
    const float row_gap = ui.px(22);
    const float width = (at.w - 3 * pad) / 2;
    const auto height_of = [&](const Fact& fact) {
        return ui.text_height(ui.text(fact.label), width, TextStyle::small) +
               ui.text_height(fact.value, width, TextStyle::body, true);
    };
    float height = 2 * pad;
    for (size_t i = 0; i < facts.size(); i += 2)
        height += std::max(height_of(facts[i]), i + 1 < facts.size() ? height_of(facts[i + 1]) : 0) +
                  (i + 2 < facts.size() ? row_gap : 0);
    ui.panel({at.x, at.y, at.w, height});
    float y = at.y + pad;
    for (size_t i = 0; i < facts.size(); i += 2) {
        float row =
            ui.key_value(facts[i].id, {at.x + pad, y, width, 0}, ui.text(facts[i].label), facts[i].value);
        if (i + 1 < facts.size())
            row = std::max(row, ui.key_value(facts[i + 1].id, {at.x + 2 * pad + width, y, width, 0},
                                             ui.text(facts[i + 1].label), facts[i + 1].value));
        y += row + row_gap;
    }
    return height;
}

float draw_section(Ui& ui, const char* id, Rect at, const std::string& title) {
    return ui.heading(id, at, title, TextStyle::heading) + ui.px(18);
}

}  // namespace

void draw_cases(Ui& ui, const View& view, const State& state) {
    Rect page = app::begin_page(ui, view, "cases", ui.text("cases.title"), Navigation::back_and_home);
    page.take_top(ui.heading("cases.heading", page, ui.text("cases.title")), ui.px(8));
    const auto count = ui.locale().format("cases.count", Place{"n", std::to_string(state.cases.size())});
    page.take_top(ui.paragraph("cases.count", page, count, TextStyle::body, Align::left, ui.theme().ink_soft),
                  ui.px(32));
    const float row = ui.px(210);
    const float gap = ui.px(28);
    ui.scroll_area("cases.list", page, [&](Rect list) {
        for (size_t i = 0; i < state.cases.size(); ++i) {
            const auto& c = state.cases[i];
            std::string title = kind_name(ui, c);
            if (!c.suspects.empty()) title += "  " + joined_names(ui.locale(), c.suspects);
            std::string subtitle = c.acceptance_number;
            if (c.accepted_on)
                subtitle += "\n" + ui.locale().format("cases.accepted",
                                                      Place{"date", ui.locale().date(*c.accepted_on)});
            const auto badge = c.stage ? stage_text(ui.locale(), *c.stage, "name") : std::string();
            const Rect at{list.x, list.y + static_cast<float>(i) * (row + gap), list.w, row};
            if (ui.list_item("cases.item." + std::to_string(i + 1), at, title, subtitle, badge, tone_of(c)))
                view.emit(Event{OpenCase{i}});
        }
        return static_cast<float>(state.cases.size()) * (row + gap) - gap;
    });
}

void draw_case(Ui& ui, const View& view, const State& state, const api::DisclosedCase& c) {
    Rect page = app::begin_page(ui, view, "case", ui.text("case.title"), Navigation::back_and_home);
    Rect buttons = page.take_bottom(ui.px(128), ui.px(28));
    const Rect finish = buttons.take_left(buttons.w * 0.34F, ui.px(28));
    if (ui.button("case.finish", finish, ui.text("nav.finish"), ButtonStyle::secondary, Icon::check))
        view.emit(app::Finish{});
    if (ui.button("case.take_away", buttons, ui.text("case.take_away"), ButtonStyle::primary, Icon::qr))
        view.emit(Event{TakeAway{}});

    page.take_top(ui.heading("case.heading", page, ui.text("case.title")), ui.px(4));
    page.take_top(ui.paragraph("case.as_of", page, as_of_words(ui, state), TextStyle::small, Align::left,
                               ui.theme().ink_soft),
                  ui.px(26));
    const auto facts = facts_of(ui, view, c);
    const auto steps = timeline_of(ui.locale(), c);
    if (ui.landscape()) {
        const auto halves = page.columns(2, ui.px(56));
        ui.scroll_area("case.steps", halves[0], [&](Rect at) {
            const float title = draw_section(ui, "case.steps.heading", at, ui.text("case.steps"));
            return title + ui.timeline("case.stage", {at.x, at.y + title, at.w, at.h}, steps);
        });
        ui.scroll_area("case.facts", halves[1], [&](Rect at) { return draw_facts(ui, at, facts); });
        return;
    }
    ui.scroll_area("case.page", page, [&](Rect at) {
        float y = at.y + draw_section(ui, "case.steps.heading", at, ui.text("case.steps"));
        y += ui.timeline("case.stage", {at.x, y, at.w, at.h}, steps) + ui.px(36);
        y += draw_section(ui, "case.facts.heading", {at.x, y, at.w, at.h}, ui.text("case.facts"));
        y += draw_facts(ui, {at.x, y, at.w, at.h}, facts);
        return y - at.y;
    });
}

void draw_take_away(Ui& ui, const View& view, const State& state, const api::DisclosedCase& c) {
    Rect page = app::begin_page(ui, view, "take_away", ui.text("take_away.title"), Navigation::back_and_home);
    const Rect finish = page.take_bottom(ui.px(128), ui.px(32));
    if (ui.button("take_away.finish", finish, ui.text("nav.finish"), ButtonStyle::primary, Icon::check))
        view.emit(app::Finish{});
    Rect words = page;
    Rect place = page;
    if (ui.landscape()) {
        const auto halves = page.columns(2, ui.px(72));
        words = halves[0];
        place = halves[1];
    }
    words.take_top(ui.heading("take_away.heading", words, ui.text("take_away.title")), ui.px(20));
    words.take_top(ui.paragraph("take_away.lead", words, ui.text("take_away.lead"), TextStyle::body),
                   ui.px(40));
    if (!ui.landscape()) place = words;
    const auto text = take_away_text(ui.locale(), c, office_date(state.as_of));
    const auto code = qr_code(text);
    const float side = std::min({place.w, place.h, ui.px(760)});
    const Rect square{place.center_x() - side / 2, place.y + std::max(0.0F, (place.h - side) / 2), side,
                      side};
    ui.matrix("take_away.code", square, code.value_or(ui::CodeMatrix{}), ui.text("take_away.code_label"));
}

}  // namespace lobby::kiosk::lookup
