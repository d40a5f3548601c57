// What the visitor came for: his cases, one case, and the code to take along.
#include "base/qr/qr_code.hpp"
#include "kiosk/app/chrome.hpp"
#include "kiosk/lookup/case_summary.hpp"
#include "kiosk/lookup/case_words.hpp"
#include "kiosk/lookup/lookup_screens.hpp"

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

std::string as_of_words(const Ui& ui, const State& state) {
    return ui.locale().format("case.as_of", Place{"date", ui.locale().date(office_date(state.as_of))},
                              Place{"time", ui.locale().clock_time(state.as_of)});
}

// Nobody may take for today's what the office said before it went away.
void warn_of_records(Ui& ui, Rect& page, const char* id, const State& state) {
    const auto words =
        ui.locale().format("case.from_records", Place{"date", ui.locale().date(office_date(state.as_of))},
                           Place{"time", ui.locale().clock_time(state.as_of)});
    page.take_top(ui.banner(id, page, Tone::warning, Icon::info, words), ui.px(28));
}

Tone tone_of(const api::DisclosedCase& c) {
    if (c.limit && c.limit->state == api::LimitState::overdue) return Tone::warning;
    return c.stage == api::Stage::concluded ? Tone::good : Tone::calm;
}

struct Fact {
    std::string id;
    std::string label;
    std::string value;
    std::string means;  // a term of the law in plain words
};

// In the order in which people ask; a field that may not be told is not there.
std::vector<Fact> facts_of(const Ui& ui, const View& view, const api::DisclosedCase& c) {
    const auto& words = ui.locale();
    const bool petition =
        c.kind != api::CaseKind::arrest_review && c.kind != api::CaseKind::prosecution_review;
    std::vector<Fact> facts;
    const auto add = [&](const char* field, const char* label, std::string value, std::string means = {}) {
        facts.push_back(
            {std::string("case.field.") + field, ui.text(label), std::move(value), std::move(means)});
    };
    if (!c.suspects.empty())
        add("suspects", petition ? "case.applicants" : "case.suspects", joined_names(words, c.suspects));
    if (c.cause) add("cause", "case.cause", *c.cause);
    add("kind", "case.kind", kind_name(words, c.kind), kind_means(words, c.kind));
    if (c.measure)
        add("measure", "case.measure", measure_name(words, *c.measure), measure_means(words, *c.measure));
    if (c.limit) add("limit", "case.limit", limit_words(words, *c.limit, view.window_name(ui)));
    if (c.outcome) add("outcome", "case.outcome", outcome_words(words, c));
    if (c.accepted_on) add("accepted_on", "case.accepted_on", words.date(*c.accepted_on));
    if (c.department) add("department", "case.department", *c.department);
    add("acceptance_number", "case.acceptance_number", c.acceptance_number);
    add("asked_as", "case.asked_as", role_name(words, c.asked_as));
    return facts;
}

// A table with a line between rows. Gives the height.
float draw_facts(Ui& ui, const Rect& at, const std::vector<Fact>& facts) {
    const float pad = ui.px(34);
    const float row_gap = ui.px(20);
    float label_width = 0;
    for (const auto& fact : facts)
        label_width = std::max(label_width, ui.text_width(fact.label, TextStyle::small));
    label_width = std::min(label_width + 1, at.w * 0.3F);
    const float value_width = at.w - 2 * pad - label_width - ui.px(24);
    float height = pad + 1;
    for (const auto& fact : facts)
        height += std::max(ui.text_height(fact.value, value_width, TextStyle::body, true),
                           ui.text_height(fact.label, label_width, TextStyle::small) + ui.px(5)) +
                  (fact.means.empty() ? 0 : ui.text_height(fact.means, value_width, TextStyle::small)) +
                  2 * row_gap;
    ui.panel({at.x, at.y, at.w, height});
    float y = at.y + pad / 2;
    for (size_t i = 0; i < facts.size(); ++i) {
        const auto& fact = facts[i];
        if (i > 0) ui.fill({at.x + pad, y, at.w - 2 * pad, std::max(1.0F, ui.px(2))}, ui.theme().line);
        y += row_gap;
        y += ui.key_value(fact.id, {at.x + pad, y, at.w - 2 * pad, 0}, label_width, fact.label, fact.value,
                          fact.means) +
             row_gap;
    }
    return height;
}

// What happened and what is on record. Gives the height.
float draw_details(Ui& ui, const View& view, const Rect& at, const api::DisclosedCase& c) {
    Rect rest{at.x, at.y, at.w, 1e6F};
    const auto section = [&](const char* id) {
        rest.take_top(ui.heading(id, rest, ui.text(id), TextStyle::heading), ui.px(14));
    };
    if (const auto steps = timeline_of(ui.locale(), c); !steps.empty()) {
        section("case.steps");
        rest.take_top(ui.timeline("case.stage", rest, steps), ui.px(36));
    }
    section("case.facts");
    rest.take_top(draw_facts(ui, rest, facts_of(ui, view, c)));
    return rest.y - at.y;
}

// The title, and when the office said it: beside it where there is room.
void draw_case_heading(Ui& ui, Rect& page, const State& state) {
    const float title = ui.heading("case.heading", page, ui.text("case.title"));
    if (state.from_records) {
        page.take_top(title, ui.px(14));
        return warn_of_records(ui, page, "case.from_records", state);
    }
    const auto as_of = as_of_words(ui, state);
    const float beside = page.w - ui.text_width(ui.text("case.title"), TextStyle::title, true) - ui.px(40);
    if (ui.landscape() && ui.text_width(as_of, TextStyle::small) < beside) {
        const float line = ui.text_height(as_of, page.w, TextStyle::small);
        ui.paragraph("case.as_of", {page.right() - beside, page.y + (title - line) / 2, beside, line}, as_of,
                     TextStyle::small, Align::right, ui.theme().ink_soft);
        page.take_top(title, ui.px(18));
    } else {
        page.take_top(title, ui.px(2));
        page.take_top(
            ui.paragraph("case.as_of", page, as_of, TextStyle::small, Align::left, ui.theme().ink_soft),
            ui.px(26));
    }
}

}  // namespace

void draw_cases(Ui& ui, const View& view, const State& state) {
    Rect page = app::begin_page(ui, view, "cases", ui.text("cases.title"), Navigation::back_and_home);
    page.take_top(ui.heading("cases.heading", page, ui.text("cases.title")), ui.px(8));
    const auto count = ui.locale().count("cases.count", static_cast<int>(state.cases.size()));
    page.take_top(ui.paragraph("cases.count", page, count, TextStyle::body, Align::left, ui.theme().ink_soft),
                  ui.px(32));
    if (state.from_records) warn_of_records(ui, page, "cases.from_records", state);
    const float gap = ui.px(24);
    ui.scroll_area("cases.list", page, [&](Rect list) {
        float y = list.y;
        for (size_t i = 0; i < state.cases.size(); ++i) {
            const auto& c = state.cases[i];
            const auto& words = ui.locale();
            // People look for a name; a matter without one is known by its kind.
            const auto kind = kind_name(words, c.kind);
            const bool named = !c.suspects.empty();
            const std::string title = named ? joined_names(words, c.suspects) : kind;
            const char* between = ui.landscape() ? "   " : "\n";
            std::string subtitle;
            if (named) subtitle.append(kind).append(between);
            subtitle += words.format("cases.number", Place{"number", c.acceptance_number});
            if (c.accepted_on)
                subtitle.append(between).append(
                    words.format("cases.accepted", Place{"date", words.date(*c.accepted_on)}));
            const auto badge = c.stage ? stage_name(words, *c.stage) : std::string();
            const Rect at{list.x, y, list.w, ui.list_item_height(list.w, title, subtitle, badge)};
            if (ui.list_item("cases.item." + std::to_string(i + 1), at, title, subtitle, badge, tone_of(c)))
                view.emit(Event{OpenCase{i}});
            y += at.h + gap;
        }
        return y - gap - list.y;
    });
}

void draw_case(Ui& ui, const View& view, const State& state, const api::DisclosedCase& c) {
    Rect page = app::begin_page(ui, view, "case", ui.text("case.title"), Navigation::back_and_home);
    Rect buttons = app::take_actions(ui, page);
    const Rect finish = buttons.take_left(buttons.w * 0.36F, ui.px(28));
    if (ui.button("case.finish", finish, ui.text("nav.finish"), ButtonStyle::secondary, Icon::check))
        view.emit(app::Finish{});
    if (ui.button("case.take_away", buttons, ui.text("case.take_away"), ButtonStyle::primary, Icon::qr))
        view.emit(Event{TakeAway{}});

    const bool wide = page.w > ui.px(1500);
    draw_case_heading(ui, page, state);
    const auto details = [&](Rect at) { return draw_details(ui, view, at, c); };
    const auto summary = [&](Rect at) { return draw_case_summary(ui, view, at, c); };
    if (wide) {
        ui.scroll_area("case.summary", page.take_left(page.w * 0.46F, ui.px(56)), summary);
        ui.scroll_area("case.page", page, details);
    } else if (ui.landscape()) {  // low and narrow: the summary moves with the rest
        ui.scroll_area("case.page", page, [&](Rect at) {
            const float above = summary(at) + ui.px(36);
            return above + details({at.x, at.y + above, at.w, at.h});
        });
    } else {
        page.take_top(summary(page), ui.px(36));
        ui.scroll_area("case.page", page, details);
    }
}

void draw_take_away(Ui& ui, const View& view, const State& state, const api::DisclosedCase& c) {
    Rect page = app::begin_page(ui, view, "take_away", ui.text("take_away.title"), Navigation::back_and_home);
    const Rect finish = app::take_actions(ui, page);
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
    const float side = std::min({place.w, place.h, ui.px(860)});
    const Rect square{place.center_x() - side / 2, place.y + std::max(0.0F, (place.h - side) / 2), side,
                      side};
    ui.matrix("take_away.code", square, code.value_or(ui::CodeMatrix{}), ui.text("take_away.code_label"));
}

}  // namespace lobby::kiosk::lookup
