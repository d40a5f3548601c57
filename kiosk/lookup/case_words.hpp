// What the numbers and terms of a case are in words for a visitor. Pure but for the locale.
#pragma once

#include <string>
#include <vector>

#include "kiosk/ui/ui.hpp"
#include "office/api/messages.hpp"

namespace lobby::kiosk::lookup {

[[nodiscard]] std::string joined_names(const ui::Locale& locale, const std::vector<std::string>& names);
[[nodiscard]] std::string limit_words(const ui::Locale& locale, const api::TimeLimit& limit,
                                      const std::string& window);
[[nodiscard]] std::string outcome_words(const ui::Locale& locale, const api::DisclosedCase& c);
[[nodiscard]] std::string stage_text(const ui::Locale& locale, api::Stage stage,
                                     const char* part);  // "name", "means", "next"
[[nodiscard]] std::vector<ui::TimelineStep> timeline_of(const ui::Locale& locale,
                                                        const api::DisclosedCase& c);

// Acceptance number, stage and day: nothing that names a person.
[[nodiscard]] std::string take_away_text(const ui::Locale& locale, const api::DisclosedCase& c, Date today);

}  // namespace lobby::kiosk::lookup
