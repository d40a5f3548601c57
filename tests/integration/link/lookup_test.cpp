// Questions over the real link: what an entitlement opens, and that every refusal looks the same from
// outside.
#include <gtest/gtest.h>

#include "tests/support/counting_relay.hpp"
#include "tests/support/kiosk_client.hpp"
#include "tests/support/office_process.hpp"
#include "tests/support/running_office.hpp"

namespace lobby::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

const std::string open_case = "A-1";
const std::string secret_case = "A-2";

bool shows(const KioskClient::Answer& answer, const std::string& acceptance_number) {
    if (!answer) return false;
    const auto* told = std::get_if<api::CasesDisclosed>(&*answer);
    return told && told->cases.size() == 1 && told->cases[0].acceptance_number == acceptance_number;
}

bool refuses(const KioskClient::Answer& answer) {
    return answer && std::holds_alternative<api::NothingToShow>(*answer);
}

bool locked(const KioskClient::Answer& answer) {
    return answer && std::holds_alternative<api::LookupLocked>(*answer);
}

class LookupOverTheLink : public testing::Test {
protected:
    LookupOverTheLink() {
        data.add_case(open_case);
        data.add_case(secret_case, 1);
        code = *data.grant(1, open_case);
        secret_code = *data.grant(2, secret_case);
    }
    OfficeData data;
    std::string code;
    std::string secret_code;
};

TEST_F(LookupOverTheLink, CardAndCodeEachOpenARecordedEntitlement) {
    RunningOffice office(data);
    KioskClient kiosk(office.settings(data.enrol("hall-1")));
    ASSERT_TRUE(kiosk.wait_up());
    EXPECT_TRUE(shows(kiosk.ask(by_card(1)), open_case));
    EXPECT_EQ(data.ledger_entries("disclosure"), 1);
    EXPECT_TRUE(shows(kiosk.ask(by_code(1, code)), open_case));
    EXPECT_EQ(data.ledger_entries("disclosure"), 2);
    EXPECT_TRUE(data.ledger_sound());
}

TEST_F(LookupOverTheLink, TheDisclosedFieldsAreThoseOfTheCase) {
    RunningOffice office(data);
    KioskClient kiosk(office.settings(data.enrol("hall-1")));
    ASSERT_TRUE(kiosk.wait_up());
    const auto answer = kiosk.ask(by_card(1));
    ASSERT_TRUE(shows(answer, open_case));
    const auto& told = std::get<api::CasesDisclosed>(*answer).cases[0];
    EXPECT_EQ(told.cause, "cause");
    EXPECT_EQ(told.department, "department");
    EXPECT_EQ(told.accepted_on, parse_date("2026-11-02"));
    EXPECT_EQ(told.measure, api::Measure::bail);
    EXPECT_EQ(told.suspects, std::vector<std::string>{"suspect"});
    EXPECT_EQ(told.history.size(), 2u);
}

TEST_F(LookupOverTheLink, TheLedgerEntryIsThereWhenTheAnswerIs) {
    RunningOffice office(data);
    KioskClient kiosk(office.settings(data.enrol("hall-1")));
    ASSERT_TRUE(kiosk.wait_up());
    for (int i = 1; i <= 10; ++i) {
        ASSERT_TRUE(shows(kiosk.ask(by_card(1)), open_case));
        ASSERT_EQ(data.ledger_entries("disclosure"), i);
        ASSERT_TRUE(refuses(kiosk.ask(by_card(100 + i))));
        ASSERT_EQ(data.ledger_entries("refusal"), i);
    }
}

TEST_F(LookupOverTheLink, AWithdrawnOrExpiredEntitlementOpensNothingFromThenOn) {
    RunningOffice office(data);
    KioskClient kiosk(office.settings(data.enrol("hall-1")));
    ASSERT_TRUE(kiosk.wait_up());
    ASSERT_TRUE(shows(kiosk.ask(by_card(1)), open_case));
    data.withdraw(1);
    EXPECT_TRUE(refuses(kiosk.ask(by_card(1))));
    EXPECT_TRUE(refuses(kiosk.ask(by_code(1, code))));
    data.grant(3, open_case, office_date(now()));
    EXPECT_TRUE(shows(kiosk.ask(by_card(3)), open_case)) << "the last day counts";
    data.grant(4, open_case, office_date(now()) - std::chrono::days(1));
    EXPECT_TRUE(refuses(kiosk.ask(by_card(4))));
}

TEST_F(LookupOverTheLink, ACardThatIsNotInForceOpensNothing) {
    RunningOffice office(data);
    KioskClient kiosk(office.settings(data.enrol("hall-1")));
    ASSERT_TRUE(kiosk.wait_up());
    const auto today = office_date(now());
    const auto with = [](Date from, std::optional<Date> to) {
        return api::LookupRequest{api::CardEvidence{person(1), SecretString(name_of(1)), from, to}};
    };
    EXPECT_TRUE(shows(kiosk.ask(with(today, today)), open_case));
    EXPECT_TRUE(refuses(kiosk.ask(with(today - std::chrono::days(9), today - std::chrono::days(1)))));
    EXPECT_TRUE(refuses(kiosk.ask(with(today + std::chrono::days(1), std::nullopt))));
}

TEST_F(LookupOverTheLink, AnotherNameOnTheCardOpensNothing) {
    RunningOffice office(data);
    KioskClient kiosk(office.settings(data.enrol("hall-1")));
    ASSERT_TRUE(kiosk.wait_up());
    EXPECT_TRUE(refuses(kiosk.ask(
        {api::CardEvidence{person(1), SecretString(name_of(2)), *parse_date("2020-01-01"), std::nullopt}})));
}

struct Refused {
    const char* why;
    std::function<api::LookupRequest(const std::string& code, const std::string& secret_code)> ask;
};

// Every way to be refused, asked through an observer of the network: same bytes both ways, same least time.
TEST_F(LookupOverTheLink, RefusalsAreOneAnswerInBytesAndTime) {
    data.config().free_wrong_codes = 20;
    data.config().refusal_floor = milliseconds(60);
    data.grant(3, open_case);
    data.withdraw(3);
    data.grant(4, open_case, office_date(now()) - std::chrono::days(1));
    data.grant(5, "no such case");
    RunningOffice office(data);
    const CountingRelay relay(office.port());
    auto settings = data.enrol("hall-1");
    settings.link_port = relay.port();
    KioskClient kiosk(settings);
    ASSERT_TRUE(kiosk.wait_up());

    const auto expired_card = [] {
        auto request = by_card(1);
        std::get<api::CardEvidence>(request.evidence).valid_to = *parse_date("2024-01-01");
        return request;
    };
    const auto other_name = [] {
        auto request = by_card(1);
        std::get<api::CardEvidence>(request.evidence).name = SecretString(name_of(9));
        return request;
    };
    const std::vector<std::pair<const char*, std::function<api::LookupRequest()>>> cases{
        {"unknown_person", [] { return by_card(100); }},
        {"excluded", [] { return by_card(2); }},
        {"withdrawn", [] { return by_card(3); }},
        {"expired", [] { return by_card(4); }},
        {"not_entitled", [] { return by_card(5); }},
        {"card_expired", expired_card},
        {"name_mismatch", other_name},
        {"wrong_code", [&] { return by_code(1, code == "00000000" ? "00000001" : "00000000"); }},
        {"wrong_code", [] { return by_code(101, "00000000"); }},
        {"excluded", [&] { return by_code(2, secret_code); }},
    };
    std::optional<uint64_t> bytes;
    for (const auto& [why, request] : cases) {
        const auto before = relay.from_office();
        const auto asked = steady_clock::now();
        ASSERT_TRUE(refuses(kiosk.ask(request()))) << why;
        const auto took = steady_clock::now() - asked;
        const auto answer_bytes = relay.from_office() - before;
        EXPECT_EQ(answer_bytes, bytes.value_or(answer_bytes)) << why;
        bytes = answer_bytes;
        EXPECT_GE(took, milliseconds(60)) << why;
        EXPECT_NE(data.last_ledger_body().find(std::string("\"reason\":\"") + why + '"'), std::string::npos)
            << data.last_ledger_body();
    }
    EXPECT_TRUE(data.ledger_sound());
}

TEST_F(LookupOverTheLink, NoLedgerEntryAndNoLogLineTellsAPerson) {
    {
        RunningOffice office(data);
        KioskClient kiosk(office.settings(data.enrol("hall-1")));
        ASSERT_TRUE(kiosk.wait_up());
        ASSERT_TRUE(shows(kiosk.ask(by_code(1, code)), open_case));
        ASSERT_TRUE(refuses(kiosk.ask(by_card(77))));
    }
    const std::string told = data.log() + data.last_ledger_body();
    for (int n : {1, 77}) {
        EXPECT_EQ(told.find(person(n).reveal()), std::string::npos);
        EXPECT_EQ(told.find(name_of(n)), std::string::npos);
    }
    EXPECT_EQ(told.find(code), std::string::npos);
}

TEST_F(LookupOverTheLink, WrongCodesLockThePersonEverywhereAndTheRightCodeDoesNotHelpThen) {
    RunningOffice office(data);
    KioskClient hall(office.settings(data.enrol("hall-1")));
    KioskClient yard(office.settings(data.enrol("yard-1")));
    ASSERT_TRUE(hall.wait_up() && yard.wait_up());
    for (int i = 0; i < 4; ++i) ASSERT_TRUE(refuses(hall.ask(by_code(1, "no"))));
    EXPECT_TRUE(locked(hall.ask(by_code(1, code))));
    EXPECT_TRUE(locked(yard.ask(by_code(1, code)))) << "by identity, at every kiosk";
    EXPECT_TRUE(shows(yard.ask(by_card(1)), open_case)) << "the card is another proof";
    EXPECT_NE(data.log().find("lookup_locked"), std::string::npos);
}

TEST_F(LookupOverTheLink, ALockSaysNothingOnWhetherThePersonIsKnown) {
    RunningOffice office(data);
    KioskClient kiosk(office.settings(data.enrol("hall-1")));
    ASSERT_TRUE(kiosk.wait_up());
    std::vector<std::chrono::seconds> waits;
    for (int n : {1, 500}) {
        for (int i = 0; i < 4; ++i) ASSERT_TRUE(refuses(kiosk.ask(by_code(n, "no"))));
        const auto answer = kiosk.ask(by_code(n, "no"));
        ASSERT_TRUE(locked(answer));
        waits.push_back(std::get<api::LookupLocked>(*answer).retry_after);
    }
    EXPECT_LE(std::chrono::abs(waits[0] - waits[1]).count(), 1);
}

TEST_F(LookupOverTheLink, AKioskIsLockedByWrongCodesOfManyPeopleAndCardsGoOn) {
    RunningOffice office(data);
    KioskClient hall(office.settings(data.enrol("hall-1")));
    KioskClient yard(office.settings(data.enrol("yard-1")));
    ASSERT_TRUE(hall.wait_up() && yard.wait_up());
    int asked = 0;
    while (asked < 50 && refuses(hall.ask(by_code(200 + asked, "no")))) ++asked;
    EXPECT_EQ(asked, 13) << "four times what is free for one person, and the one that locks";
    EXPECT_TRUE(locked(hall.ask(by_code(1, code))));
    EXPECT_TRUE(shows(yard.ask(by_code(1, code)), open_case)) << "he goes to the other kiosk";
    EXPECT_TRUE(shows(hall.ask(by_card(1)), open_case));
}

TEST_F(LookupOverTheLink, GuessesAtOneTimeAreCountedOneByOne) {
    RunningOffice office(data);
    KioskClient kiosk(office.settings(data.enrol("hall-1")));
    ASSERT_TRUE(kiosk.wait_up());
    const auto answers = KioskClient::inbox();
    for (int i = 0; i < 40; ++i) kiosk.ask_later(by_code(1, "no"), answers);
    int wrong = 0;
    for (int i = 0; i < 40; ++i) {
        const auto answer = answers->take();
        ASSERT_TRUE(answer);
        ASSERT_TRUE(refuses(*answer) || locked(*answer));
        wrong += refuses(*answer);
    }
    EXPECT_EQ(wrong, 4);
}

TEST_F(LookupOverTheLink, ALockOutlivesTheOffice) {
    const auto identity = data.enrol("hall-1");
    {
        OfficeProcess office(data, CASE_OFFICE);
        KioskClient kiosk(office.settings(identity));
        ASSERT_TRUE(kiosk.wait_up());
        for (int i = 0; i < 4; ++i) ASSERT_TRUE(refuses(kiosk.ask(by_code(1, "no"))));
        EXPECT_EQ(office.stop(SIGKILL), -SIGKILL);
    }
    OfficeProcess office(data, CASE_OFFICE);
    KioskClient kiosk(office.settings(identity));
    ASSERT_TRUE(kiosk.wait_up());
    EXPECT_TRUE(locked(kiosk.ask(by_code(1, code))));
    EXPECT_TRUE(shows(kiosk.ask(by_card(1)), open_case));
}

TEST_F(LookupOverTheLink, ManyCasesComeWithinTheContractsLimits) {
    for (int i = 0; i < 210; ++i) {
        data.add_case("M-" + std::to_string(i));
        data.grant(6, "M-" + std::to_string(i));
    }
    RunningOffice office(data);
    KioskClient kiosk(office.settings(data.enrol("hall-1")));
    ASSERT_TRUE(kiosk.wait_up());
    const auto answer = kiosk.ask(by_card(6));
    ASSERT_TRUE(answer);
    ASSERT_TRUE(std::holds_alternative<api::CasesDisclosed>(*answer));
    EXPECT_EQ(std::get<api::CasesDisclosed>(*answer).cases.size(), api::max_cases);
}

}  // namespace
}  // namespace lobby::test
