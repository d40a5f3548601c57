#include "office/demo/lives.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace lobby::office::demo {

namespace {

using api::CaseKind;
using api::Outcome;
using api::Stage;
using std::chrono::days;

// Offices decide late in a term more often than early, and on working days where there is one left.
Date decision_day(Date earliest, Date due, Random& random, const WorkingDays& calendar) {
    const int span = static_cast<int>((due - earliest).count());
    if (span <= 0) return due;
    const int a = random.between(0, span);
    const int b = random.between(0, span);
    const Date day = earliest + days(std::max(a, b));
    return std::max(earliest, working_day_until(day, calendar));
}

Outcome outcome_of(CaseKind kind, Random& random) {
    if (kind == CaseKind::arrest_review) {
        static constexpr std::array<Outcome, 4> outcomes{
            Outcome::arrest_approved, Outcome::arrest_not_approved, Outcome::withdrawn, Outcome::transferred};
        static constexpr std::array<int, 4> weights{70, 25, 3, 2};
        return outcomes[random.weighted(weights)];
    }
    static constexpr std::array<Outcome, 4> outcomes{Outcome::prosecuted, Outcome::not_prosecuted,
                                                     Outcome::withdrawn, Outcome::transferred};
    static constexpr std::array<int, 4> weights{77, 18, 2, 3};
    return outcomes[random.weighted(weights)];
}

class Writer {
public:
    Writer(const Circumstances& circumstances, Random& random, const WorkingDays& calendar)
        : c_(circumstances), random_(random), calendar_(calendar) {}

    Life write() {
        add(Stage::accepted, c_.accepted_on);
        add(Stage::under_review, c_.accepted_on + days(c_.in_custody ? 0 : random_.between(0, 1)));
        if (c_.kind == CaseKind::arrest_review)
            maybe_extend(c_.in_custody ? 0 : 150);
        else if (c_.procedure == Procedure::ordinary)
            ordinary_prosecution();
        conclude();
        return std::move(life_);
    }

private:
    void ordinary_prosecution() {
        maybe_extend(220);
        if (!random_.chance(180)) return;
        send_back(Stage::first_return, Stage::first_resubmission);
        maybe_extend(180);
        if (!random_.chance(270)) return;
        send_back(Stage::second_return, Stage::second_resubmission);
        maybe_extend(250);
    }

    void add(Stage stage, Date on) { life_.events.push_back({stage, on}); }
    Date last() const { return life_.events.back().on; }
    Date due() const { return due_date(c_, life_.events, calendar_); }

    // Extended in the term's last days, before it ends.
    void maybe_extend(int per_mille) {
        if (!random_.chance(per_mille)) return;
        const Date end = due();
        add(Stage::extended,
            std::max(last(), working_day_until(end - days(random_.between(0, 3)), calendar_)));
    }

    // Art. 175: each supplementary investigation ends within a month.
    void send_back(Stage there, Stage back) {
        const Date earliest = std::min(last() + days(10), due());
        const Date returned = decision_day(earliest, due(), random_, calendar_);
        add(there, returned);
        const Date until = add_months(returned, 1);
        add(back, decision_day(returned + days(8), until, random_, calendar_));
    }

    void conclude() {
        const Date end = due();
        const int least = c_.kind == CaseKind::arrest_review ? 2 : 4;
        const Date earliest = std::min(last() + days(least), end);
        life_.outcome = outcome_of(c_.kind, random_);
        life_.concluded_on = decision_day(earliest, end, random_, calendar_);
        add(life_.outcome == Outcome::transferred ? Stage::transferred : Stage::concluded,
            *life_.concluded_on);
    }

    const Circumstances& c_;
    Random& random_;
    const WorkingDays& calendar_;
    Life life_;
};

bool ends_case(Stage stage) {
    return stage == Stage::concluded || stage == Stage::transferred;
}

}  // namespace

Date working_day_until(Date day, const WorkingDays& calendar) {
    while (!calendar.is_working_day(day)) day -= days(1);
    return day;
}

Date due_date(const Circumstances& c, const std::vector<api::StageEvent>& events,
              const WorkingDays& calendar) {
    const auto limit =
        time_limit({c.kind, c.procedure, c.in_custody, c.accepted_on, events, Outcome::pending, {}},
                   c.accepted_on, calendar);
    if (!limit || !limit->due) throw std::logic_error("demo: a case without a running term");
    return *limit->due;
}

Life whole_life(const Circumstances& circumstances, Random& random, const WorkingDays& calendar) {
    return Writer(circumstances, random, calendar).write();
}

Life known_on(Life life, Date today) {
    std::erase_if(life.events, [&](const auto& event) { return event.on > today; });
    if (life.concluded_on && *life.concluded_on > today) {
        life.concluded_on.reset();
        life.outcome = Outcome::pending;
    }
    return life;
}

std::optional<Life> overdue_instead(Life life, const Circumstances& circumstances, Date today,
                                    const WorkingDays& calendar) {
    if (life.events.empty() || !ends_case(life.events.back().stage)) return std::nullopt;
    life.events.pop_back();
    if (due_date(circumstances, life.events, calendar) >= today) return std::nullopt;
    life.outcome = Outcome::pending;
    life.concluded_on.reset();
    return life;
}

}  // namespace lobby::office::demo
