// A reserved time on its whole way, over real TLS on loopback: booked, asked for by a kiosk, brought by a
// ticket, called in its turn.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include "office/queue/store/event_codec.hpp"
#include "office/store/databases.hpp"
#include "tests/support/raw_client.hpp"
#include "tests/support/running_office.hpp"

namespace lobby::test {
namespace {

using namespace std::chrono_literals;
namespace queue = office::queue;
using api::Precedence;

class ReservedTime : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(client.handshake() && client.upgrade());
        client.send_frame(api::encode(api::KioskMessage{1, api::Hello{1, 1, "test", api::JournalId{1}, 0}}));
        ASSERT_TRUE(client.read());
    }
    std::optional<api::AppointmentFound> ask(int who) {
        client.send_frame(api::encode(api::KioskMessage{8, api::AppointmentQuestion{person(who)}}));
        const auto message = client.read();
        if (!message || message->id != 8) return std::nullopt;
        return std::get<api::AppointmentAnswer>(message->body).found;
    }
    // The ticket that came of it.
    std::optional<queue::Ticket> take(const std::optional<api::Appointment>& appointment,
                                      Precedence precedence = Precedence::lawyer_with_appointment) {
        const auto n = static_cast<uint32_t>(++entry);
        api::JournalEntries one;
        one.entries = {{entry, now(),
                        api::TicketTaken{"lawyers", n, precedence, appointment,
                                         "token-" + std::string(16, static_cast<char>('a' + n)), true,
                                         office_day(now(), api::HallCalendar{})}}};
        client.send_frame(api::encode(api::KioskMessage{9, one}));
        const auto ack = client.read();
        if (!ack || std::get<api::JournalAck>(ack->body).through != entry) return std::nullopt;
        return office.queue().read(
            [&](const queue::State& state, const auto&) -> std::optional<queue::Ticket> {
                const auto* ticket = state.by_token(std::get<api::TicketTaken>(one.entries[0].body).token);
                return ticket ? std::optional(*ticket) : std::nullopt;
            });
    }
    std::optional<queue::Ticket> command(queue::Command what) {
        boost::asio::io_context mine;
        auto done = boost::asio::co_spawn(mine, office.queue().execute({"anna", {}, {}, std::move(what)}),
                                          boost::asio::use_future);
        mine.run();
        const auto result = done.get();
        return result ? result->ticket : std::nullopt;
    }

    std::optional<queue::Turn> last_turn() {
        auto db = office::open_office_db(data.config().data_dir, office::Access::read);
        office::store::Statement query(db, "SELECT kind, body FROM queue_events ORDER BY seq DESC LIMIT 1");
        if (!query.step()) return std::nullopt;
        const auto body = queue::decode_event(query.column(0).text(), query.column(1).text());
        const auto* called = body ? std::get_if<queue::event::Called>(&*body) : nullptr;
        return called ? std::optional(called->turn) : std::nullopt;
    }

    OfficeData data;
    RunningOffice office{data, queue::default_settings()};
    kiosk::LinkSettings settings = data.enrol("k1");
    kiosk::KioskIdentity identity = *kiosk::load_identity(settings.identity_dir);
    RawClient client{office.port(), {&identity}};
    uint64_t entry = 0;
};

TEST_F(ReservedTime, IsBookedFoundByTheCardBroughtByATicketAndCalledBeforeWhoCameEarlier) {
    EXPECT_FALSE(ask(1));
    const auto from = now() + 1s;
    const auto made =
        office.book({data.key().identity_index(person(1)), "lawyers", from, from + 30min, "anna"});
    ASSERT_TRUE(made);
    EXPECT_FALSE(ask(2)) << "another person";
    const auto found = ask(1);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->appointment, made->appointment);
    EXPECT_EQ(found->service, "lawyers");

    const auto earlier = take({}, Precedence::elderly);
    const auto ticket = take(found->appointment);
    ASSERT_TRUE(earlier && ticket);
    EXPECT_EQ(ticket->appointment, made->appointment);
    EXPECT_EQ(ticket->precedence, Precedence::lawyer_with_appointment);
    EXPECT_FALSE(ask(1)) << "it is used";

    // Nothing is lost where a second number brings it: it waits as any other.
    const auto second = take(found->appointment);
    ASSERT_TRUE(second);
    EXPECT_FALSE(second->appointment);
    EXPECT_EQ(second->precedence, Precedence::ordinary);
    EXPECT_EQ(data.ledger_entries("journal_entry_refused"), 0);

    command(queue::OpenWindow{"2"});
    while (now() <= from) ASSERT_FALSE(ask(1));  // until his time has come
    const auto called = command(queue::CallNext{"2"});
    ASSERT_TRUE(called);
    EXPECT_EQ(called->number, ticket->number) << "his time has come";
    EXPECT_EQ(last_turn(), queue::Turn::reserved);
}

TEST_F(ReservedTime, ThatNobodyBookedReservesNothing) {
    const auto ticket = take(api::Appointment{"made-up-by-a-kiosk", now(), now() + 1h});
    ASSERT_TRUE(ticket);
    EXPECT_FALSE(ticket->appointment);
    EXPECT_EQ(ticket->precedence, Precedence::ordinary);
}

TEST_F(ReservedTime, OfAServiceThatThereIsNotCannotBeBooked) {
    const auto from = now() + 1h;
    const auto made =
        office.book({data.key().identity_index(person(1)), "no_such_service", from, from + 30min, "anna"});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error(), office::AppointmentError::unknown_service);
}

}  // namespace
}  // namespace lobby::test
