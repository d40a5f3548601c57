// The kiosk's journal on its way to the office, over real TLS on loopback: nothing lost, doubled or
// renumbered, whatever is cut.
#include <condition_variable>
#include <future>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "kiosk/link/office_link.hpp"
#include "office/queue/store/queue_store.hpp"
#include "office/store/databases.hpp"
#include "tests/support/inbox.hpp"
#include "tests/support/office_process.hpp"
#include "tests/support/raw_client.hpp"
#include "tests/support/running_office.hpp"

namespace lobby::test {
namespace {

using namespace std::chrono_literals;

kiosk::LinkTiming quick() {
    kiosk::LinkTiming timing;
    timing.backoff_base = 50ms;
    timing.backoff_longest = 200ms;
    timing.journal_ack = 2s;
    return timing;
}

// A kiosk's store and link on a thread of their own.
class JournalKiosk {
public:
    JournalKiosk(kiosk::LinkSettings settings, std::string name)
        : settings_(std::move(settings)),
          name_(std::move(name)),
          log_(Log::discard(clock_)),
          store_(kiosk::KioskStore::open(settings_.identity_dir / "store", clock_, log_)) {
        store_.on_acknowledged([this](uint64_t through) { acknowledged_.put(through); });
        thread_ = std::thread([this] { io_.run(); });
    }
    JournalKiosk(const JournalKiosk&) = delete;
    JournalKiosk& operator=(const JournalKiosk&) = delete;
    ~JournalKiosk() {
        disconnect();
        work_.reset();
        thread_.join();
    }

    template <class Work>
    auto on_io(Work work) {
        std::packaged_task<std::invoke_result_t<Work>()> task(std::move(work));
        auto result = task.get_future();
        boost::asio::post(io_, std::move(task));
        return result.get();
    }
    void connect(uint16_t port) {
        settings_.link_port = port;
        on_io([&] {
            link_ = std::make_unique<kiosk::OfficeLink>(
                io_, settings_, clock_, log_, [](const kiosk::LinkState&) {},
                [](uint32_t bound) { return bound / 2; }, quick());
            link_->set_journal(store_);
            link_->set_hall_observer([this](const api::HallFeed& feed) { feeds_.put(feed); });
            link_->start();
        });
    }
    void disconnect() {
        on_io([&] { link_.reset(); });
    }
    uint64_t append(api::JournalBody body, WallTime at = now()) {
        return on_io([&] {
            const auto id =
                store_.transact([&](kiosk::Transaction& t) { return t.append(std::move(body), at); });
            if (link_) link_->journal_grew();
            return id.value();
        });
    }
    // The n-th ticket of this kiosk.
    uint64_t take(uint32_t n, WallTime at = now()) { return append(ticket(n, at), at); }
    [[nodiscard]] api::TicketTaken ticket(uint32_t n, WallTime at) const {
        return {"other",  n,     api::Precedence::ordinary,          std::nullopt,
                token(n), false, office_day(at, api::HallCalendar{})};
    }
    [[nodiscard]] std::string token(uint32_t n) const { return fmt::format("{}-token-{:010}", name_, n); }
    bool wait_acknowledged(uint64_t id, std::chrono::milliseconds within = patience) {
        return acknowledged_.take_first([&](uint64_t through) { return through >= id; }, within).has_value();
    }
    std::optional<api::HallFeed> wait_feed(const std::function<bool(const api::HallFeed&)>& fits) {
        return feeds_.take_first(fits);
    }
    std::optional<api::TicketFound> ask(api::TicketNumber number, Date day) {
        auto answers = std::make_shared<Inbox<Result<api::TicketAnswer, kiosk::LinkError>>>();
        link_->ask_ticket({number, day}, patience,
                          [answers](auto answer) { answers->put(std::move(answer)); });
        const auto answer = answers->take();
        return answer && *answer ? (*answer)->found : std::nullopt;
    }
    kiosk::KioskStore& store() { return store_; }

private:
    kiosk::LinkSettings settings_;
    const std::string name_;
    SystemClock clock_;
    Log log_;
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{io_.get_executor()};
    kiosk::KioskStore store_;
    Inbox<uint64_t> acknowledged_;
    Inbox<api::HallFeed> feeds_;
    std::unique_ptr<kiosk::OfficeLink> link_;
    std::thread thread_;
};

office::queue::State queue_of(const OfficeData& data) {
    auto db = office::open_office_db(data.config().data_dir, office::Access::read);
    return office::queue::load_queue(db);
}

TEST(Journal, FiveHundredTicketsOfTwoKiosksOutliveAnOfficeThatIsDownAndThenKilled) {
    constexpr uint32_t each = 250;
    OfficeData data;
    JournalKiosk a(data.enrol("k1"), "a");
    JournalKiosk b(data.enrol("k2"), "b");
    const auto first = now() - 5s;
    for (uint32_t n = 1; n <= each; ++n) {  // while the office is down; turn by turn
        a.take(n, first + n * 10ms);
        b.take(n, first + n * 10ms + 5ms);
    }
    std::optional<OfficeProcess> office(std::in_place, data, CASE_OFFICE);
    const uint16_t port = office->port();
    a.connect(port);
    b.connect(port);
    ASSERT_TRUE(a.wait_acknowledged(64));
    EXPECT_EQ(office->stop(SIGKILL), -SIGKILL);  // in the middle of taking in the rest
    office.reset();
    data.config().link_port = port;
    office.emplace(data, CASE_OFFICE);
    ASSERT_TRUE(a.wait_acknowledged(each));
    ASSERT_TRUE(b.wait_acknowledged(each));
    EXPECT_EQ(office->stop(), 0);

    const auto state = queue_of(data);
    ASSERT_EQ(state.tickets().size(), 2 * each);
    EXPECT_NE(state.series_of("k1"), state.series_of("k2"));
    for (uint32_t n = 1; n <= each; ++n)
        for (const auto* kiosk : {&a, &b}) {
            const auto* t = state.by_token(kiosk->token(n));
            ASSERT_TRUE(t) << n;
            EXPECT_EQ(t->number.count, n);
            EXPECT_EQ(t->number.series, state.series_of(kiosk == &a ? "k1" : "k2"));
        }
    std::vector<std::string> line;
    for (const auto& place : state.line("other")) line.push_back(state.ticket(place.ticket)->token);
    std::vector<std::string> by_time;
    for (uint32_t n = 1; n <= each; ++n) {
        by_time.push_back(a.token(n));
        by_time.push_back(b.token(n));
    }
    EXPECT_EQ(line, by_time);
    EXPECT_EQ(data.ledger_entries("ticket_taken"), 2 * each);
    EXPECT_EQ(data.ledger_entries("journal_entry_refused"), 0);
    EXPECT_TRUE(data.ledger_sound());
}

TEST(Journal, FiveHundredEntriesAreTakenInWithinSeconds) {
    OfficeData data;
    JournalKiosk kiosk(data.enrol("k1"), "a");
    uint64_t last = 0;
    for (uint32_t n = 1; n <= 500; ++n) last = kiosk.take(n, now() - 10min);
    RunningOffice office(data, office::queue::default_settings());
    const auto began = std::chrono::steady_clock::now();
    kiosk.connect(office.port());
    ASSERT_TRUE(kiosk.wait_acknowledged(last));
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
    RecordProperty("milliseconds", static_cast<int>(took.count()));
    std::printf("500 entries: %d ms\n", static_cast<int>(took.count()));
    EXPECT_LT(took, 10s);
}

TEST(Journal, WhatHappensToATicketIsAppliedInOrderAndTheKioskIsToldHowItStands) {
    OfficeData data;
    RunningOffice office(data, office::queue::default_settings());
    JournalKiosk kiosk(data.enrol("k1"), "a");
    kiosk.connect(office.port());
    std::optional<api::HallRules> rules;  // with the first feed; the series may still be on its way
    const auto first = kiosk.wait_feed([&](const api::HallFeed& f) {
        if (f.rules) rules = f.rules;
        return f.series.has_value();
    });
    ASSERT_TRUE(first && rules);
    EXPECT_EQ(rules->services.size(), 6U);
    EXPECT_EQ(rules->ticket_url, "https://office.example/t/");

    const auto kept = kiosk.take(1);
    const auto given = kiosk.take(2);
    kiosk.append(api::TicketPrint{kept, api::PrintState::confirmed});
    const auto last = kiosk.append(api::TicketGivenBack{given});
    ASSERT_TRUE(kiosk.wait_acknowledged(last));
    const auto feed =
        kiosk.wait_feed([](const api::HallFeed& f) { return f.tickets.size() == 1 && f.last_count == 2; });
    ASSERT_TRUE(feed) << "its own open ticket";
    EXPECT_FALSE(feed->rules) << "they have not changed";
    EXPECT_EQ(feed->tickets[0].number, (api::TicketNumber{'F', *first->series, 1}));
    EXPECT_EQ(feed->tickets[0].standing, api::TicketStanding::waiting);
    const auto found = kiosk.ask(feed->tickets[0].number, feed->day);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->service, "other");
    EXPECT_FALSE(found->may_rate) << "nobody has called it";
    EXPECT_EQ(kiosk.ask({'F', *first->series, 2}, feed->day)->standing, api::TicketStanding::given_back);
    EXPECT_FALSE(kiosk.ask({'F', *first->series, 3}, feed->day));
    office.queue().read([&](const auto& state, const auto&) {
        EXPECT_EQ(state.by_token(kiosk.token(1))->print, api::PrintState::confirmed);
    });
}

TEST(Journal, ARefusedEntryIsRecordedAndHoldsNobodyUp) {
    OfficeData data;
    RunningOffice office(data, office::queue::default_settings());
    JournalKiosk kiosk(data.enrol("k1"), "a");
    auto unknown = kiosk.ticket(1, now());
    unknown.service = "no_such_service";
    kiosk.append(unknown);
    kiosk.append(api::TicketRated{{'F', 'Q', 7}, office_date(now()), 5, {}});
    const auto good = kiosk.take(2);
    kiosk.connect(office.port());
    ASSERT_TRUE(kiosk.wait_acknowledged(good));
    EXPECT_EQ(data.ledger_entries("journal_entry_refused"), 2);
    EXPECT_EQ(data.ledger_entries("ticket_taken"), 1);
}

TEST(Journal, ACallForAPersonReachesTheDeskAndIsTakenByOne) {
    OfficeData data;
    RunningOffice office(data, office::queue::default_settings());
    JournalKiosk kiosk(data.enrol("k1"), "a");
    Inbox<int> told;
    boost::asio::io_context io;
    const auto watching = office.help().subscribe(io.get_executor(), [&] { told.put(1); });
    kiosk.append(api::HelpCalled{"tickets", api::TicketNumber{'A', 'B', 7}});
    kiosk.connect(office.port());
    ASSERT_TRUE(kiosk.wait_acknowledged(1));
    io.run();
    EXPECT_TRUE(told.take());
    const auto calls = office.help().open_calls();
    ASSERT_EQ(calls.size(), 1U);
    EXPECT_EQ(calls[0].kiosk, "k1");
    EXPECT_EQ(calls[0].screen, "tickets");
    const auto take = [&](const std::string& by) {
        boost::asio::io_context mine;
        std::optional<bool> taken;
        boost::asio::co_spawn(mine, office.help().take(calls[0].id, by),
                              [&](const std::exception_ptr&, auto result) { taken = result.has_value(); });
        mine.run();
        return taken.value_or(false);
    };
    EXPECT_TRUE(take("li"));
    EXPECT_FALSE(take("wang")) << "somebody goes there already";
    EXPECT_TRUE(office.help().open_calls().empty());
    EXPECT_EQ(data.ledger_entries("help_called"), 1);
    EXPECT_EQ(data.ledger_entries("help_taken"), 1);
}

TEST(Journal, AKioskThatLostItsDiskGoesOnWithANewJournal) {
    OfficeData data;
    RunningOffice office(data, office::queue::default_settings());
    const auto settings = data.enrol("k1");
    {
        JournalKiosk kiosk(settings, "a");
        for (uint32_t n = 1; n <= 3; ++n) kiosk.take(n);
        kiosk.connect(office.port());
        ASSERT_TRUE(kiosk.wait_acknowledged(3));
    }
    std::filesystem::remove_all(settings.identity_dir / "store");
    JournalKiosk kiosk(settings, "b");
    kiosk.take(4);  // its ticket book has the count from the office's feed
    kiosk.connect(office.port());
    ASSERT_TRUE(kiosk.wait_acknowledged(1));
    EXPECT_EQ(kiosk.on_io([&] { return kiosk.store().last_number(); }), 4U);
    EXPECT_EQ(data.ledger_entries("journal_replaced"), 1);
    EXPECT_EQ(data.ledger_entries("ticket_taken"), 4);
    EXPECT_TRUE(data.ledger_sound());
}

// The raw client speaks as a kiosk would that sends what ours does not.
class RawJournal : public testing::Test {
protected:
    api::JournalEntries entries(uint64_t from, uint32_t count) {
        api::JournalEntries out;
        for (uint32_t i = 0; i < count; ++i)
            out.entries.push_back(
                {from + i, now(),
                 api::TicketTaken{"other", static_cast<uint32_t>(from) + i, api::Precedence::ordinary,
                                  std::nullopt, "", false, office_day(now(), api::HallCalendar{})}});
        return out;
    }
    // Says hello with this journal; the welcome.
    std::optional<api::Welcome> hello(RawClient& client, api::JournalId journal) {
        if (!client.handshake() || !client.upgrade()) return std::nullopt;
        client.send_frame(api::encode(api::KioskMessage{1, api::Hello{1, 1, "test", journal, 0}}));
        const auto message = client.read();
        if (!message) return std::nullopt;
        const auto* welcome = std::get_if<api::Welcome>(&message->body);
        return welcome ? std::optional(*welcome) : std::nullopt;
    }
    static std::optional<uint64_t> acknowledged(RawClient& client, const api::JournalEntries& sent) {
        client.send_frame(api::encode(api::KioskMessage{7, sent}));
        const auto message = client.read();
        if (!message) return std::nullopt;
        const auto* ack = std::get_if<api::JournalAck>(&message->body);
        return ack ? std::optional(ack->through) : std::nullopt;
    }
    OfficeData data;
    RunningOffice office{data, office::queue::default_settings()};
    kiosk::LinkSettings settings = data.enrol("k1");
    kiosk::KioskIdentity identity = *kiosk::load_identity(settings.identity_dir);
};

TEST_F(RawJournal, RepeatedEntriesAreAcknowledgedAndAppliedOnce) {
    RawClient client(office.port(), {&identity});
    const auto welcome = hello(client, {1});
    ASSERT_TRUE(welcome);
    EXPECT_FALSE(welcome->journal_known);
    EXPECT_EQ(welcome->journal_through, 0U);
    EXPECT_EQ(acknowledged(client, entries(1, 3)), 3U);
    EXPECT_EQ(acknowledged(client, entries(1, 3)), 3U);
    EXPECT_EQ(acknowledged(client, entries(2, 4)), 5U) << "the new ones of it are taken in";
    EXPECT_EQ(data.ledger_entries("ticket_taken"), 5);
    RawClient again(office.port(), {&identity});
    const auto later = hello(again, {1});
    ASSERT_TRUE(later);
    EXPECT_TRUE(later->journal_known);
    EXPECT_EQ(later->journal_through, 5U);
}

TEST_F(RawJournal, AGapIsNotTakenInAndTheKioskIsToldFromWhere) {
    RawClient client(office.port(), {&identity});
    ASSERT_TRUE(hello(client, {1}));
    EXPECT_EQ(acknowledged(client, entries(1, 2)), 2U);
    EXPECT_EQ(acknowledged(client, entries(4, 2)), 2U);
    EXPECT_EQ(data.ledger_entries("ticket_taken"), 2);
    EXPECT_EQ(acknowledged(client, entries(3, 3)), 5U);
}

TEST_F(RawJournal, EntriesThatBreakTheContractEndTheConnectionAndChangeNothing) {
    struct Bad {
        const char* name;
        std::function<void(api::JournalEntries&)> change;
    };
    const std::vector<Bad> all{
        {"out of order", [](auto& e) { e.entries[1].number = 9; }},
        {"number 0", [](auto& e) { e.entries[0].number = 0; }},
        {"none", [](auto& e) { e.entries.clear(); }},
        {"too many", [](auto& e) { e.entries.resize(65, e.entries[0]); }},
        {"service", [](auto& e) { std::get<api::TicketTaken>(e.entries[0].body).service = "../x"; }},
    };
    for (const auto& bad : all) {
        RawClient client(office.port(), {&identity});
        ASSERT_TRUE(hello(client, {1})) << bad.name;
        auto sent = entries(1, 2);
        bad.change(sent);
        client.send_frame(api::encode(api::KioskMessage{7, sent}));
        EXPECT_EQ(client.goodbye(), api::CloseReason::bad_message) << bad.name;
    }
    EXPECT_EQ(data.ledger_entries("ticket_taken"), 0);
}

// An office whose disk is slow has one message of a kiosk at a time: what comes meanwhile is dropped.
TEST_F(RawJournal, ASlowOfficeHoldsOneMessageOfAKiosk) {
    RawClient client(office.port(), {&identity});
    ASSERT_TRUE(hello(client, {1}));
    {
        auto db = office::open_office_db(data.config().data_dir, office::Access::write);
        office::store::Transaction held(db);  // the writer waits for this
        for (int i = 0; i < 20; ++i) client.send_frame(api::encode(api::KioskMessage{7, entries(1, 64)}));
        client.send_frame(api::encode(api::KioskMessage{8, api::Heartbeat{now()}}));
        const auto echo = client.read();
        ASSERT_TRUE(echo);
        EXPECT_TRUE(std::holds_alternative<api::Heartbeat>(echo->body))
            << "nothing on disk, nothing acknowledged";
    }
    const auto message = client.read();
    ASSERT_TRUE(message);
    EXPECT_EQ(std::get<api::JournalAck>(message->body).through, 64U);
    EXPECT_EQ(data.ledger_entries("ticket_taken"), 64);
    EXPECT_EQ(acknowledged(client, entries(65, 1)), 65U);
}

}  // namespace
}  // namespace lobby::test
