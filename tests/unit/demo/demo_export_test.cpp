// What a made-up export promises: the same bytes for the same seed and day, the office's load, valid numbers,
// and nobody in it whom the marks forbid.
#include "office/demo/demo_export.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "office/demo/random.hpp"
#include "tests/unit/demo/kept_cases.hpp"

namespace lobby::office::demo {
namespace {

using api::CaseKind;

std::string lines_of(const ExportOptions& options) {
    std::string lines;
    for (const auto& c : keep_export(options).cases) lines += ndjson_line(c);
    return lines;
}

uint64_t count_of(const KeptExport& kept, CaseKind kind) {
    return static_cast<uint64_t>(std::ranges::count(kept.cases, kind, &DemoCase::kind));
}

uint64_t confidential_in(const KeptExport& kept) {
    return static_cast<uint64_t>(
        std::ranges::count_if(kept.cases, [](const auto& c) { return c.confidentiality != 0; }));
}

// Reckoned apart from this code, by a script that gives SplitMix64's published first number (E220A8397B1DCDAF
// from state 0).
TEST(DemoRandom, IsTheSameOnEveryMachine) {
    Random random(1, 2);
    EXPECT_EQ(random.next(), 0x2056EB3DE99D7C09ULL);
    std::vector<uint32_t> drawn;
    for (int i = 0; i < 6; ++i) drawn.push_back(random.below(100));
    EXPECT_EQ(drawn, (std::vector<uint32_t>{92, 4, 2, 30, 42, 72}));
}

TEST(DemoRandom, AnExactShareIsExact) {
    for (const uint64_t wanted : {0, 1, 53, 1065}) {
        Random random(7, wanted);
        ExactShare share(wanted, 1065);
        uint64_t taken = 0;
        for (int i = 0; i < 1065; ++i) taken += share.next(random) ? 1 : 0;
        EXPECT_EQ(taken, wanted);
    }
}

TEST(DemoExport, IsTheSameForTheSameSeedAndDayAndAnotherForAnother) {
    const auto first = lines_of(options_of(1, "2026-11-24"));
    EXPECT_EQ(first, lines_of(options_of(1, "2026-11-24")));
    EXPECT_NE(first, lines_of(options_of(2, "2026-11-24")));
    EXPECT_NE(first, lines_of(options_of(1, "2026-11-25")));
}

TEST(DemoExport, TheDefaultIsTheOfficesPublishedLoad) {
    const auto kept = keep_export(options_of(1, "2026-11-24"));
    EXPECT_EQ(count_of(kept, CaseKind::prosecution_review), 623U);
    EXPECT_EQ(count_of(kept, CaseKind::arrest_review), 442U);
    EXPECT_EQ(kept.counts.cases, 1065U);
}

TEST(DemoExport, TheShareOfConfidentialCasesIsExact) {
    for (const int percent : {0, 1, 5, 50, 95}) {
        auto options = options_of(3, "2026-11-24");
        options.confidential_percent = percent;
        const auto kept = keep_export(options);
        // The labelled people keep theirs whatever the share: one confidential case, twenty others.
        const auto expected = std::max<uint64_t>(1, (1065 * static_cast<uint64_t>(percent) + 50) / 100);
        EXPECT_EQ(confidential_in(kept), expected) << percent;
        EXPECT_EQ(kept.counts.confidential, expected);
    }
}

TEST(DemoExport, AScaleKeepsTheProportionAndTheNumberOfCases) {
    const auto kept = keep_export(options_of(1, "2026-11-24", 10'650));
    EXPECT_EQ(count_of(kept, CaseKind::prosecution_review), 6'230U);
    EXPECT_EQ(count_of(kept, CaseKind::arrest_review), 4'420U);
}

TEST(DemoExport, SmallExportsHoldWhatWasAskedForAndOnlyItsPeople) {
    auto options = options_of(1, "2026-11-24");
    for (const auto& [prosecution, arrest] :
         std::vector<std::pair<uint64_t, uint64_t>>{{0, 0}, {1, 0}, {0, 1}, {3, 2}}) {
        options.prosecution = prosecution;
        options.arrest = arrest;
        const auto kept = keep_export(options);
        EXPECT_EQ(kept.cases.size(), prosecution + arrest);
        EXPECT_EQ(count_of(kept, CaseKind::arrest_review), arrest);
    }
}

TEST(DemoExport, ComesInOrderOfAcceptanceWithinItsYears) {
    for (const uint64_t scale : {1'065, 25'000}) {
        const auto options = options_of(5, "2026-11-24", scale);
        const auto kept = keep_export(options);
        EXPECT_TRUE(std::ranges::is_sorted(kept.cases, {}, &DemoCase::accepted_on));
        EXPECT_LE(kept.cases.back().accepted_on, options.today);
        EXPECT_GT(kept.cases.front().accepted_on, add_months(options.today, scale > 20'000 ? -61 : -13));
    }
}

TEST(DemoExport, AcceptanceNumbersHave17DigitsAndAreUnique) {
    const auto kept = keep_export(options_of(1, "2026-11-24", 120'000));
    std::set<std::string> numbers;
    std::set<std::string> units;
    for (const auto& c : kept.cases) {
        ASSERT_EQ(c.acceptance_number.size(), 17U);
        ASSERT_TRUE(std::ranges::all_of(c.acceptance_number, [](char d) { return d >= '0' && d <= '9'; }));
        ASSERT_EQ(c.acceptance_number.substr(6, 4), iso_date(c.accepted_on).substr(0, 4));
        ASSERT_TRUE(numbers.insert(c.acceptance_number).second) << "twice";
        units.insert(c.acceptance_number.substr(0, 6));
    }
    EXPECT_EQ(units.size(), 5U) << "so large an export is of several offices";
}

TEST(DemoExport, EveryIdentityNumberIsValidAndOnePersonsOnly) {
    const auto kept = keep_export(options_of(4, "2026-11-24", 60'000));
    std::map<std::string, std::string> names;
    const auto check = [&](const Person& person) {
        ASSERT_TRUE(IdentityNumber::parse(person.number));
        ASSERT_FALSE(person.name.empty());
        const auto [known, added] = names.emplace(person.number, person.name);
        ASSERT_TRUE(added || known->second == person.name) << "two people share a number";
    };
    for (const auto& c : kept.cases) {
        for (const auto& party : c.parties) check(party.person);
        for (const auto& e : c.entitlements) check(e.person);
    }
}

TEST(DemoExport, MinorsStandOnlyInCasesThatAreMarkedSo) {
    const auto kept = keep_export(options_of(6, "2026-11-24", 20'000));
    uint64_t suspects = 0;
    uint64_t victims = 0;
    for (const auto& c : kept.cases) {
        bool minor_suspect = false;
        bool minor_victim = false;
        for (const auto& party : c.parties) {
            const int age = age_on(IdentityNumber::parse(party.person.number)->birth(), c.accepted_on);
            ASSERT_GE(age, party.position == PartyPosition::suspect ? 14 : 6);
            ASSERT_LT(age, 80);
            if (age >= 18) continue;
            (party.position == PartyPosition::suspect ? minor_suspect : minor_victim) = true;
        }
        const auto has = [&](Confidentiality mark) {
            return (c.confidentiality & static_cast<uint32_t>(mark)) != 0;
        };
        ASSERT_EQ(minor_suspect, has(Confidentiality::minor_suspect));
        ASSERT_EQ(minor_victim, has(Confidentiality::minor_victim));
        suspects += minor_suspect ? 1 : 0;
        victims += minor_victim ? 1 : 0;
    }
    EXPECT_GT(suspects, 100U);
    EXPECT_GT(victims, 50U);
}

TEST(DemoExport, EveryReasonOfConfidentialityOccurs) {
    uint32_t marks = 0;
    for (const auto& c : keep_export(options_of(1, "2026-11-24")).cases) marks |= c.confidentiality;
    EXPECT_EQ(marks, 127U);
}

TEST(DemoExport, NamesOfEveryKindOccur) {
    const auto kept = keep_export(options_of(1, "2026-11-24"));
    uint64_t dotted = 0;
    uint64_t beyond_basic_plane = 0;
    for (const auto& c : kept.cases)
        for (const auto& party : c.parties) {
            dotted += party.person.name.find("\u00B7") != std::string::npos ? 1 : 0;
            beyond_basic_plane += party.person.name.find('\xF0') != std::string::npos ? 1 : 0;
        }
    EXPECT_GT(dotted, 50U);
    EXPECT_GT(beyond_basic_plane, 1U);
}

// Arts. 33 and 34 and the lawyers' rules: a lawyer does not defend two suspects of one case.
TEST(DemoExport, EntitlementsFitTheCase) {
    const auto kept = keep_export(options_of(8, "2026-11-24", 10'000));
    std::map<api::Role, uint64_t> roles;
    for (const auto& c : kept.cases) {
        std::set<std::string> people;
        for (const auto& e : c.entitlements) {
            ++roles[e.role];
            ASSERT_TRUE(people.insert(e.person.number).second);
            ASSERT_GE(e.principal, 1);
            ASSERT_LE(static_cast<size_t>(e.principal), c.parties.size());
            const auto& principal = c.parties[static_cast<size_t>(e.principal) - 1];
            if (e.role == api::Role::party) {
                ASSERT_EQ(e.person.number, principal.person.number);
            }
            if (e.role == api::Role::defender) {
                ASSERT_EQ(principal.position, PartyPosition::suspect);
            }
            if (e.role == api::Role::agent) {
                ASSERT_EQ(principal.position, PartyPosition::victim);
            }
        }
    }
    for (const auto role : {api::Role::party, api::Role::legal_representative, api::Role::close_relative,
                            api::Role::defender, api::Role::agent})
        EXPECT_GT(roles[role], 10U) << api::word_of(role);
}

}  // namespace
}  // namespace lobby::office::demo
