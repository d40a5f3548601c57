#include "kiosk/lookup/case_words.hpp"

namespace lobby::kiosk::lookup {

using ui::Locale;
using ui::Place;
using ui::TimelineStep;

std::string joined_names(const Locale& locale, const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) {
        if (!out.empty()) out += locale.text("case.list_separator");
        out += name;
    }
    return out;
}

std::string limit_words(const Locale& locale, const api::TimeLimit& limit, const std::string& window) {
    const std::string date = limit.due ? locale.date(*limit.due) : std::string();
    switch (limit.state) {
        case api::LimitState::running:
            if (limit.days_left == 0) return locale.format("limit.today", Place{"date", date});
            return locale.format("limit.running", Place{"date", date},
                                 Place{"days", std::to_string(limit.days_left)});
        case api::LimitState::overdue:
            return locale.format("limit.overdue", Place{"date", date},
                                 Place{"days", std::to_string(-limit.days_left)}, Place{"window", window});
        case api::LimitState::suspended:
            return locale.text("limit.suspended");
        case api::LimitState::ended:
            return locale.text("limit.ended");
    }
    return {};
}

std::string outcome_words(const Locale& locale, const api::DisclosedCase& c) {
    if (!c.outcome) return {};
    const auto words = locale.text("outcome." + std::string(api::word_of(*c.outcome)));
    if (*c.outcome == api::Outcome::pending || !c.concluded_on) return words;
    return locale.format("case.concluded_on", Place{"outcome", words},
                         Place{"date", locale.date(*c.concluded_on)});
}

std::string stage_text(const Locale& locale, api::Stage stage, const char* part) {
    return locale.text("stage." + std::string(api::word_of(stage)) + "." + part);
}

std::vector<TimelineStep> timeline_of(const Locale& locale, const api::DisclosedCase& c) {
    std::vector<TimelineStep> steps;
    for (size_t i = 0; i < c.history.size(); ++i) {
        const auto& event = c.history[i];
        const bool last = i + 1 == c.history.size();
        TimelineStep step;
        step.state = last ? TimelineStep::State::now : TimelineStep::State::done;
        step.title = stage_text(locale, event.stage, "name");
        step.date = locale.date(event.on);
        if (last) step.note = stage_text(locale, event.stage, "means");
        steps.push_back(std::move(step));
    }
    const bool goes_on = c.stage && *c.stage != api::Stage::concluded && *c.stage != api::Stage::transferred;
    if (goes_on)
        steps.push_back(
            {TimelineStep::State::next, locale.text("case.next"), stage_text(locale, *c.stage, "next"), ""});
    return steps;
}

std::string take_away_text(const Locale& locale, const api::DisclosedCase& c, Date today) {
    return locale.format("take_away.payload", Place{"number", c.acceptance_number},
                         Place{"kind", locale.text("kind." + std::string(api::word_of(c.kind)))},
                         Place{"stage", c.stage ? stage_text(locale, *c.stage, "name") : std::string("-")},
                         Place{"date", locale.date(today)});
}

}  // namespace lobby::kiosk::lookup
