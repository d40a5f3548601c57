// What becomes of a lawyer's registration at the office, from the kiosk's journal to its end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/sealed/sealed_body.hpp"
#include "office/api/codec.hpp"
#include "office/api/sealed_contexts.hpp"
#include "office/cases/entitlements.hpp"
#include "tests/integration/lawyers/lawyer_office.hpp"

namespace lobby::test {
namespace {

using api::Finding;
using api::FormField;
using api::RegistrationState;
using api::ReturnReason;
using office::PageRefusal;
using office::ReviewRefusal;
using std::chrono::days;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* number = "53052120260012301";
const std::string client = "\u5F20\u4E09";
const std::string other_client = "\u674E\u56DB";

class Lawyers : public testing::Test {
protected:
    explicit Lawyers(office::LawyersConfig rules = {}) : office(std::move(rules)) {
        office.add_case(number, {{1, 1, client, 500}, {2, 1, other_client, 501}, {3, 2, "\u738B\u4E94", {}}});
    }
    std::vector<office::Entitlement> entitlements(int n) {
        return office::EntitlementReader(office.db).of(office.data.key().identity_index(person(n)));
    }
    LawyerOffice office;
};

TEST_F(Lawyers, ARegistrationIsKeptCheckedAndToldToItsLawyerOnly) {
    auto form = office.form(1, client, number);
    LawyerOffice::set(form, FormField::firm_code, "31110000E00017891X");
    const auto id = office.hand_in(form);
    const auto stored = office.stored(id);
    EXPECT_EQ(stored.standing.state, RegistrationState::submitted);
    EXPECT_THAT(stored.findings, ElementsAre(Finding::firm_code_wrong));
    EXPECT_EQ(stored.client, (office::ClientOfCase{number, 1, api::Role::defender}));
    EXPECT_EQ(office.data.ledger_entries("registration_submitted"), 1);

    const auto told = office.ask(1);
    ASSERT_EQ(told.registrations.size(), 1U);
    EXPECT_EQ(told.registrations[0].id, id);
    EXPECT_EQ(told.registrations[0].client_name, client);
    EXPECT_EQ(told.registrations[0].pages_waiting, 3U);
    EXPECT_FALSE(told.registrations[0].stage);
    EXPECT_THAT(told.earlier, IsEmpty());
    EXPECT_EQ(office.data.ledger_entries("registrations_told"), 1);
    EXPECT_THAT(office.ask(2).registrations, IsEmpty());
    EXPECT_THAT(
        office.run(office.desk->answer("hall-1", {person(1), SecretString("\u522B\u4EBA")})).registrations,
        IsEmpty())
        << "the number of his card, another name";
    EXPECT_EQ(office.data.ledger_entries("registrations_told"), 1) << "nothing was told";
    EXPECT_TRUE(office.data.ledger_sound());
}

TEST_F(Lawyers, TheSameEntryAgainChangesNothing) {
    const auto form = office.form(1, client, number);
    const auto submitted = office.seal(form);
    EXPECT_EQ(office.record(submitted), "");
    EXPECT_EQ(office.record(submitted), "");
    EXPECT_EQ(office.changes.size(), 1U);
    EXPECT_EQ(office.ask(1).registrations.size(), 1U);
}

TEST_F(Lawyers, AConfirmationOpensTheCaseToTheLawyer) {
    const auto form = office.form(1, client, number);
    const auto id = office.hand_in(form);
    EXPECT_EQ(office.confirm(id).error(), ReviewRefusal::not_taken);
    EXPECT_EQ(office.take(id)->stored.standing.reviewer, "li");
    EXPECT_EQ(office.take(id, "wang").error(), ReviewRefusal::not_yours);
    EXPECT_EQ(office.confirm(id).error(), ReviewRefusal::pages_missing);
    office.send_pages(form);
    const auto row = office.confirm(id);
    ASSERT_TRUE(row) << word_of(row.error());
    EXPECT_EQ(row->stored.standing.state, RegistrationState::confirmed);
    EXPECT_EQ(row->stored.decided_by, "li");

    const auto opened = entitlements(1);
    ASSERT_EQ(opened.size(), 1U);
    EXPECT_EQ(opened[0].acceptance_number, number);
    EXPECT_EQ(opened[0].role, api::Role::defender);
    EXPECT_EQ(opened[0].principal, 1);
    EXPECT_EQ(opened[0].person_name, name_of(1));
    EXPECT_EQ(opened[0].valid_until, office_date(monday_nine) + days(365));
    EXPECT_EQ(office.data.ledger_entries("code_issued"), 0) << "a query code that nobody is given";

    const auto told = office.ask(1).registrations.at(0);
    EXPECT_EQ(told.stage, api::Stage::under_review);
    EXPECT_EQ(told.stage_on, parse_date("2026-11-03"));
    EXPECT_EQ(told.valid_until, opened[0].valid_until);
    const auto earlier = office.ask(1).earlier;
    EXPECT_EQ(earlier.size(), 9U) << "certificate, firm and phone; client and letter are of one case";
    for (const auto& field : earlier) EXPECT_EQ(field.source, api::FieldSource::earlier);

    const auto today = office_date(monday_nine);
    EXPECT_TRUE(office::confirmed(office.db, id, office.data.key().identity_index(person(1)), today));
    EXPECT_FALSE(office::confirmed(office.db, id, office.data.key().identity_index(person(2)), today));
    EXPECT_FALSE(
        office::confirmed(office.db, id, office.data.key().identity_index(person(1)), today + days(366)));

    ASSERT_EQ(office.changes.size(), 3U);
    EXPECT_EQ(office.changes.back().from, RegistrationState::checking);
    EXPECT_EQ(office.changes.back().to, RegistrationState::confirmed);
    EXPECT_EQ(office.changes.back().phone.view(), "13800138000");
    EXPECT_EQ(office.after.size(), 3U);
    EXPECT_TRUE(office.data.ledger_sound());
}

TEST_F(Lawyers, WhoAgreesToNoNoticesIsSentNone) {
    auto form = office.form(1, client, number);
    form.agrees_to_notices = false;
    const auto id = office.confirmed(form);
    EXPECT_TRUE(office.changes.back().phone.empty());
    EXPECT_TRUE(office.desk->agreed_phone(office.db, id).empty());
}

TEST_F(Lawyers, ADecisionOnAnOldPageIsNotCarriedOut) {
    const auto id = office.hand_in(office.form(1, client, number));
    const auto seen = office.stored(id).version;
    EXPECT_TRUE(office.take(id));
    EXPECT_EQ(office.run(office.desk->return_with(id, seen, "li", {ReturnReason::other})).error(),
              ReviewRefusal::changed_meanwhile);
    EXPECT_EQ(office.run(office.desk->release(id, seen, "wang", false)).error(), ReviewRefusal::not_yours);
    api::RegistrationId nobodys{};
    EXPECT_EQ(office.run(office.desk->take(nobodys, 1, "li")).error(), ReviewRefusal::unknown);
}

TEST_F(Lawyers, WhatComesBackSaysWhyAndTheNextOneTakesItsPlace) {
    const auto form = office.form(1, client, number);
    const auto first = office.hand_in(form);
    office.send_pages(form);
    EXPECT_TRUE(office.take(first));
    EXPECT_EQ(office.give_back(first, {}).error(), ReviewRefusal::reasons);
    EXPECT_TRUE(office.give_back(first, {ReturnReason::page_unreadable, ReturnReason::other}));
    EXPECT_THAT(office.ask(1).registrations.at(0).reasons,
                ElementsAre(ReturnReason::page_unreadable, ReturnReason::other));
    EXPECT_EQ(office.changes.back().to, RegistrationState::returned);

    const auto mended = office.form(1, client, number);
    const auto second = office.hand_in(mended);
    const auto told = office.ask(1).registrations;
    ASSERT_EQ(told.size(), 1U) << "one, with the newer pages";
    EXPECT_EQ(told[0].id, second);
    const auto older = office.stored(first);
    EXPECT_EQ(older.merged_into, second);
    EXPECT_TRUE(older.erased);
    EXPECT_EQ(older.person, office::IdentityIndex{});
    EXPECT_FALSE(office::ScanArchive::arrived(office.db, form.pages[0].id));
    EXPECT_EQ(office.data.ledger_entries("registration_merged"), 1);
    EXPECT_EQ(office.data.ledger_entries("registration_erased"), 1);
}

TEST_F(Lawyers, WhatTheReasonsOfAReturnDoNotMeanNeedNotBeShownAgain) {
    const auto first = office.hand_in(office.form(1, client, number));
    EXPECT_TRUE(office.take(first));
    EXPECT_TRUE(office.give_back(first, {ReturnReason::firm_certificate_not_valid}));
    const auto earlier = office.ask(1).earlier;
    EXPECT_EQ(earlier.size(), 5U) << "the practising certificate and the phone";
    for (const auto& field : earlier)
        EXPECT_TRUE(field.field < api::FormField::firm_name || field.field == api::FormField::phone);

    // Handed in anew without it: nothing is lacking, and the reviewer can still open what came first.
    auto mended = office.form(1, client, number);
    std::erase_if(mended.pages, [](const api::PageReference& page) {
        return page.kind == api::PageKind::practising_certificate;
    });
    for (auto& field : mended.fields)
        if (field.field < api::FormField::firm_name) field.source = api::FieldSource::earlier;
    mended.follows = first;
    const auto second = office.hand_in(mended);
    EXPECT_THAT(office.stored(second).findings, IsEmpty());
    EXPECT_EQ(office.stored(first).merged_into, second);
    EXPECT_FALSE(office.stored(first).erased);

    // A reason that does not say which paper it means: everything again.
    EXPECT_TRUE(office.take(second));
    EXPECT_TRUE(office.give_back(second, {ReturnReason::page_unreadable}));
    EXPECT_THAT(office.ask(1).earlier, IsEmpty());
}

TEST_F(Lawyers, TwiceTheSameClientByCaseAndByIdentityNumberIsOne) {
    const auto first = office.hand_in(office.form(1, client, number));
    auto again = office.form(1, client, "");
    std::erase_if(again.fields, [](const auto& f) { return f.field == FormField::case_number; });
    LawyerOffice::set(again, FormField::client_identity, person(500).reveal());
    const auto second = office.hand_in(again);
    EXPECT_EQ(office.stored(first).merged_into, second);
    office.hand_in(office.form(2, client, number));
    EXPECT_EQ(office.ask(1).registrations.size(), 1U);
    EXPECT_EQ(office.ask(2).registrations.size(), 1U) << "a colleague's is his own";
}

TEST_F(Lawyers, ARenewalTakesThePlaceOfTheConfirmationWhenItIsConfirmed) {
    const auto first = office.confirmed(office.form(1, client, number));
    auto renewal = office.form(1, client, number);
    EXPECT_THAT(office.check(renewal), ElementsAre(Finding::already_registered));
    renewal.follows = first;
    EXPECT_THAT(office.check(renewal), IsEmpty());
    const auto second = office.hand_in(renewal);
    EXPECT_EQ(office.stored(first).standing.state, RegistrationState::confirmed) << "until then";
    office.send_pages(renewal);
    EXPECT_TRUE(office.take(second));
    EXPECT_TRUE(office.confirm(second));
    const auto older = office.stored(first);
    EXPECT_EQ(older.standing.state, RegistrationState::expired);
    EXPECT_FALSE(older.erased) << "papers that were not scanned again are there";
    const auto person_1 = office.data.key().identity_index(person(1));
    const auto found = office::confirmed(office.db, first, person_1, office_date(monday_nine));
    ASSERT_TRUE(found) << "a time that was booked with the first holds";
    EXPECT_EQ(found->id, second);
    int in_force = 0;
    for (const auto& e : entitlements(1)) in_force += e.withdrawn ? 0 : 1;
    EXPECT_EQ(in_force, 1);
    EXPECT_EQ(office::all_confirmed(office.db, office_date(monday_nine)).size(), 1U);
}

TEST_F(Lawyers, AWithdrawalClosesTheCase) {
    const auto id = office.confirmed(office.form(1, client, number));
    EXPECT_EQ(office.record(api::RegistrationWithdrawn{id}, "hall-2"), "");
    EXPECT_EQ(office.stored(id).standing.state, RegistrationState::withdrawn);
    EXPECT_TRUE(entitlements(1).at(0).withdrawn);
    EXPECT_EQ(office.record(api::RegistrationWithdrawn{id}), "not_open");
    EXPECT_EQ(office.record(api::RegistrationWithdrawn{{}}), "unknown");
}

TEST_F(Lawyers, WhatCannotBeOpenedOrReadIsKeptAsRefused) {
    const auto form = office.form(1, client, number);
    const auto key = sealed::PublicKey::parse(office.scans.public_key().public_key).value();
    const auto plain = api::encode_form(form);
    const std::span<const uint8_t> bytes(reinterpret_cast<const uint8_t*>(plain.view().data()), plain.size());

    auto stranger = office.seal(form);
    stranger.sealed_form =
        sealed::seal(bytes, sealed::KeyPair::make().public_key(), api::form_context(stranger.id));
    EXPECT_EQ(office.record(stranger), "other_key");
    auto moved = office.seal(form);
    moved.id.front() ^= 1;
    EXPECT_EQ(office.record(moved), "altered") << "sealed for another registration";
    auto cut = office.seal(form);
    cut.sealed_form.pop_back();
    EXPECT_EQ(office.record(cut), "altered");
    auto nonsense = office.seal(form);
    nonsense.sealed_form = sealed::seal(picture_of({}), key, api::form_context(nonsense.id));
    EXPECT_NE(office.record(nonsense), "");
    auto other_pages = office.seal(form);
    other_pages.pages.pop_back();
    EXPECT_EQ(office.record(other_pages), "pages_differ");
    EXPECT_TRUE(office.changes.empty());
    EXPECT_EQ(office.db.number("SELECT count(*) FROM registrations_refused"), 5);

    office.clock.advance(days(31));
    EXPECT_EQ(office.tidy(), 5U);
    EXPECT_EQ(office.db.number("SELECT count(*) FROM registrations_refused"), 0);
}

TEST_F(Lawyers, APageOfAnotherRegistrationIsNotTakenOver) {
    const auto mine = office.form(1, client, number);
    const auto id = office.hand_in(mine);
    auto his = office.form(2, other_client, number);
    his.pages[0] = mine.pages[0];
    EXPECT_EQ(office.record(office.seal(his), "hall-2"), "page_of_another");
    EXPECT_THAT(office.ask(2).registrations, IsEmpty()) << "nothing of it is left";
    EXPECT_EQ(office.db.number("SELECT count(*) FROM registration_pages"), 3);
    office.send_pages(mine);
    EXPECT_EQ(office.ask(1).registrations.at(0).pages_waiting, 0U);
    EXPECT_EQ(office.stored(id).pages.size(), 3U);
}

TEST_F(Lawyers, EveryViewOfAPageIsInTheLedgerBeforeItsPictureLeaves) {
    const auto form = office.form(1, client, number);
    const auto id = office.hand_in(form);
    const auto page = form.pages[1].id;
    const auto see = [&](const api::PageId& which) {
        return office.run(office.desk->view_page(id, which, "li"));
    };
    EXPECT_EQ(see(page).error(), PageRefusal::on_its_way);
    EXPECT_EQ(see(api::PageId{}).error(), PageRefusal::unknown);
    office.send_pages(form);
    EXPECT_EQ(office.data.ledger_entries("registration_page_viewed"), 0);
    const auto picture = see(page);
    ASSERT_TRUE(picture);
    EXPECT_TRUE(std::ranges::equal(picture->view(), picture_of(page)));
    EXPECT_EQ(office.data.ledger_entries("registration_page_viewed"), 1);

    const auto detail = office.run(office.desk->view(id, "li"));
    ASSERT_TRUE(detail);
    EXPECT_EQ(office.data.ledger_entries("registration_viewed"), 1);
    ASSERT_TRUE(detail->form);
    EXPECT_EQ(detail->form->lawyer, person(1));
    EXPECT_EQ(detail->of_case->acceptance_number, number);
    EXPECT_EQ(detail->arrived, std::vector<bool>(3, true));
    EXPECT_EQ(detail->row.client_name.view(), client);
    EXPECT_EQ(detail->row.due, parse_date("2026-12-03"));
    EXPECT_EQ(detail->row.days_left, 3);
    ASSERT_EQ(detail->history.size(), 3U);
    EXPECT_EQ(detail->history[0].command, "submit");
    EXPECT_EQ(detail->history[1].command, "view_page");
    EXPECT_EQ(detail->history[2].by, "li");
}

TEST_F(Lawyers, TheListTellsWhatIsOpenFirst) {
    const auto decided = office.confirmed(office.form(1, client, number));
    const auto older = office.hand_in(office.form(2, client, number));
    office.clock.advance(std::chrono::hours(1));
    const auto newer = office.hand_in(office.form(3, other_client, number));
    const auto rows = office.desk->list();
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 3U);
    EXPECT_EQ((*rows)[0].stored.id, older);
    EXPECT_EQ((*rows)[1].stored.id, newer);
    EXPECT_EQ((*rows)[2].stored.id, decided);
    EXPECT_EQ((*rows)[0].lawyer_name.view(), name_of(2));
    EXPECT_EQ((*rows)[0].pages_waiting, 3U);
}

TEST_F(Lawyers, WatchersAreToldOfEachChange) {
    int told = 0;
    const auto subscription = office.desk->subscribe(office.io.get_executor(), [&] { ++told; });
    const auto id = office.hand_in(office.form(1, client, number));
    office.settle();
    EXPECT_EQ(told, 1);
    EXPECT_TRUE(office.take(id));
    office.settle();
    EXPECT_EQ(told, 2);
    office.desk->page_arrived();
    office.settle();
    EXPECT_EQ(told, 3);
}

TEST_F(Lawyers, WhatIsOverExpiresAndIsErased) {
    const auto form = office.form(1, client, number);
    const auto kept = office.confirmed(form);
    const auto returned_form = office.form(2, client, number);
    const auto returned = office.hand_in(returned_form);
    EXPECT_TRUE(office.take(returned));
    EXPECT_TRUE(office.give_back(returned, {ReturnReason::page_missing}));
    EXPECT_EQ(office.tidy(), 0U);

    office.clock.advance(days(31));
    EXPECT_EQ(office.tidy(), 1U);
    EXPECT_EQ(office.stored(returned).standing.state, RegistrationState::expired);
    EXPECT_FALSE(office.stored(returned).erased);
    office.clock.advance(days(31));
    EXPECT_EQ(office.tidy(), 1U);
    EXPECT_TRUE(office.stored(returned).erased);
    EXPECT_EQ(office.run(office.desk->view(returned, "li")).error(), ReviewRefusal::erased);
    EXPECT_EQ(office.run(office.desk->view_page(returned, returned_form.pages[0].id, "li")).error(),
              PageRefusal::erased);

    office.clock.jump_wall(monday_nine + days(366));
    EXPECT_EQ(office.tidy(), 1U);
    EXPECT_EQ(office.stored(kept).standing.state, RegistrationState::expired);
    EXPECT_TRUE(entitlements(1).at(0).withdrawn);
    office.clock.advance(days(31));
    EXPECT_EQ(office.tidy(), 1U);
    EXPECT_THAT(office.ask(1).registrations, IsEmpty());
    EXPECT_FALSE(office::ScanArchive::arrived(office.db, form.pages[0].id));
    EXPECT_EQ(office.db.number("SELECT count(*) FROM registrations WHERE sealed_form IS NOT NULL OR "
                               "match_key IS NOT NULL OR identity_index <> zeroblob(16)"),
              0);
    EXPECT_EQ(office.data.ledger_entries("registration_erased"), 2);
    EXPECT_TRUE(office.data.ledger_sound());
}

class StrictOffice : public Lawyers {
protected:
    static office::LawyersConfig two_days() {
        office::LawyersConfig rules;
        rules.papers = {days(2), days(2), days(2)};
        return rules;
    }
    StrictOffice() : Lawyers(two_days()) {}
};

TEST_F(StrictOffice, ItsOwnAgesOfPapersHoldAtTheQuestionAndAtTheIntake) {
    const auto form = office.form(1, client, number);
    const auto old =
        ElementsAre(Finding::licence_expired, Finding::firm_date_wrong, Finding::letter_date_wrong);
    EXPECT_THAT(office.check(form), old);
    EXPECT_THAT(office.stored(office.hand_in(form)).findings, old);
}

class FourEyes : public Lawyers {
protected:
    static office::LawyersConfig two() {
        office::LawyersConfig rules;
        rules.four_eyes = true;
        return rules;
    }
    FourEyes() : Lawyers(two()) {}
};

TEST_F(FourEyes, TwoAccountsConfirm) {
    const auto form = office.form(1, client, number);
    const auto id = office.hand_in(form);
    office.send_pages(form);
    EXPECT_TRUE(office.take(id));
    EXPECT_EQ(office.confirm(id)->stored.standing.confirmed_once_by, "li");
    EXPECT_TRUE(entitlements(1).empty());
    EXPECT_TRUE(office.take(id));
    EXPECT_EQ(office.confirm(id).error(), ReviewRefusal::four_eyes);
    EXPECT_TRUE(office.run(office.desk->release(id, office.stored(id).version, "zhao", true)));
    EXPECT_TRUE(office.take(id, "wang"));
    EXPECT_EQ(office.confirm(id, "wang")->stored.standing.state, RegistrationState::confirmed);
    EXPECT_EQ(entitlements(1).size(), 1U);
    EXPECT_EQ(office.data.ledger_entries("registration_confirmed_once"), 1);
    EXPECT_EQ(office.data.ledger_entries("registration_confirmed"), 1);
}

}  // namespace
}  // namespace lobby::test
