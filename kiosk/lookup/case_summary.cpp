#include "kiosk/lookup/case_summary.hpp"

#include "kiosk/lookup/case_words.hpp"

namespace lobby::kiosk::lookup {

using app::View;
using ui::Align;
using ui::Place;
using ui::Rect;
using ui::TextStyle;
using ui::Tone;
using ui::Ui;

namespace {

// One answer: a question in small type, the answer in large, what it means below.
struct Answer {
    const char* id;
    std::string question;
    std::string words;
    std::string unit;  // stands beside a large figure; empty: words
    std::string since;
    std::string means;
    Tone tone{};
    bool result = false;
    bool time = false;  // how long still
};

Answer stage_answer(const Ui& ui, const api::DisclosedCase& c) {
    const auto& words = ui.locale();
    Answer stage;
    stage.id = "case.now";
    stage.question = ui.text("case.now");
    stage.words = stage_name(words, *c.stage);
    stage.means = stage_means(words, c.kind, *c.stage);
    if (!c.history.empty())
        stage.since = words.format("case.since", Place{"date", words.date(c.history.back().on)});
    return stage;
}

Answer result_answer(const Ui& ui, const api::DisclosedCase& c) {
    const auto& words = ui.locale();
    Answer result;
    result.id = "case.result";
    result.result = true;
    result.question = ui.text("case.outcome");
    result.words = outcome_name(words, *c.outcome);
    result.means = outcome_means(words, *c.outcome);
    if (c.concluded_on)
        result.since = words.format("case.decided_on", Place{"date", words.date(*c.concluded_on)});
    return result;
}

// A result is the first thing to know, and there is no time limit after it.
std::vector<Answer> answers_of(const Ui& ui, const View& view, const api::DisclosedCase& c) {
    std::vector<Answer> answers;
    const bool decided = c.outcome && *c.outcome != api::Outcome::pending;
    if (decided) answers.push_back(result_answer(ui, c));
    if (c.stage) {
        answers.push_back(stage_answer(ui, c));
        if (decided) answers.back().means.clear();
        if (decided) answers.back().tone = Tone::calm;
    }
    if (!decided && c.limit) {
        auto limit = limit_at_a_glance(ui.locale(), *c.limit, view.window_name(ui));
        answers.push_back({"case.days", std::move(limit.caption), std::move(limit.figure),
                           std::move(limit.unit), "", std::move(limit.note), limit.tone, false, true});
    }
    return answers;
}

TextStyle style_of(const Ui& ui, const Answer& answer, float width) {
    if (!answer.unit.empty()) return TextStyle::display;
    const float lines = ui.landscape() ? 1.6F : 3.0F;  // of the title's size
    return ui.largest_that_fits(answer.words, width, lines * ui.theme().text_size(TextStyle::title),
                                {TextStyle::title, TextStyle::heading}, true);
}

// A time in a wide box stands at its right end, which keeps the box low.
bool figure_at_the_right(const Ui& ui, const Answer& answer, float width) {
    return answer.time && width > ui.px(500);
}

float figure_width(const Ui& ui, const Answer& answer) {
    if (answer.unit.empty()) return ui.text_width(answer.words, TextStyle::title, true) + ui.px(4);
    return ui.text_width(answer.words, TextStyle::display, true) +
           ui.text_width(answer.unit, TextStyle::heading, true) + ui.px(16);
}

struct Heights {
    float question;
    float words;
    float since;
    float means;
};

Heights heights_of(const Ui& ui, const Answer& answer, float width) {
    const bool right = figure_at_the_right(ui, answer, width);
    const float rest = right ? width - figure_width(ui, answer) - ui.px(24) : width;
    const auto text = [&](const std::string& t, TextStyle style, bool bold = false) {
        return t.empty() ? 0 : ui.text_height(t, rest, style, bold);
    };
    return {
        text(answer.question, TextStyle::small),
        answer.unit.empty() ? ui.text_height(answer.words, width, style_of(ui, answer, width), true)
                            : ui.text_height(answer.words, width, TextStyle::display, true),
        text(answer.since, TextStyle::small),
        answer.means.empty() ? 0 : text(answer.means, right ? TextStyle::small : TextStyle::body) + ui.px(8)};
}

float height_of(const Ui& ui, const Answer& answer, float width) {
    const auto h = heights_of(ui, answer, width);
    if (figure_at_the_right(ui, answer, width)) return std::max(h.words, h.question + h.since + h.means);
    return h.question + h.words + h.since + h.means;
}

void draw_answer(Ui& ui, const Rect& at, const Answer& answer) {
    const auto colors = ui.theme().tone(answer.tone);
    const bool plain = answer.tone == Tone::neutral;
    const auto soft = plain ? ui.theme().ink_soft : colors.ink;
    const std::string id = answer.id;
    const auto heights = heights_of(ui, answer, at.w);
    const bool right = figure_at_the_right(ui, answer, at.w);
    Rect rest = at;
    if (right) {
        const float width = figure_width(ui, answer);
        rest.w -= width + ui.px(24);
        const float words = heights.question + heights.means;
        rest.y += std::max(0.0F, (at.h - words) / 2);
        ui.paragraph(id + ".question", rest.take_top(heights.question), answer.question, TextStyle::small,
                     Align::left, soft);
        const Rect place{at.right() - width, at.center_y() - heights.words / 2, width, heights.words};
        if (answer.unit.empty())
            ui.heading(id + ".answer", place, answer.words, TextStyle::title, Align::right, colors.ink);
        else
            ui.figure(id + ".answer", place, answer.words, answer.unit, colors.ink);
    } else {
        ui.paragraph(id + ".question", rest.take_top(heights.question), answer.question, TextStyle::small,
                     Align::left, soft);
        const Rect words = rest.take_top(heights.words);
        if (answer.unit.empty())
            ui.heading(id + ".answer", words, answer.words, style_of(ui, answer, at.w), Align::left,
                       colors.ink);
        else
            ui.figure(id + ".answer", words, answer.words, answer.unit, colors.ink);
    }
    if (!answer.since.empty())
        ui.paragraph(id + ".since", rest.take_top(heights.since), answer.since, TextStyle::small, Align::left,
                     soft);
    rest.y += ui.px(8);
    if (!answer.means.empty())
        ui.paragraph(id + ".means", rest, answer.means, right ? TextStyle::small : TextStyle::body,
                     Align::left, plain ? ui.theme().ink : colors.ink);
}

}  // namespace

float draw_case_summary(Ui& ui, const View& view, const Rect& at, const api::DisclosedCase& shown) {
    auto answers = answers_of(ui, view, shown);
    if (answers.empty()) return 0;
    const float pad = ui.px(34);
    const float gap = ui.px(24);
    const bool beside = at.w > ui.px(900) && answers.size() > 1;
    // One column is low and has the steps beside it: a result says enough.
    if (!beside && answers.front().result) answers.resize(1);
    std::vector<Rect> boxes;
    if (beside) {
        Rect row = at;
        boxes.push_back(row.take_left(row.w * 0.58F, gap));
        boxes.push_back(row);
        float high = 0;
        for (size_t i = 0; i < 2; ++i)
            high = std::max(high, height_of(ui, answers[i], boxes[i].w - 2 * pad) + 1.6F * pad);
        for (auto& box : boxes) box.h = high;
    } else {
        float y = at.y;
        for (const auto& answer : answers) {
            const float high = height_of(ui, answer, at.w - 2 * pad) + 1.6F * pad;
            boxes.push_back({at.x, y, at.w, high});
            y += high + gap;
        }
    }
    for (size_t i = 0; i < answers.size(); ++i) {
        ui.panel(boxes[i], answers[i].tone);
        if (i == 0)
            ui.fill({boxes[i].x, boxes[i].y + ui.px(20), ui.px(8), boxes[i].h - ui.px(40)}, ui.theme().red);
        draw_answer(ui, boxes[i].inset(pad, 0.8F * pad), answers[i]);
    }
    return boxes.back().bottom() - at.y;
}

}  // namespace lobby::kiosk::lookup
