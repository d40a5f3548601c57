// Provisions on Case Information Disclosure (2021) arts. 4 and 7: every role × kind of case × confidentiality
// mark × field. The table of what may be told is written here a second time, by its words, so that a slip in
// one of the two shows.
#include "office/cases/disclosure.hpp"

#include <map>
#include <set>

#include <gtest/gtest.h>

namespace lobby::office {
namespace {

using api::CaseKind;
using api::Role;

const Date today = *parse_date("2026-11-24");

StoredCase full_case(CaseKind kind) {
    StoredCase c;
    c.case_id = 1;
    c.acceptance_number = "53052120260000101";
    c.kind = kind;
    c.cause = "cause";
    c.department = "department";
    c.accepted_on = *parse_date("2026-11-02");
    c.outcome = api::Outcome::prosecuted;
    c.concluded_on = *parse_date("2026-11-20");
    c.parties = {{1, PartyPosition::suspect, "first suspect", api::Measure::arrested},
                 {2, PartyPosition::suspect, "second suspect", api::Measure::bail},
                 {3, PartyPosition::victim, "the victim", api::Measure::none},
                 {4, PartyPosition::applicant, "the applicant", api::Measure::none}};
    c.events = {{api::Stage::accepted, *parse_date("2026-11-02")},
                {api::Stage::concluded, *parse_date("2026-11-20")}};
    return c;
}

Entitlement entitled(Role role, int principal = 1) {
    return {"53052120260000101", role, principal, "\u6BB5\u6587", std::nullopt, false};
}

constexpr Role all_roles[] = {Role::party, Role::legal_representative, Role::close_relative, Role::defender,
                              Role::agent};
constexpr CaseKind all_kinds[] = {
    CaseKind::arrest_review,     CaseKind::prosecution_review,         CaseKind::criminal_petition,
    CaseKind::civil_supervision, CaseKind::administrative_supervision, CaseKind::state_compensation,
    CaseKind::judicial_relief};

std::set<std::string> fields_in(const api::DisclosedCase& c) {
    std::set<std::string> out;
    if (c.cause) out.insert("cause");
    if (!c.suspects.empty()) out.insert("suspects");
    if (c.accepted_on) out.insert("accepted_on");
    if (c.department) out.insert("department");
    if (c.stage) out.insert("stage");
    if (!c.history.empty()) out.insert("history");
    if (c.limit) out.insert("limit");
    if (c.measure) out.insert("measure");
    if (c.outcome) out.insert("outcome");
    if (c.concluded_on) out.insert("concluded_on");
    return out;
}

const std::map<CaseKind, std::set<std::string>> expected_fields{
    {CaseKind::arrest_review,
     {"cause", "suspects", "accepted_on", "department", "stage", "history", "limit", "measure", "outcome",
      "concluded_on"}},
    {CaseKind::prosecution_review,
     {"cause", "suspects", "accepted_on", "department", "stage", "history", "limit", "measure", "outcome",
      "concluded_on"}},
    {CaseKind::criminal_petition,
     {"cause", "suspects", "accepted_on", "department", "stage", "history", "outcome", "concluded_on"}},
    {CaseKind::civil_supervision,
     {"cause", "accepted_on", "department", "stage", "history", "outcome", "concluded_on"}},
    {CaseKind::administrative_supervision,
     {"cause", "accepted_on", "department", "stage", "history", "outcome", "concluded_on"}},
    {CaseKind::state_compensation,
     {"accepted_on", "department", "stage", "history", "outcome", "concluded_on"}},
    {CaseKind::judicial_relief, {"accepted_on", "department", "stage", "history", "outcome", "concluded_on"}},
};

TEST(Disclosure, TellsTheFieldsOfTheKindToEveryRole) {
    for (const auto kind : all_kinds) {
        for (const auto role : all_roles) {
            const auto stored = full_case(kind);
            EXPECT_FALSE(refusal_of(entitled(role), stored, "\u6BB5\u6587", today));
            const auto told = disclose(stored, entitled(role), today, WorkingDays::built_in());
            ASSERT_TRUE(told);
            EXPECT_EQ(fields_in(*told), expected_fields.at(kind))
                << api::word_of(kind) << ' ' << api::word_of(role);
            EXPECT_EQ(told->asked_as, role);
        }
    }
}

TEST(Disclosure, Article4_AnyMarkOfConfidentialityTellsNothingToAnybody) {
    for (const auto kind : all_kinds) {
        for (const auto role : all_roles) {
            for (uint32_t marks = 1; marks < 128; ++marks) {
                auto stored = full_case(kind);
                stored.confidentiality = marks;
                EXPECT_EQ(refusal_of(entitled(role), stored, "", today), Refusal::excluded);
                EXPECT_FALSE(disclose(stored, entitled(role), today, WorkingDays::built_in()));
            }
        }
    }
}

TEST(Disclosure, TheVictimIsNeverNamed) {
    for (const auto kind : all_kinds)
        for (const auto role : all_roles)
            for (int principal = 0; principal <= 4; ++principal) {
                const auto told =
                    disclose(full_case(kind), entitled(role, principal), today, WorkingDays::built_in());
                ASSERT_TRUE(told);
                for (const auto& name : told->suspects) EXPECT_NE(name, "the victim");
            }
}

TEST(Disclosure, WhoAsksForOneSuspectHearsOfThatOneAlone) {
    const auto told = disclose(full_case(CaseKind::prosecution_review), entitled(Role::close_relative, 2),
                               today, WorkingDays::built_in());
    ASSERT_TRUE(told);
    EXPECT_EQ(told->suspects, std::vector<std::string>{"second suspect"});
    EXPECT_EQ(told->measure, api::Measure::bail);
}

TEST(Disclosure, NoMeasureForWhoAsksForTheVictimOrTheCaseAsAWhole) {
    for (const int principal : {0, 3}) {
        const auto told = disclose(full_case(CaseKind::prosecution_review), entitled(Role::agent, principal),
                                   today, WorkingDays::built_in());
        ASSERT_TRUE(told);
        EXPECT_FALSE(told->measure);
    }
}

struct RefusedBecause {
    const char* name;
    Entitlement entitlement;
    const char* card_name;
    std::optional<Refusal> refusal;
};

class Entitlements : public testing::TestWithParam<RefusedBecause> {};

Entitlement changed(void (*change)(Entitlement&)) {
    auto e = entitled(Role::party);
    change(e);
    return e;
}

TEST_P(Entitlements, AreEffectiveOrNot) {
    EXPECT_EQ(refusal_of(GetParam().entitlement, full_case(CaseKind::prosecution_review),
                         GetParam().card_name, today),
              GetParam().refusal);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, Entitlements,
    testing::Values(
        RefusedBecause{"card", entitled(Role::party), "\u6BB5\u6587", std::nullopt},
        RefusedBecause{"code", entitled(Role::party), "", std::nullopt},
        RefusedBecause{"other_name", entitled(Role::party), "\u674E\u6587", Refusal::name_mismatch},
        RefusedBecause{"last_day", changed([](Entitlement& e) { e.valid_until = today; }), "", std::nullopt},
        RefusedBecause{"day_after",
                       changed([](Entitlement& e) { e.valid_until = today - std::chrono::days(1); }), "",
                       Refusal::expired},
        RefusedBecause{"withdrawn", changed([](Entitlement& e) { e.withdrawn = true; }), "",
                       Refusal::withdrawn},
        RefusedBecause{"other_case",
                       changed([](Entitlement& e) { e.acceptance_number = "53052120260000102"; }), "",
                       Refusal::not_entitled},
        RefusedBecause{"nobody_in_the_case", changed([](Entitlement& e) { e.principal = 9; }), "",
                       Refusal::not_entitled}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(Names, SpacesDotsAndCaseDoNotCount) {
    EXPECT_TRUE(same_name("\u963F\u4F9D\u00B7\u53E4\u4E3D", "\u963F\u4F9D\u2022\u53E4\u4E3D"));
    EXPECT_TRUE(same_name("\u963F\u4F9D\u00B7\u53E4\u4E3D", "\u963F\u4F9D\u53E4\u4E3D"));
    EXPECT_TRUE(same_name("SMITH JOHN", "Smith  John"));
    EXPECT_TRUE(same_name("\u6BB5\u3000\u6587", "\u6BB5\u6587"));
    EXPECT_FALSE(same_name("\u6BB5\u6587", "\u6BB5\u6587\u6587"));
}

}  // namespace
}  // namespace lobby::office
