// Provisions on Case Information Disclosure (2021) arts. 4 and 7: every role × kind of case × confidentiality
// mark × field. The table of what may be told is written here a second time, by its words, so that a slip in
// one of the two shows.
#include "office/cases/disclosure.hpp"

#include <map>
#include <set>

#include <gtest/gtest.h>

#include "office/api/disclosure_table.hpp"

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

// Whom he asks for decides two fields: the names, and the measure, which is told of that suspect and of
// nobody else.
struct Principal {
    int ordinal;
    const char* who;
    std::vector<std::string> names;
    bool measure;
};

const std::vector<Principal> principals{
    {0, "the case as a whole", {"first suspect", "second suspect", "the applicant"}, false},
    {1, "the first suspect", {"first suspect"}, true},
    {2, "the second suspect", {"second suspect"}, true},
    {3, "the victim", {"first suspect", "second suspect", "the applicant"}, false},
    {4, "the applicant", {"the applicant"}, false},
};

TEST(Disclosure, TellsTheFieldsOfTheKindToEveryRoleForEveryPrincipal) {
    const auto calendar = WorkingDays::built_in();
    for (const auto kind : all_kinds)
        for (const auto role : all_roles)
            for (const auto& principal : principals) {
                SCOPED_TRACE(std::string(api::word_of(kind)) + ' ' + std::string(api::word_of(role)) + ' ' +
                             principal.who);
                const auto stored = full_case(kind);
                const auto entitlement = entitled(role, principal.ordinal);
                EXPECT_FALSE(refusal_of(entitlement, stored, "\u6BB5\u6587", today));
                const auto told = disclose(stored, entitlement, today, calendar);
                ASSERT_TRUE(told);
                auto fields = expected_fields.at(kind);
                if (!principal.measure) fields.erase("measure");
                EXPECT_EQ(fields_in(*told), fields);
                EXPECT_EQ(told->asked_as, role);
                EXPECT_EQ(told->kind, kind);
                EXPECT_EQ(told->acceptance_number, stored.acceptance_number);
                if (fields.contains("suspects")) {
                    EXPECT_EQ(told->suspects, principal.names);
                }
            }
}

TEST(Disclosure, TellsWhatTheExportSays) {
    const auto stored = full_case(CaseKind::prosecution_review);
    const auto told = disclose(stored, entitled(Role::defender, 2), today, WorkingDays::built_in());
    ASSERT_TRUE(told);
    EXPECT_EQ(told->cause, "cause");
    EXPECT_EQ(told->department, "department");
    EXPECT_EQ(told->accepted_on, stored.accepted_on);
    EXPECT_EQ(told->stage, api::Stage::concluded);
    EXPECT_EQ(told->history, stored.events);
    EXPECT_EQ(told->limit, (api::TimeLimit{api::LimitState::ended, *parse_date("2026-12-02"), 0}));
    EXPECT_EQ(told->measure, api::Measure::bail) << "of the suspect who is asked for";
    EXPECT_EQ(told->outcome, api::Outcome::prosecuted);
    EXPECT_EQ(told->concluded_on, stored.concluded_on);
}

// The export's steps and its result are two tables of another system: where the last step lags behind, a
// decided case is not told to be under review.
TEST(Disclosure, ACaseWithAResultIsConcludedWhateverItsLastStep) {
    struct Row {
        api::Outcome outcome;
        std::vector<api::Stage> stages;
        api::Stage told;
    };
    using enum api::Stage;
    for (const auto& row :
         {Row{api::Outcome::pending, {}, accepted}, Row{api::Outcome::pending, {accepted}, accepted},
          Row{api::Outcome::pending, {accepted, under_review}, under_review},
          Row{api::Outcome::pending, {accepted, extended}, extended},
          Row{api::Outcome::pending, {accepted, first_return}, first_return},
          Row{api::Outcome::prosecuted, {accepted, under_review}, concluded},
          Row{api::Outcome::not_prosecuted, {}, concluded},
          Row{api::Outcome::transferred, {accepted, under_review}, transferred},
          Row{api::Outcome::transferred, {accepted, transferred}, transferred},
          Row{api::Outcome::withdrawn, {accepted, concluded}, concluded}}) {
        auto stored = full_case(CaseKind::prosecution_review);
        stored.outcome = row.outcome;
        stored.concluded_on.reset();
        stored.events.clear();
        for (const auto stage : row.stages) stored.events.push_back({stage, stored.accepted_on});
        const auto told = disclose(stored, entitled(Role::party), today, WorkingDays::built_in());
        ASSERT_TRUE(told);
        EXPECT_EQ(told->stage, row.told) << api::word_of(row.outcome);
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

TEST(Disclosure, TheVictimIsNeverNamedNotEvenToHimself) {
    for (const auto kind : all_kinds)
        for (const auto role : all_roles)
            for (const auto& principal : principals) {
                const auto told = disclose(full_case(kind), entitled(role, principal.ordinal), today,
                                           WorkingDays::built_in());
                ASSERT_TRUE(told);
                for (const auto& name : told->suspects) EXPECT_NE(name, "the victim");
            }
}

// The kiosk checks again by the same table (office/api/disclosure_table): whatever an office sends.
TEST(DisclosureTable, TakesEveryOtherFieldAway) {
    for (const auto kind : all_kinds) {
        api::DisclosedCase sent;
        sent.kind = kind;
        sent.cause = "cause";
        sent.suspects = {"somebody"};
        sent.accepted_on = today;
        sent.department = "department";
        sent.stage = api::Stage::concluded;
        sent.history = {{api::Stage::concluded, today}};
        sent.limit = api::TimeLimit{api::LimitState::ended, today, 0};
        sent.measure = api::Measure::arrested;
        sent.outcome = api::Outcome::prosecuted;
        sent.concluded_on = today;
        api::keep_told_fields(sent);
        EXPECT_EQ(fields_in(sent), expected_fields.at(kind)) << api::word_of(kind);
    }
}

TEST(DisclosureTable, NamesNoFieldForAKindThatIsNot) {
    EXPECT_EQ(api::fields_told(static_cast<CaseKind>(0)), 0);
    EXPECT_EQ(api::fields_told(static_cast<CaseKind>(8)), 0);
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
    const auto stored = full_case(CaseKind::prosecution_review);
    EXPECT_EQ(refusal_of(GetParam().entitlement, stored, GetParam().card_name, today), GetParam().refusal);
}

// Whoever forgets to ask refusal_of first still tells nothing.
TEST_P(Entitlements, TellNothingWhereTheyAreNot) {
    const auto told = disclose(full_case(CaseKind::prosecution_review), GetParam().entitlement, today,
                               WorkingDays::built_in());
    const bool by_the_card_alone = GetParam().refusal == Refusal::name_mismatch;
    EXPECT_EQ(told.has_value(), !GetParam().refusal || by_the_card_alone);
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
        RefusedBecause{"withdrawn_though_expired", changed([](Entitlement& e) {
                           e.withdrawn = true;
                           e.valid_until = today - std::chrono::days(1);
                       }),
                       "", Refusal::withdrawn},
        RefusedBecause{"blank_name_on_both_sides", changed([](Entitlement& e) { e.person_name = " "; }),
                       "\u00B7", Refusal::name_mismatch},
        RefusedBecause{"negative_party", changed([](Entitlement& e) { e.principal = -1; }), "",
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
    for (const auto* dot : {"\u2027", "\u30FB", "\uFF0E", ".", " "})
        EXPECT_TRUE(same_name("\u5CA9\u00B7\u4E09\u574E", std::string("\u5CA9") + dot + "\u4E09\u574E"))
            << dot;
}

TEST(Names, RareCharactersCount) {
    EXPECT_TRUE(same_name("\u5468\U0002CB4E", "\u5468\U0002CB4E"));
    EXPECT_FALSE(same_name("\u5468\U0002CB4E", "\u5468\U0002B5AE"));
}

TEST(Names, ANameWithoutALetterIsNobodys) {
    EXPECT_FALSE(same_name("", ""));
    EXPECT_FALSE(same_name(" ", "\u00B7"));
    EXPECT_FALSE(same_name("\u6BB5", ""));
}

TEST(Refusals, EachHasItsWordInTheLedger) {
    using enum Refusal;
    std::set<std::string_view> words;
    for (const auto refusal : {unknown_person, not_entitled, expired, withdrawn, excluded, name_mismatch,
                               wrong_code, card_expired, locked})
        words.insert(word_of(refusal));
    EXPECT_EQ(words.size(), 9U);
    EXPECT_FALSE(words.contains("unknown"));
}

}  // namespace
}  // namespace lobby::office
