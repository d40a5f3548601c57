#include "kiosk/lookup/case_words.hpp"

#include <fmt/format.h>

namespace lobby::kiosk::lookup {

using ui::Locale;
using ui::Place;
using ui::TimelineStep;
using ui::Tone;

namespace {

const char* course_of(api::CaseKind kind) {
    switch (kind) {
        case api::CaseKind::arrest_review:
            return "arrest";
        case api::CaseKind::prosecution_review:
            return "prosecution";
        default:
            return "petition";
    }
}

// A stage's text for this kind of case where there is one, else the text for all kinds.
std::string either(const Locale& locale, const std::string& special, const std::string& general) {
    return locale.find(special).value_or(locale.text(general));
}

}  // namespace

std::string kind_name(const Locale& locale, api::CaseKind kind) {
    return locale.text(fmt::format("kind.{}.name", api::word_of(kind)));
}
std::string kind_means(const Locale& locale, api::CaseKind kind) {
    return locale.text(fmt::format("kind.{}.means", api::word_of(kind)));
}
std::string measure_name(const Locale& locale, api::Measure measure) {
    return locale.text(fmt::format("measure.{}.name", api::word_of(measure)));
}
std::string measure_means(const Locale& locale, api::Measure measure) {
    return locale.find(fmt::format("measure.{}.means", api::word_of(measure))).value_or("");
}
std::string outcome_name(const Locale& locale, api::Outcome outcome) {
    return locale.text(fmt::format("outcome.{}.name", api::word_of(outcome)));
}
std::string outcome_means(const Locale& locale, api::Outcome outcome) {
    return locale.find(fmt::format("outcome.{}.means", api::word_of(outcome))).value_or("");
}
std::string role_name(const Locale& locale, api::Role role) {
    return locale.text(fmt::format("role.{}.name", api::word_of(role)));
}
std::string stage_name(const Locale& locale, api::Stage stage) {
    return locale.text(fmt::format("stage.{}.name", api::word_of(stage)));
}
std::string stage_means(const Locale& locale, api::CaseKind kind, api::Stage stage) {
    return either(locale, fmt::format("stage.{}.means.{}", api::word_of(stage), course_of(kind)),
                  fmt::format("stage.{}.means", api::word_of(stage)));
}
std::string stage_next(const Locale& locale, api::CaseKind kind, api::Stage stage) {
    return either(locale, fmt::format("stage.{}.next.{}", api::word_of(stage), course_of(kind)),
                  fmt::format("stage.{}.next", api::word_of(stage)));
}

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
                                 Place{"days", locale.count("format.days", limit.days_left)});
        case api::LimitState::overdue:
            return locale.format("limit.overdue", Place{"date", date},
                                 Place{"days", locale.count("format.days", -limit.days_left)},
                                 Place{"window", window});
        case api::LimitState::suspended:
            return locale.text("limit.suspended");
        case api::LimitState::ended:
            return locale.text("limit.ended");
    }
    return {};
}

LimitAtAGlance limit_at_a_glance(const Locale& locale, const api::TimeLimit& limit,
                                 const std::string& window) {
    const std::string date = limit.due ? locale.date(*limit.due) : std::string();
    switch (limit.state) {
        case api::LimitState::running:
            if (limit.days_left == 0)
                return {locale.text("case.limit"), locale.text("limit.glance.today"), "",
                        locale.format("limit.glance.due", Place{"date", date}), Tone::warning};
            return {locale.text("limit.glance.left"), std::to_string(limit.days_left),
                    locale.count("format.day_unit", limit.days_left),
                    locale.format("limit.glance.due", Place{"date", date}), Tone::good};
        case api::LimitState::overdue:
            return {locale.text("limit.glance.over"), std::to_string(-limit.days_left),
                    locale.count("format.day_unit", -limit.days_left),
                    locale.format("limit.glance.overdue", Place{"date", date}, Place{"window", window}),
                    Tone::warning};
        case api::LimitState::suspended:
            return {locale.text("case.limit"), locale.text("limit.glance.suspended"), "",
                    locale.text("limit.glance.suspended_means"), Tone::calm};
        case api::LimitState::ended:
            return {locale.text("case.limit"), locale.text("limit.ended"), "", "", Tone::calm};
    }
    return {};
}

std::string outcome_words(const Locale& locale, const api::DisclosedCase& c) {
    if (!c.outcome) return {};
    auto words = outcome_name(locale, *c.outcome);
    if (*c.outcome == api::Outcome::pending || !c.concluded_on) return words;
    return locale.format("case.concluded_on", Place{"outcome", words},
                         Place{"date", locale.date(*c.concluded_on)});
}

std::vector<TimelineStep> timeline_of(const Locale& locale, const api::DisclosedCase& c) {
    std::vector<TimelineStep> steps;
    for (size_t i = 0; i < c.history.size(); ++i) {
        const auto& event = c.history[i];
        const bool last = i + 1 == c.history.size();
        TimelineStep step;
        step.state = last ? TimelineStep::State::now : TimelineStep::State::done;
        step.title = stage_name(locale, event.stage);
        step.date = locale.date(event.on);
        steps.push_back(std::move(step));
    }
    if (c.stage)
        steps.push_back(
            {TimelineStep::State::next, locale.text("case.next"), stage_next(locale, c.kind, *c.stage), ""});
    return steps;
}

std::string take_away_text(const Locale& locale, const api::DisclosedCase& c, Date today) {
    const auto stage = c.stage ? stage_name(locale, *c.stage) : locale.text("case.stage_not_told");
    return locale.format("take_away.payload", Place{"number", c.acceptance_number},
                         Place{"kind", kind_name(locale, c.kind)}, Place{"stage", stage},
                         Place{"date", locale.date(today)});
}

}  // namespace lobby::kiosk::lookup
