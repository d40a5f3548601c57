// The client, the case, and who else acts there, as a kiosk is told of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/lawyers/lawyer_office.hpp"

namespace lobby::test {
namespace {

using api::Finding;
using api::FormField;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

constexpr const char* number = "53052120260012301";
const std::string client = "\u5F20\u4E09";
const std::string other_client = "\u674E\u56DB";
const std::string victim = "\u738B\u4E94";

class CaseChecks : public testing::Test {
protected:
    CaseChecks() {
        office.add_case(number, {{1, 1, client, 500}, {2, 1, other_client, 501}, {3, 2, victim, 502}});
        office.add_case("secret-case", {{1, 1, client, {}}}, 2, 1);
        office.add_case("arrest-review", {{1, 1, client, 500}}, 1);
    }
    api::RegistrationForm by_identity(int n, const std::string& name, int identity) {
        auto form = office.form(n, name, "");
        std::erase_if(form.fields, [](const auto& f) { return f.field == FormField::case_number; });
        LawyerOffice::set(form, FormField::client_identity, person(identity).reveal());
        return form;
    }
    LawyerOffice office;
};

TEST_F(CaseChecks, NothingIsWrongWithADefenderOfASuspect) {
    EXPECT_THAT(office.check(office.form(1, client, number)), IsEmpty());
    EXPECT_EQ(office.data.ledger_entries("registration_checked"), 1);
    EXPECT_NE(office.data.last_ledger_body().find(number), std::string::npos);
}

TEST_F(CaseChecks, UnknownSecretAndOtherPeoplesCasesAreOneAnswer) {
    // Each by a lawyer of his own: wrong ones are counted.
    const auto unknown = office.check(office.form(1, client, "53052120260099901"));
    EXPECT_THAT(unknown, ElementsAre(Finding::case_not_found));
    EXPECT_EQ(office.check(office.form(2, client, "secret-case")), unknown);
    EXPECT_EQ(office.check(office.form(3, "\u9648\u516D", number)), unknown);
    EXPECT_EQ(office.check(by_identity(4, client, 501)), unknown) << "the identity number of somebody else";
    EXPECT_EQ(office.check(by_identity(5, client, 700)), unknown);
    EXPECT_EQ(office.data.last_ledger_body().find(number), std::string::npos);
}

TEST_F(CaseChecks, TheClientIsFoundByHisIdentityNumberWhereFilesAreOpen) {
    EXPECT_THAT(office.check(by_identity(1, client, 500)), IsEmpty());
    EXPECT_NE(office.data.last_ledger_body().find(number), std::string::npos)
        << "not the review of his arrest";
}

TEST_F(CaseChecks, FilesAreNotOpenBeforeTheReviewForProsecution) {
    EXPECT_THAT(office.check(office.form(1, client, "arrest-review")), ElementsAre(Finding::stage_not_open));
}

TEST_F(CaseChecks, AVictimHasAnAgentWithoutALimit) {
    EXPECT_THAT(office.check(office.form(1, victim, number)), IsEmpty());
    const auto id = office.confirmed(office.form(1, victim, number));
    EXPECT_EQ(office.stored(id).client->role, api::Role::agent);
    office.confirmed(office.form(2, victim, number));
    EXPECT_THAT(office.check(office.form(3, victim, number)), IsEmpty());
}

TEST_F(CaseChecks, ASuspectHasTwoDefendersAtMost) {
    office.confirmed(office.form(1, client, number));
    EXPECT_THAT(office.check(office.form(3, client, number)), IsEmpty());
    // The second was entered by window staff.
    office.data.grant(2, number);
    const auto second = office.form(3, client, number);
    EXPECT_THAT(office.check(second), IsEmpty()) << "a relative, and for the case as a whole";
    const auto two = office.hand_in(office.form(4, client, number));
    office.confirmed(office.form(5, client, number));
    EXPECT_THAT(office.check(second), ElementsAre(Finding::defenders_full));
    EXPECT_THAT(office.check(office.form(3, other_client, number)), IsEmpty()) << "another suspect's";
    EXPECT_TRUE(office.take(two));
    EXPECT_THAT(office.stored(two).pages, Not(IsEmpty()));
    EXPECT_EQ(office.confirm(two).error(), office::ReviewRefusal::pages_missing);
}

TEST_F(CaseChecks, TheThirdIsNotConfirmedEvenIfHeWasFirstInLine) {
    const auto form = office.form(3, client, number);
    const auto third = office.hand_in(form);
    office.send_pages(form);
    office.confirmed(office.form(1, client, number));
    office.confirmed(office.form(2, client, number));
    EXPECT_TRUE(office.take(third));
    EXPECT_EQ(office.confirm(third).error(), office::ReviewRefusal::defenders_full);
}

TEST_F(CaseChecks, NobodyDefendsTwoSuspectsOfOneCase) {
    office.confirmed(office.form(1, client, number));
    const auto form = office.form(1, other_client, number);
    EXPECT_THAT(office.check(form), ElementsAre(Finding::conflict_of_clients));
    const auto id = office.hand_in(form);
    office.send_pages(form);
    EXPECT_TRUE(office.take(id));
    EXPECT_EQ(office.confirm(id).error(), office::ReviewRefusal::conflict_of_clients);
}

TEST_F(CaseChecks, ACaseThatCameLaterCanBeConfirmed) {
    const auto form = office.form(1, "\u8D75\u4E03", "53052120260045601");
    const auto id = office.hand_in(form);
    office.send_pages(form);
    EXPECT_THAT(office.stored(id).findings, ElementsAre(Finding::case_not_found));
    EXPECT_TRUE(office.take(id));
    EXPECT_EQ(office.confirm(id).error(), office::ReviewRefusal::case_unknown);
    office.add_case("53052120260045601", {{1, 1, "\u8D75\u4E03", {}}});
    EXPECT_TRUE(office.confirm(id));
    EXPECT_EQ(office.stored(id).client->acceptance_number, "53052120260045601");
}

TEST_F(CaseChecks, AConfidentialCaseIsConfirmedByAPersonAndToldByNoMachine) {
    const auto form = office.form(1, client, "secret-case");
    const auto id = office.hand_in(form);
    EXPECT_THAT(office.stored(id).findings, ElementsAre(Finding::case_not_found));
    office.send_pages(form);
    EXPECT_TRUE(office.take(id));
    EXPECT_TRUE(office.confirm(id));
    EXPECT_FALSE(office.ask(1).registrations.at(0).stage);
}

TEST_F(CaseChecks, WhoTriesNumbersIsNotAnsweredAnyMore) {
    for (int i = 0; i < 4; ++i)
        EXPECT_THAT(office.check(office.form(1, client, "5305212026009990" + std::to_string(i))),
                    ElementsAre(Finding::case_not_found));
    EXPECT_THAT(office.check(office.form(1, client, number)), ElementsAre(Finding::office_unavailable));
    EXPECT_THAT(office.check(office.form(2, client, number)), IsEmpty()) << "a colleague at the same kiosk";
    office.clock.advance(std::chrono::seconds(31));
    EXPECT_THAT(office.check(office.form(1, client, number)), IsEmpty());

    // One kiosk with the cards of many.
    for (int n = 10; n < 23; ++n) office.check(office.form(n, client, "53052120260099901"), "hall-9");
    EXPECT_THAT(office.check(office.form(30, client, number), "hall-9"),
                Contains(Finding::office_unavailable));
    EXPECT_THAT(office.check(office.form(30, client, number), "hall-1"), IsEmpty());
}

TEST_F(CaseChecks, WithoutACaseNothingIsCounted) {
    for (int i = 0; i < 8; ++i) {
        auto form = office.form(1, client, number);
        std::erase_if(form.fields, [](const auto& f) { return f.field == FormField::case_number; });
        EXPECT_THAT(office.check(form), ElementsAre(Finding::case_not_found));
    }
    EXPECT_EQ(office.data.ledger_entries("registration_checked"), 0);
    EXPECT_THAT(office.check(office.form(1, client, number)), IsEmpty());
}

}  // namespace
}  // namespace lobby::test
