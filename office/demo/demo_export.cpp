#include "office/demo/demo_export.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

#include "office/demo/case_maker.hpp"

namespace lobby::office::demo {

namespace {

using api::CaseKind;
using std::chrono::days;

constexpr uint64_t seed_of_plan = ~uint64_t{0};  // the stream that decides kinds and marks

// The county's own code, then its neighbours under the same prefecture (m).
constexpr std::array<int, 5> units{530521, 530502, 530523, 530524, 530581};

// A serial number has five digits: an office that has more cases than that in a year is several offices, and
// a large export goes back over more years.
constexpr uint64_t cases_of_a_year = 20'000;
constexpr uint64_t serials = 99'999;
constexpr uint64_t cases_of_units = 400'000;  // a year, of all units

int years_of(uint64_t cases) {
    if (cases <= cases_of_a_year) return 1;
    return static_cast<int>(std::max<uint64_t>(5, (cases + cases_of_units - 1) / cases_of_units));
}

// Unit 6 + year 4 + serial 5 + 2 for the kind of case: 17 digits. What the last two stand for is (m).
class Numbering {
public:
    std::string next(int unit, Date accepted_on, CaseKind kind) {
        const int year = static_cast<int>(std::chrono::year_month_day(accepted_on).year());
        const uint64_t serial = ++serials_[{unit, year}];
        if (serial > serials) throw std::logic_error("demo: no serial number is left");
        return fmt::format("{}{}{:05}{}", unit, year, serial,
                           kind == CaseKind::prosecution_review ? "02" : "01");
    }

private:
    std::map<std::pair<int, int>, uint64_t> serials_;
};

std::vector<Date> working_days(Date first, Date last, const WorkingDays& calendar) {
    std::vector<Date> out;
    for (Date day = first; day <= last; day += days(1))
        if (calendar.is_working_day(day)) out.push_back(day);
    if (out.empty()) out.push_back(last);
    return out;
}

void count(ExportCounts& counts, const DemoCase& c, Date today, const WorkingDays& calendar) {
    ++counts.cases;
    if (c.confidentiality != 0) ++counts.confidential;
    if (c.outcome != api::Outcome::pending) return;
    ++counts.pending;
    const auto limit = time_limit({c.kind, c.procedure, c.in_custody, c.accepted_on, c.events, c.outcome, {}},
                                  today, calendar);
    if (limit && limit->state == api::LimitState::overdue) ++counts.overdue;
}

// The showcase's cases that the numbers allow, by acceptance.
std::vector<DemoCase*> shown_cases(const ExportOptions& options, Showcase& showcase) {
    uint64_t prosecution = options.prosecution;
    uint64_t arrest = options.arrest;
    std::vector<DemoCase*> shown;
    for (auto& c : showcase.cases) {
        auto& left = c.kind == CaseKind::prosecution_review ? prosecution : arrest;
        if (left == 0) continue;
        --left;
        shown.push_back(&c);
    }
    std::ranges::stable_sort(shown, {}, &DemoCase::accepted_on);
    return shown;
}

uint64_t share(uint64_t percent, uint64_t of) {
    return (percent * of + 50) / 100;
}

}  // namespace

void scale_to(ExportOptions& options, uint64_t cases) {
    const ExportOptions usual;
    const uint64_t all = usual.prosecution + usual.arrest;
    options.prosecution = (cases * usual.prosecution + all / 2) / all;
    options.arrest = cases - options.prosecution;
}

ExportCounts write_export(const ExportOptions& options, Showcase& showcase, const WorkingDays& calendar,
                          CaseWriter& writer) {
    const auto shown = shown_cases(options, showcase);
    const auto of_kind = [&](CaseKind kind) {
        return static_cast<uint64_t>(std::ranges::count(shown, kind, &DemoCase::kind));
    };
    const auto marked = static_cast<uint64_t>(
        std::ranges::count_if(shown, [](const DemoCase* c) { return c->confidentiality != 0; }));
    const uint64_t total = options.prosecution + options.arrest;
    const uint64_t others = total - shown.size();
    const uint64_t wanted = share(static_cast<uint64_t>(options.confidential_percent), total);

    const int years = years_of(total);
    const size_t unit_count = total > cases_of_a_year * 5 ? units.size() : 1;
    const Date first_day = add_months(options.today, -12 * years) + days(1);
    const auto acceptance_days = working_days(first_day, options.today, calendar);

    Random random(options.seed, seed_of_plan);
    ExactShare prosecutions(options.prosecution - of_kind(CaseKind::prosecution_review), others);
    ExactShare confidential(std::min(wanted - std::min(wanted, marked), others), others);
    CaseMaker maker(options.seed, first_day, options.today, total, calendar);
    Numbering numbering;
    ExportCounts counts;
    auto next_shown = shown.begin();

    const auto put = [&](DemoCase& c, int unit) {
        c.acceptance_number = numbering.next(unit, c.accepted_on, c.kind);
        writer.write(c);
        count(counts, c, options.today, calendar);
    };
    for (uint64_t i = 0; i < others; ++i) {
        CaseOrder order;
        order.accepted_on = acceptance_days[i * acceptance_days.size() / others];
        order.kind = prosecutions.next(random) ? CaseKind::prosecution_review : CaseKind::arrest_review;
        order.confidential = confidential.next(random);
        for (; next_shown != shown.end() && (*next_shown)->accepted_on <= order.accepted_on; ++next_shown)
            put(**next_shown, units[0]);
        auto made = maker.make(order);
        put(made, units[i % unit_count]);
    }
    for (; next_shown != shown.end(); ++next_shown) put(**next_shown, units[0]);
    writer.finish();
    return counts;
}

}  // namespace lobby::office::demo
