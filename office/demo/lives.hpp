// How a case goes: the stages it passes and on which days, always within the law's time limits.
#pragma once

#include <optional>
#include <vector>

#include "office/cases/time_limits.hpp"
#include "office/demo/random.hpp"

namespace lobby::office::demo {

struct Life {
    std::vector<api::StageEvent> events;
    api::Outcome outcome = api::Outcome::pending;
    std::optional<Date> concluded_on;
};

struct Circumstances {
    api::CaseKind kind{};  // arrest_review or prosecution_review
    Procedure procedure = Procedure::ordinary;
    bool in_custody = false;
    Date accepted_on;
};

// A whole life, from acceptance to conclusion.
[[nodiscard]] Life whole_life(const Circumstances& circumstances, Random& random,
                              const WorkingDays& calendar);

// What is known of it on `today`.
[[nodiscard]] Life known_on(Life life, Date today);

// The same case, left undecided by mistake: nothing when its limit has not passed before `today`.
[[nodiscard]] std::optional<Life> overdue_instead(Life life, const Circumstances& circumstances, Date today,
                                                  const WorkingDays& calendar);

// The last day of the term that runs at the end of these events.
[[nodiscard]] Date due_date(const Circumstances& circumstances, const std::vector<api::StageEvent>& events,
                            const WorkingDays& calendar);

// The last working day up to and including `day`.
[[nodiscard]] Date working_day_until(Date day, const WorkingDays& calendar);

}  // namespace lobby::office::demo
