// The part of the office's rules that kiosks have to know.
#pragma once

#include <string>

#include "office/api/hall_rules.hpp"
#include "office/queue/settings.hpp"

namespace lobby::office {

// Holidays and working days at weekends from a week before `today` to a year after it. Pure.
[[nodiscard]] api::HallRules hall_rules(const queue::Settings& settings, const std::string& ticket_url,
                                        Date today);

}  // namespace lobby::office
