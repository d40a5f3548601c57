#include "office/demo/case_maker.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "office/demo/lives.hpp"

namespace lobby::office::demo {

namespace {

using api::CaseKind;
using api::Measure;
using api::Outcome;
using api::Role;
using std::chrono::days;

// Of the cases whose limit passed lately: so many that about one pending case in a hundred is overdue.
constexpr int left_undecided_per_mille = 17;
constexpr days left_undecided_for{14};

constexpr bool has(uint32_t marks, Confidentiality mark) {
    return (marks & static_cast<uint32_t>(mark)) != 0;
}

const Cause& pick_cause(std::span<const Cause> causes, Random& random) {
    std::array<int, 32> weights{};
    for (size_t i = 0; i < causes.size(); ++i) weights[i] = causes[i].weight;
    return causes[random.weighted(std::span(weights).first(causes.size()))];
}

const MarkedCauses& pick_mark(Random& random) {
    const auto marks = marked_causes();
    std::array<int, 8> weights{};
    for (size_t i = 0; i < marks.size(); ++i) weights[i] = marks[i].weight;
    return marks[random.weighted(std::span(weights).first(marks.size()))];
}

Measure lighter_measure(Random& random) {
    static constexpr std::array<Measure, 3> measures{Measure::bail, Measure::residential_surveillance,
                                                     Measure::none};
    static constexpr std::array<int, 3> weights{86, 6, 8};
    return measures[random.weighted(weights)];
}

// The measure after the decision: approval arrests, refusal and non-prosecution set free.
Measure measure_after(Measure before, Outcome outcome, Random& random) {
    switch (outcome) {
        case Outcome::arrest_approved:
            return Measure::arrested;
        case Outcome::arrest_not_approved:
            return random.chance(800) ? Measure::bail : Measure::none;
        case Outcome::not_prosecuted:
            return Measure::none;
        case Outcome::withdrawn:
            return random.chance(600) ? Measure::none : Measure::bail;
        default:
            return before;
    }
}

}  // namespace

CaseMaker::CaseMaker(uint64_t seed, Date first_day, Date today, uint64_t cases, const WorkingDays& calendar)
    : seed_(seed),
      today_(today),
      calendar_(calendar),
      population_(seed, first_day),
      lawyers_(static_cast<uint32_t>(std::clamp<uint64_t>(cases / 50, 40, Population::lawyers_max))) {}

DemoCase CaseMaker::make(const CaseOrder& order) {
    Random random(seed_, made_++);
    DemoCase made;
    made.kind = order.kind;
    made.accepted_on = order.accepted_on;
    std::span<const Cause> causes = open_causes();
    if (order.confidential) {
        const auto& marked = pick_mark(random);
        made.confidentiality = marked.mark;
        causes = marked.causes;
    }
    const Cause& cause = pick_cause(causes, random);
    made.cause = cause.name;
    made.department = cause.department;
    add_suspects(made, cause, has(made.confidentiality, Confidentiality::minor_suspect), random);
    add_victims(made, cause, has(made.confidentiality, Confidentiality::minor_victim), random);
    if (made.kind == CaseKind::prosecution_review && random.chance(cause.fast_track_per_mille))
        made.procedure = random.chance(700) ? Procedure::fast_track : Procedure::fast_track_over_a_year;
    live(made, random);
    add_entitlements(made, random);
    return made;
}

void CaseMaker::add_suspects(DemoCase& made, const Cause& cause, bool minors, Random& random) {
    static constexpr std::array<int, 4> group_weights{60, 25, 10, 5};
    const size_t count = random.chance(cause.group_per_mille) ? 2 + random.weighted(group_weights) : 1;
    const Measure custody = made.kind == CaseKind::arrest_review ? Measure::detained : Measure::arrested;
    // Arrest is mostly asked for people who are detained already.
    const int lighter =
        made.kind == CaseKind::arrest_review ? cause.bail_per_mille / 5 : cause.bail_per_mille;
    for (size_t i = 0; i < count; ++i) {
        const Sex sex = random.chance(870) ? Sex::male : Sex::female;
        DemoParty suspect;
        suspect.position = PartyPosition::suspect;
        suspect.person = minors && i == 0 ? population_.minor(sex, 14, made.accepted_on, random)
                                          : population_.adult(sex, random);
        suspect.measure = random.chance(lighter) ? lighter_measure(random) : custody;
        if (suspect.measure == custody) made.in_custody = true;
        made.parties.push_back(std::move(suspect));
    }
}

void CaseMaker::add_victims(DemoCase& made, const Cause& cause, bool minors, Random& random) {
    if (!random.chance(cause.victims_per_mille)) return;
    const int count = random.chance(150) ? 2 : 1;
    for (int i = 0; i < count; ++i) {
        const Sex sex = random.chance(450) ? Sex::male : Sex::female;
        DemoParty victim;
        victim.position = PartyPosition::victim;
        victim.person =
            minors ? population_.minor(sex, 10, made.accepted_on, random) : population_.adult(sex, random);
        made.parties.push_back(std::move(victim));
    }
}

void CaseMaker::live(DemoCase& made, Random& random) {
    const Circumstances circumstances{made.kind, made.procedure, made.in_custody, made.accepted_on};
    const Life whole = whole_life(circumstances, random, calendar_);
    Life life = known_on(whole, today_);
    if (random.chance(left_undecided_per_mille)) {
        auto undecided = overdue_instead(whole, circumstances, today_, calendar_);
        if (undecided && due_date(circumstances, undecided->events, calendar_) + left_undecided_for >= today_)
            life = std::move(*undecided);
    }
    made.events = std::move(life.events);
    made.outcome = life.outcome;
    made.concluded_on = life.concluded_on;
    for (auto& party : made.parties)
        if (party.position == PartyPosition::suspect)
            party.measure = measure_after(party.measure, made.outcome, random);
}

DemoEntitlement CaseMaker::entitle(Person person, Role role, int principal, const DemoCase& made,
                                   Random& random) const {
    DemoEntitlement e{std::move(person), role, principal, std::nullopt, false};
    if (random.chance(200)) e.valid_until = made.accepted_on + days(random.between(180, 540));
    e.withdrawn = random.chance(15);
    return e;
}

void CaseMaker::add_entitlements(DemoCase& made, Random& random) {
    const uint32_t first_lawyer = random.below(lawyers_);
    for (size_t i = 0; i < made.parties.size(); ++i) {
        const auto& party = made.parties[i];
        const int ordinal = static_cast<int>(i) + 1;
        const auto number = IdentityNumber::parse(party.person.number);
        const bool minor = number && age_on(number->birth(), made.accepted_on) < 18;
        const auto add = [&](Person person, Role role) {
            made.entitlements.push_back(entitle(std::move(person), role, ordinal, made, random));
        };
        // Nobody defends two suspects of one case; a victim's agent is yet another lawyer.
        const Person lawyer = population_.lawyer((first_lawyer + static_cast<uint32_t>(i)) % lawyers_);
        if (party.position == PartyPosition::suspect) {
            const bool at_home = party.measure != Measure::detained && party.measure != Measure::arrested;
            if (!minor && at_home && random.chance(350)) add(party.person, Role::party);
            if (!minor && random.chance(at_home ? 80 : 300)) {
                auto relative = population_.relative_of(party.person, random);
                add(std::move(relative), Role::close_relative);
            }
            if (random.chance(300)) add(lawyer, Role::defender);
        } else {
            if (!minor && random.chance(250)) add(party.person, Role::party);
            if (random.chance(120)) add(lawyer, Role::agent);
        }
        if (minor && random.chance(700)) {
            auto parent = population_.relative_of(party.person, random);
            add(std::move(parent), Role::legal_representative);
        }
    }
}

}  // namespace lobby::office::demo
