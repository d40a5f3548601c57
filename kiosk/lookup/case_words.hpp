// What the numbers and terms of a case are in words for a visitor. Pure but for the locale.
#pragma once

#include <string>
#include <vector>

#include "kiosk/ui/ui.hpp"
#include "office/api/messages.hpp"

namespace lobby::kiosk::lookup {

// A term's name, and what it means for somebody who never heard it; empty where the name says it all.
[[nodiscard]] std::string kind_name(const ui::Locale& locale, api::CaseKind kind);
[[nodiscard]] std::string kind_means(const ui::Locale& locale, api::CaseKind kind);
[[nodiscard]] std::string measure_name(const ui::Locale& locale, api::Measure measure);
[[nodiscard]] std::string measure_means(const ui::Locale& locale, api::Measure measure);
[[nodiscard]] std::string outcome_name(const ui::Locale& locale, api::Outcome outcome);
[[nodiscard]] std::string outcome_means(const ui::Locale& locale, api::Outcome outcome);
[[nodiscard]] std::string role_name(const ui::Locale& locale, api::Role role);
// What a stage means and what comes next differ with the kind of case: no suspect is questioned over a
// petition.
[[nodiscard]] std::string stage_name(const ui::Locale& locale, api::Stage stage);
[[nodiscard]] std::string stage_means(const ui::Locale& locale, api::CaseKind kind, api::Stage stage);
[[nodiscard]] std::string stage_next(const ui::Locale& locale, api::CaseKind kind, api::Stage stage);

[[nodiscard]] std::string joined_names(const ui::Locale& locale, const std::vector<std::string>& names);
[[nodiscard]] std::string limit_words(const ui::Locale& locale, const api::TimeLimit& limit,
                                      const std::string& window);
[[nodiscard]] std::string outcome_words(const ui::Locale& locale, const api::DisclosedCase& c);
[[nodiscard]] std::vector<ui::TimelineStep> timeline_of(const ui::Locale& locale,
                                                        const api::DisclosedCase& c);

// The answer to "how long still?" at a glance: a number with its unit, or a word in place of the number.
struct LimitAtAGlance {
    std::string caption;
    std::string figure;
    std::string unit;  // empty: `figure` is words
    std::string note;
    ui::Tone tone{};
};
[[nodiscard]] LimitAtAGlance limit_at_a_glance(const ui::Locale& locale, const api::TimeLimit& limit,
                                               const std::string& window);

// Acceptance number, stage and day: nothing that names a person.
[[nodiscard]] std::string take_away_text(const ui::Locale& locale, const api::DisclosedCase& c, Date today);

}  // namespace lobby::kiosk::lookup
