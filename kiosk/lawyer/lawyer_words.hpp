// What a lawyer's registration is called on the screen. Pure.
#pragma once

#include <string>

#include "kiosk/lawyer/lawyer_flow.hpp"
#include "kiosk/ui/locale.hpp"

namespace lobby::kiosk::lawyer {

[[nodiscard]] std::string field_name(const ui::Locale& words, api::FormField field);
// As it is shown: dates in the visitor's way, numbers in groups.
[[nodiscard]] std::string value_words(const ui::Locale& words, const api::FieldValue& value);
[[nodiscard]] std::string page_name(const ui::Locale& words, api::PageKind kind);
[[nodiscard]] std::string state_words(const ui::Locale& words, api::RegistrationState state);
// What it means and what comes next.
[[nodiscard]] std::string standing_words(const ui::Locale& words, const api::RegistrationStanding& standing);
[[nodiscard]] std::string reasons_words(const ui::Locale& words,
                                        const std::vector<api::ReturnReason>& reasons);
[[nodiscard]] std::string day_words(const ui::Locale& words, Date day);
// Without the year, for days that lie close together.
[[nodiscard]] std::string short_day_words(const ui::Locale& words, Date day);
[[nodiscard]] std::string from_until(const ui::Locale& words, WallTime from, WallTime until);
[[nodiscard]] std::string paper_words(const ui::Locale& words, const Paper& paper);

}  // namespace lobby::kiosk::lawyer
