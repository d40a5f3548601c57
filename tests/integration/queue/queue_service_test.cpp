// The queue on disk: what was answered is there, once, whatever breaks.
#include <csignal>
#include <set>

#include <sys/wait.h>
#include <unistd.h>

#include "office/ledger/ledger.hpp"
#include "office/queue/store/queue_store.hpp"
#include "office_with_queue.hpp"

namespace lobby::office::queue {
namespace {

std::vector<std::string> ledger_kinds(office::store::Database& db) {
    office::store::Statement query(db, "SELECT kind FROM ledger ORDER BY seq");
    std::vector<std::string> out;
    while (query.step()) out.push_back(query.column(0).text());
    return out;
}

class QueueOnDisk : public testing::Test {
protected:
    Folder folder;
    ManualClock clock{morning};
};

TEST_F(QueueOnDisk, IsTheSameAfterARestartAndEachStepIsInTheLedger) {
    State before;
    {
        OfficeWithQueue office(folder.path, clock);
        ASSERT_TRUE(office.ask(AssignSeries{"north"}));
        ASSERT_TRUE(office.ask(OpenWindow{"1"}));
        const KioskEntry entry{"north", 1};
        const auto taken =
            office.ask(Take{"case_enquiry", morning, 1, Precedence::pregnant, {}, "abcdefghijklmnop"}, entry);
        ASSERT_TRUE(taken);
        const TicketId id = taken->ticket->id;
        ASSERT_TRUE(office.ask(CallNext{"1"}));
        ASSERT_TRUE(office.ask(Recall{id}));
        ASSERT_TRUE(office.ask(Start{id}));
        ASSERT_TRUE(office.ask(Finish{id}));
        ASSERT_TRUE(office.ask(Rate{id, 5, {RatingReason::kind}}));
        const auto again = office.ask(Take{"case_enquiry", morning, 1, {}, {}, "abcdefghijklmnop"}, entry);
        ASSERT_TRUE(again);
        EXPECT_FALSE(again->changed);
        EXPECT_EQ(again->ticket->id, id);
        before = office.state();
        const std::vector<std::string> steps{"queue_day_started", "series_assigned", "window_opened",
                                             "ticket_taken",      "ticket_called",   "ticket_recalled",
                                             "ticket_started",    "ticket_finished", "ticket_rated"};
        EXPECT_EQ(ledger_kinds(office.db()), steps);
        EXPECT_TRUE(verify_ledger(office.db(), office.key()));
        office::store::Statement words(office.db(), "SELECT body FROM ledger");
        while (words.step()) {
            const auto body = words.column(0).text();
            EXPECT_EQ(body.find("pregnant"), std::string::npos) << body;
            EXPECT_EQ(body.find("abcdefghijklmnop"), std::string::npos) << body;
        }
        office::store::Statement rating(office.db(), "SELECT body FROM ledger WHERE kind = 'ticket_rated'");
        ASSERT_TRUE(rating.step());
        EXPECT_EQ(rating.column(0).text(), R"({"service":"case_enquiry","score":5,"reasons":["kind"]})");
    }
    OfficeWithQueue office(folder.path, clock);
    EXPECT_EQ(office.state(), before);
}

TEST_F(QueueOnDisk, WindowsThatPressNextAtOnceGetDifferentTickets) {
    auto settings = default_settings();
    for (int i = 10; i < 20; ++i)
        settings.windows.push_back({std::to_string(i), "", "", "", "", "enquiry", {}});
    OfficeWithQueue office(folder.path, clock, settings);
    for (int i = 10; i < 20; ++i) ASSERT_TRUE(office.ask(OpenWindow{std::to_string(i)}));
    for (int i = 0; i < 200; ++i) ASSERT_TRUE(office.ask(Take{"case_enquiry"}));
    std::set<TicketId> called;
    for (int round = 0; round < 20; ++round) {
        std::vector<std::future<Result<Done, QueueError>>> pressed;
        for (int i = 10; i < 20; ++i) pressed.push_back(office.begin(CallNext{std::to_string(i), true}));
        for (auto& p : pressed) {
            ASSERT_EQ(p.wait_for(patience), std::future_status::ready);
            const auto done = p.get();
            ASSERT_TRUE(done);
            EXPECT_TRUE(called.insert(done->ticket->id).second) << "called at two windows";
        }
    }
    EXPECT_EQ(called.size(), 200u);
}

TEST_F(QueueOnDisk, ReadsOneDayAtAStartAndAllOfItWhenTheSnapshotIsDamaged) {
    State before;
    {
        OfficeWithQueue office(folder.path, clock);
        for (int day = 0; day < 4; ++day) {
            ASSERT_TRUE(office.ask(OpenWindow{"1"}));
            ASSERT_TRUE(office.ask(Take{"case_enquiry"}));
            ASSERT_TRUE(office.ask(CallNext{"1", true}));
            clock.jump_wall(clock.wall() + std::chrono::hours(24));
        }
        ASSERT_TRUE(office.ask(Tick{}));
        before = office.state();
        office.db().exec("CREATE TABLE lost AS SELECT * FROM queue_events");
        office.db().exec("DELETE FROM queue_events WHERE seq < (SELECT max(seq) FROM queue_snapshots)");
        EXPECT_EQ(load_queue(office.db()), before) << "the snapshot did for the days before it";
        office.db().exec(
            "INSERT INTO queue_events SELECT * FROM lost WHERE seq < (SELECT max(seq) FROM queue_snapshots)");
        office.db().exec("UPDATE queue_snapshots SET body = substr(body, 1, length(body) - 2)");
    }
    OfficeWithQueue office(folder.path, clock);
    EXPECT_EQ(office.state(), before);
}

TEST_F(QueueOnDisk, ADamagedEventIsSaidAtTheStart) {
    {
        OfficeWithQueue office(folder.path, clock);
        ASSERT_TRUE(office.ask(Take{"case_enquiry"}));
        ASSERT_TRUE(office.ask(Take{"case_enquiry"}));  // after the snapshot
        office.db().exec("UPDATE queue_events SET body = '{}' WHERE kind = 'taken'");
    }
    EXPECT_THROW(OfficeWithQueue(folder.path, clock), std::runtime_error);
}

TEST_F(QueueOnDisk, TwoProgramsOnOneStoreSeeEachOther) {
    OfficeWithQueue one(folder.path, clock);
    OfficeWithQueue two(folder.path, clock);
    std::set<std::string> numbers;
    for (int i = 0; i < 10; ++i)
        for (auto* office : {&one, &two}) {
            const auto done = office->ask(Take{"case_enquiry"});
            ASSERT_TRUE(done);
            EXPECT_TRUE(numbers.insert(text_of(done->ticket->number)).second);
        }
    EXPECT_EQ(two.state().tickets().size(), 20u);
    EXPECT_EQ(two.state(), load_queue(one.db()));
}

TEST_F(QueueOnDisk, AFailedWriteIsSaidAndLeavesNothingBehind) {
    OfficeWithQueue office(folder.path, clock);
    ASSERT_TRUE(office.ask(Take{"case_enquiry"}));
    office.db().exec(
        "CREATE TRIGGER full BEFORE INSERT ON queue_events WHEN new.kind = 'taken' BEGIN SELECT RAISE(FAIL, "
        "'disk'); END");
    const auto done = office.ask(Take{"case_enquiry"});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error(), QueueError::unavailable);
    office.db().exec("DROP TRIGGER full");
    const auto next = office.ask(Take{"case_enquiry"});
    ASSERT_TRUE(next);
    EXPECT_EQ(next->ticket->number.count, 2u);
    EXPECT_EQ(office.state(), load_queue(office.db()));
    EXPECT_TRUE(verify_ledger(office.db(), office.key()));
}

TEST_F(QueueOnDisk, WatchersAreToldAfterTheCommitInOrderUntilTheyLeave) {
    OfficeWithQueue office(folder.path, clock);
    std::vector<uint64_t> told;
    std::promise<void> third;
    auto watching = office.service.subscribe(office.io.get_executor(), [&](const QueueChange& change) {
        const auto seen = office.service.read([](const State& s, const Settings&) { return s.version(); });
        EXPECT_GE(seen, change.version);
        told.push_back(change.version);
        if (told.size() == 3) third.set_value();
    });
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(office.ask(Take{"case_enquiry"}));
    ASSERT_EQ(third.get_future().wait_for(patience), std::future_status::ready);
    EXPECT_TRUE(std::ranges::is_sorted(told));
    std::promise<void> left;
    boost::asio::post(office.io, [&] {
        watching.reset();
        left.set_value();
    });
    ASSERT_EQ(left.get_future().wait_for(patience), std::future_status::ready);
    ASSERT_TRUE(office.ask(Take{"case_enquiry"}));
    std::promise<void> settled;
    boost::asio::post(office.io, [&] { settled.set_value(); });
    ASSERT_EQ(settled.get_future().wait_for(patience), std::future_status::ready);
    EXPECT_EQ(told.size(), 3u);
}

// A child takes tickets and tells each number as it is answered; it is killed in the middle. Its queue must
// hold all that it told, whole, in numbers without a gap.
TEST_F(QueueOnDisk, WhatWasAnsweredSurvivesAKillAtAnyMoment) {
    size_t told = 0;
    for (int life = 0; life < 6; ++life) {
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            ::close(ends[0]);
            OfficeWithQueue office(folder.path, clock);
            for (;;) {
                std::vector<std::future<Result<Done, QueueError>>> asked;
                for (int i = 0; i < 8; ++i) asked.push_back(office.begin(Take{"case_enquiry"}));
                for (auto& a : asked)
                    if (a.get() && ::write(ends[1], ".", 1) != 1) ::_exit(1);
            }
        }
        ::close(ends[1]);
        const size_t enough = told + 20 + static_cast<size_t>(life) * 13;
        char byte = 0;
        while (told < enough && ::read(ends[0], &byte, 1) == 1) ++told;
        ::kill(child, SIGKILL);
        while (::read(ends[0], &byte, 1) == 1) ++told;
        ::close(ends[0]);
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFSIGNALED(status)) << "it ended by itself, after " << told << " tickets";

        OfficeWithQueue office(folder.path, clock);
        const auto state = office.state();
        EXPECT_GE(state.tickets().size(), told);
        EXPECT_EQ(state.last_count(state.day(), office_series), state.tickets().size());
        EXPECT_TRUE(verify_ledger(office.db(), office.key()));
        EXPECT_EQ(office.db().number("SELECT count(*) FROM ledger"), static_cast<int64_t>(state.version()));
        told = state.tickets().size();
    }
}

TEST_F(QueueOnDisk, AStoreOfTheVersionBeforeTheQueueIsBroughtUpToDate) {
    {
        auto db = open_office_db(folder.path, Access::write);
        // Newest first: what refers to a table goes before it.
        office::store::Statement later(
            db,
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('ledger', 'ledger_head', "
            "'attempts', 'query_codes', 'entitlements', 'kiosks', 'enrolment_codes') ORDER BY rowid DESC");
        std::vector<std::string> tables;
        while (later.step()) tables.push_back(later.column(0).text());
        later.reset();
        for (const auto& table : tables) db.exec("DROP TABLE " + table);
        db.exec("PRAGMA user_version = 1");
    }
    OfficeWithQueue office(folder.path, clock);
    EXPECT_TRUE(office.ask(Take{"case_enquiry"}));
}

}  // namespace
}  // namespace lobby::office::queue
