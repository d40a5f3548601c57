#include "office/cases/time_limits.hpp"

#include <algorithm>

namespace lobby::office {

namespace {

using api::LimitState;
using api::Stage;

struct Term {
    int months = 0;
    int days = 0;
};

// The base term and what an extension adds, one row a situation.
struct Terms {
    Term base;
    Term extension;
};

std::optional<Terms> terms_of(const CaseTimeline& t) {
    switch (t.kind) {
        case api::CaseKind::arrest_review:
            return t.in_custody ? Terms{{0, 7}, {}} : Terms{{0, 15}, {0, 5}};
        case api::CaseKind::prosecution_review:
            switch (t.procedure) {
                case Procedure::ordinary:
                    return Terms{{1, 0}, {0, 15}};
                case Procedure::fast_track:
                    return Terms{{0, 10}, {0, 5}};
                case Procedure::fast_track_over_a_year:
                    return Terms{{0, 15}, {}};
            }
            return std::nullopt;
        // (m) No article was checked for these: no limit is told rather than a doubtful one.
        case api::CaseKind::criminal_petition:
        case api::CaseKind::civil_supervision:
        case api::CaseKind::administrative_supervision:
        case api::CaseKind::state_compensation:
        case api::CaseKind::judicial_relief:
            return std::nullopt;
    }
    return std::nullopt;
}

Date last_of_month(Date day) {
    const std::chrono::year_month_day ymd{day};
    return std::chrono::sys_days{ymd.year() / ymd.month() / std::chrono::last};
}

bool is_last_of_month(Date day) {
    return day == last_of_month(day);
}

// A month ends on the same day of the next one, but from a month's last day it ends on the next one's last
// day. Days are counted from the day after the start (art. 105), so a term of 7 days from the 1st ends on the
// 8th.
Date end_of(Date start, const Term& term) {
    const Date end = add_months(start, term.months);
    const bool whole_month = term.months > 0 && is_last_of_month(start);
    return (whole_month ? last_of_month(end) : end) + std::chrono::days(term.days);
}

bool is_return(Stage stage) {
    return stage == Stage::first_return || stage == Stage::second_return;
}

bool is_resubmission(Stage stage) {
    return stage == Stage::first_resubmission || stage == Stage::second_resubmission;
}

}  // namespace

Date add_months(Date day, int months) {
    using namespace std::chrono;
    const year_month_day from{day};
    const year_month_day to = from + std::chrono::months(months);
    return to.ok() ? sys_days{to} : sys_days{to.year() / to.month() / last};
}

std::optional<api::TimeLimit> time_limit(const CaseTimeline& t, Date today, const WorkingDays& calendar) {
    const auto terms = terms_of(t);
    if (!terms) return std::nullopt;

    Date start = t.accepted_on;
    bool extended = false;
    bool suspended = false;
    bool ended = t.outcome != api::Outcome::pending || t.concluded_on.has_value();
    for (const auto& event : t.events) {
        if (is_return(event.stage)) {
            suspended = true;
        } else if (is_resubmission(event.stage)) {
            suspended = false;
            extended = false;
            start = event.on;
        } else if (event.stage == Stage::extended) {
            extended = true;
        } else if (event.stage == Stage::concluded || event.stage == Stage::transferred) {
            ended = true;
        }
    }

    // Away at the police, also when it ended there: no term of the office's own runs.
    if (suspended) return api::TimeLimit{ended ? LimitState::ended : LimitState::suspended, std::nullopt, 0};

    Date due = end_of(start, terms->base);
    if (extended) due = end_of(due, terms->extension);
    if (!t.in_custody) due = calendar.first_working_day_from(due);
    if (ended) return api::TimeLimit{LimitState::ended, due, 0};

    const auto left = static_cast<int>((due - today).count());
    return api::TimeLimit{left < 0 ? LimitState::overdue : LimitState::running, due, left};
}

}  // namespace lobby::office
