// Until when the office must decide. Pure.
//
// Sources: Criminal Procedure Law (2018) art. 91 (arrest review: 7 days from the request when detained), art.
// 172 (prosecution review: one month, 15 days more when grave or complex; 10 days with admitted guilt and
// fast track, 15 when more than a year's imprisonment is possible; on change of jurisdiction the term runs
// from receipt there), art. 175 (return for supplementary investigation: a month each, twice at most; on
// resubmission the term starts anew), art. 105 (the first day does not count; a last day that is a holiday
// moves to the first working day after, but not for a person in custody). Arrest review of a person not
// detained, 15 days, at most 20: the procuratorates' own rules (2019) art. 282. A month runs to the same day
// of the next one, from a month's last day to the next one's last: Supreme People's Court's interpretation of
// the same law (2021) art. 202; that procuratorates count so, too, is (m).
// Not counted, because an export does not tell it: the time of a psychiatric examination (art. 149).
#pragma once

#include <optional>
#include <span>

#include "office/api/messages.hpp"
#include "office/cases/calendar.hpp"

namespace lobby::office {

enum class Procedure : uint8_t { ordinary = 1, fast_track = 2, fast_track_over_a_year = 3 };

struct CaseTimeline {
    api::CaseKind kind{};
    Procedure procedure = Procedure::ordinary;
    bool in_custody = false;
    Date accepted_on;
    std::span<const api::StageEvent> events;  // oldest first
    api::Outcome outcome = api::Outcome::pending;
    std::optional<Date> concluded_on;
};

// Nothing for kinds of case for which no limit is told. A case that ended while it was returned has no last
// day.
[[nodiscard]] std::optional<api::TimeLimit> time_limit(const CaseTimeline& timeline, Date today,
                                                       const WorkingDays& calendar);

// The same day of a later month, or that month's last day where it has no such day.
[[nodiscard]] Date add_months(Date day, int months);

}  // namespace lobby::office
