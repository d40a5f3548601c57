// Connections that end: revoked, replaced, the office killed and back, silent, shutting down; and questions
// whose answer never comes.
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include "tests/support/kiosk_client.hpp"
#include "tests/support/office_process.hpp"
#include "tests/support/raw_client.hpp"
#include "tests/support/running_office.hpp"

namespace lobby::test {
namespace {

using kiosk::LinkError;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

boost::asio::awaitable<api::LookupReply> never(std::string, api::LookupRequest) {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, std::chrono::hours(1));
    co_await timer.async_wait(boost::asio::use_awaitable);
    co_return api::NothingToShow{};
}

class Outage : public testing::Test {
protected:
    Outage() {
        data.add_case("A-1");
        data.grant(1, "A-1");
    }
    static bool discloses(const KioskClient::Answer& answer) {
        return answer && std::holds_alternative<api::CasesDisclosed>(*answer);
    }
    OfficeData data;
};

TEST_F(Outage, AKioskRevokedByAnotherProcessIsCutWithinSeconds) {
    const OfficeProcess office(data, CASE_OFFICE);
    KioskClient kiosk(office.settings(data.enrol("hall-1")));
    KioskClient other(office.settings(data.enrol("hall-2")));
    ASSERT_TRUE(kiosk.wait_up() && other.wait_up());
    const auto since = steady_clock::now();
    ASSERT_EQ(office.command({"enrol", "--revoke", "hall-1"}), 0);
    EXPECT_EQ(kiosk.wait_down(), LinkError::revoked);
    EXPECT_LT(steady_clock::now() - since, seconds(3));
    EXPECT_FALSE(kiosk.ask(by_card(1)));
    EXPECT_TRUE(discloses(other.ask(by_card(1))));
    EXPECT_TRUE(data.logged("link_revoked", "revoked"));
}

TEST_F(Outage, AKioskThatIsRevokedWhileItDawdlesInItsHandshakeDoesNotComeIn) {
    const auto identity = *kiosk::load_identity(data.enrol("hall-1").identity_dir);
    const RunningOffice office(data);
    RawClient client(office.port(), {&identity});
    ASSERT_TRUE(client.handshake());
    data.revoke("hall-1");
    KioskClient other(office.settings(data.enrol("hall-2")));  // and the registry was looked at meanwhile
    ASSERT_TRUE(other.wait_up());
    ASSERT_TRUE(client.upgrade());
    EXPECT_EQ(client.goodbye(), api::CloseReason::revoked);
}

TEST_F(Outage, TheNewestConnectionOfAKioskIsItsOnlyOne) {
    const auto identity = *kiosk::load_identity(data.enrol("hall-1").identity_dir);
    const RunningOffice office(data);
    RawClient first(office.port(), {&identity});
    ASSERT_TRUE(first.handshake() && first.upgrade() && first.hello());
    RawClient second(office.port(), {&identity});
    ASSERT_TRUE(second.handshake() && second.upgrade() && second.hello());
    EXPECT_EQ(first.goodbye(), api::CloseReason::replaced);
    EXPECT_TRUE(first.ended());
    EXPECT_TRUE(data.logged("kiosk_disconnected", "replaced"));
    second.send_frame(api::encode(api::KioskMessage{2, by_card(1)}));
    const auto answer = second.read();
    ASSERT_TRUE(answer && std::holds_alternative<api::LookupReply>(answer->body));
    EXPECT_EQ(answer->id, 2u);
}

TEST_F(Outage, AnOfficeThatIsKilledAndComesBackIsFoundAgain) {
    const auto identity = data.enrol("hall-1");
    std::optional<OfficeProcess> office(std::in_place, data, CASE_OFFICE);
    data.config().link_port = office->port();
    KioskClient kiosk(office->settings(identity));
    ASSERT_TRUE(kiosk.wait_up());
    ASSERT_TRUE(discloses(kiosk.ask(by_card(1))));
    office->stop(SIGKILL);
    EXPECT_EQ(kiosk.wait_down(), LinkError::unreachable);
    const auto refused = kiosk.ask(by_card(1));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), LinkError::unreachable) << "at once, without waiting for a deadline";
    office.emplace(data, CASE_OFFICE);
    ASSERT_TRUE(kiosk.wait_up());
    EXPECT_TRUE(discloses(kiosk.ask(by_card(1))));
    EXPECT_TRUE(data.ledger_sound());
}

TEST_F(Outage, TheOfficeEndsInOrderWithQuestionsUnderWay) {
    const auto identity = data.enrol("hall-1");
    for (int round = 0; round < 3; ++round) {
        OfficeProcess office(data, CASE_OFFICE);
        KioskClient kiosk(office.settings(identity));
        ASSERT_TRUE(kiosk.wait_up());
        const auto answers = KioskClient::inbox();
        for (int i = 0; i < 60; ++i) kiosk.ask_later(by_card(1), answers);
        EXPECT_EQ(office.stop(SIGTERM), 0);
        for (int i = 0; i < 60; ++i) EXPECT_TRUE(answers->take()) << "each question has an end";
    }
    EXPECT_TRUE(data.ledger_sound());
}

TEST_F(Outage, AnOfficeThatHangsIsNoticedAndTheQuestionsDeadlineHolds) {
    const OfficeProcess office(data, CASE_OFFICE);
    auto timing = KioskClient::calm();
    timing.heartbeat = milliseconds(100);
    timing.silence = milliseconds(1500);
    timing.connect = milliseconds(500);
    KioskClient kiosk(office.settings(data.enrol("hall-1")), timing);
    ASSERT_TRUE(kiosk.wait_up());
    office.signal(SIGSTOP);
    const auto since = steady_clock::now();
    const auto answer = kiosk.ask(by_card(1), milliseconds(300));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error(), LinkError::timed_out);
    EXPECT_GE(steady_clock::now() - since, milliseconds(300));
    EXPECT_EQ(kiosk.wait_down(), LinkError::unreachable);
    EXPECT_LT(steady_clock::now() - since, seconds(4));
    office.signal(SIGCONT);
    ASSERT_TRUE(kiosk.wait_up());
    EXPECT_TRUE(discloses(kiosk.ask(by_card(1))));
}

TEST_F(Outage, AnOfficeThatAcceptsAndSaysNothingIsGivenUp) {
    boost::asio::io_context io;
    const boost::asio::ip::tcp::acceptor silent(io, {boost::asio::ip::address_v4::loopback(), 0});
    auto settings = data.enrol("hall-1");
    settings.link_port = silent.local_endpoint().port();
    auto timing = KioskClient::calm();
    timing.connect = milliseconds(300);
    KioskClient kiosk(settings, timing);
    const auto since = steady_clock::now();
    EXPECT_EQ(kiosk.wait_down(), LinkError::unreachable);
    EXPECT_GE(steady_clock::now() - since, milliseconds(250));
    EXPECT_EQ(kiosk.wait_down(), LinkError::unreachable) << "and dialled again";
}

TEST_F(Outage, AKioskThatIsStoppedWhileItDialsEndsAtOnce) {
    boost::asio::io_context io;
    const boost::asio::ip::tcp::acceptor silent(io, {boost::asio::ip::address_v4::loopback(), 0});
    auto settings = data.enrol("hall-1");
    settings.link_port = silent.local_endpoint().port();
    const auto since = steady_clock::now();
    {
        KioskClient kiosk(settings);
        ASSERT_TRUE(kiosk.states().take());
    }
    EXPECT_LT(steady_clock::now() - since, seconds(3)) << "its deadline for connecting is ten";
}

TEST_F(Outage, NoServerAtAllIsUnreachable) {
    auto settings = data.enrol("hall-1");
    {
        boost::asio::io_context io;
        const boost::asio::ip::tcp::acceptor closed(io, {boost::asio::ip::address_v4::loopback(), 0});
        settings.link_port = closed.local_endpoint().port();
    }
    KioskClient kiosk(settings);
    EXPECT_EQ(kiosk.wait_down(), LinkError::unreachable);
}

TEST_F(Outage, AKioskThatIsNotEnrolledSaysSo) {
    KioskClient kiosk(data.settings_of("nobody"));
    EXPECT_EQ(kiosk.wait_down(), LinkError::not_enrolled);
}

TEST_F(Outage, ACancelledQuestionIsAnsweredOnceAsCancelled) {
    const RunningOffice office(data, RunningOffice::quick(), never);
    KioskClient kiosk(office.settings(data.enrol("hall-1")));
    ASSERT_TRUE(kiosk.wait_up());
    const auto answers = KioskClient::inbox();
    const auto ticket = kiosk.ask_later(by_card(1), answers, milliseconds(200));
    kiosk.link().cancel(ticket);
    kiosk.link().cancel(ticket);
    const auto answer = answers->take();
    ASSERT_TRUE(answer && !*answer);
    EXPECT_EQ(answer->error(), LinkError::cancelled);
    const auto later = KioskClient::inbox();
    kiosk.ask_later(by_card(1), later, milliseconds(250));  // beyond the first one's deadline
    ASSERT_TRUE(later->take());
    EXPECT_FALSE(answers->take(milliseconds(0))) << "never a second time";
}

TEST_F(Outage, QuestionsWithoutEndAreBoundedAtTheKiosk) {
    const RunningOffice office(data, RunningOffice::quick(), never);
    KioskClient kiosk(office.settings(data.enrol("hall-1")));
    ASSERT_TRUE(kiosk.wait_up());
    const auto answers = KioskClient::inbox();
    for (int i = 0; i < 300; ++i) kiosk.ask_later(by_card(1), answers);
    // 256 wait; of those the office takes 64 and turns the others down; what is beyond 256 is turned down
    // here.
    int turned_down = 0;
    for (int i = 0; i < 300 - 64; ++i) {
        const auto answer = answers->take();
        ASSERT_TRUE(answer);
        turned_down += !*answer;
    }
    EXPECT_GT(turned_down, 0);
}

TEST_F(Outage, TryAgainDialsAtOnce) {
    auto settings = data.enrol("hall-1");
    settings.link_port = 1;  // nobody listens there
    auto timing = KioskClient::calm();
    timing.backoff_base = timing.backoff_longest = std::chrono::hours(1);
    KioskClient kiosk(settings, timing);
    ASSERT_EQ(kiosk.wait_down(), LinkError::unreachable);
    kiosk.link().retry_now();
    EXPECT_EQ(kiosk.wait_down(), LinkError::unreachable) << "half an hour early";
}

TEST_F(Outage, WhoTriesAgainAsSoonAsTheOfficeIsBackGetsHisAnswer) {
    const auto identity = data.enrol("hall-1");
    std::optional<OfficeProcess> office(std::in_place, data, CASE_OFFICE);
    data.config().link_port = office->port();
    auto timing = KioskClient::calm();
    timing.backoff_base = timing.backoff_longest = std::chrono::hours(1);
    KioskClient kiosk(office->settings(identity), timing);
    ASSERT_TRUE(kiosk.wait_up());
    office->stop(SIGKILL);
    ASSERT_EQ(kiosk.wait_down(), LinkError::unreachable);
    office.emplace(data, CASE_OFFICE);
    kiosk.link().retry_now();
    EXPECT_TRUE(discloses(kiosk.ask(by_card(1))))
        << "the question waits for the connection that is being made";
}

TEST_F(Outage, AQuestionDoesNotWaitForAnOfficeThatDoesNotPickUp) {
    auto settings = data.enrol("hall-1");
    settings.link_port = 1;  // nobody listens there
    auto timing = KioskClient::calm();
    timing.backoff_base = timing.backoff_longest = std::chrono::hours(1);
    KioskClient kiosk(settings, timing);
    ASSERT_EQ(kiosk.wait_down(), LinkError::unreachable);
    kiosk.link().retry_now();
    const auto answer = kiosk.ask(by_card(1));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error(), LinkError::unreachable);
}

TEST_F(Outage, TheOfficesGoodbyeEndsTheLink) {
    const auto identity = data.enrol("hall-1");
    std::optional<RunningOffice> office(std::in_place, data);
    KioskClient kiosk(office->settings(identity));
    ASSERT_TRUE(kiosk.wait_up());
    office->stop();
    EXPECT_EQ(kiosk.wait_down(), LinkError::unreachable);
}

}  // namespace
}  // namespace lobby::test
