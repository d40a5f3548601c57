// Lawyers' registrations in a kiosk's journal: each is recorded once and told on once it is on disk, what is
// refused holds nobody up, and what fails is undone together with how far the journal is dealt with.
#include <gtest/gtest.h>

#include "office/appointments/appointment_desk.hpp"
#include "office/fleet/journal_desk.hpp"
#include "office/ledger/ledger.hpp"
#include "tests/integration/queue/office_with_queue.hpp"

namespace lobby::office::queue {
namespace {

class Intake : public RegistrationIntake {
public:
    Recorded record(office::store::Database& db, const std::string& kiosk,
                    const api::JournalEntry& entry) override {
        db.exec("CREATE TABLE IF NOT EXISTS taken_in (entry INTEGER PRIMARY KEY) STRICT");
        office::store::Statement put(db, "INSERT INTO taken_in VALUES (?)");
        put.bind(1, static_cast<int64_t>(entry.number));
        put.exec();
        if (fails) throw office::store::Error("no room");
        if (const auto* made = std::get_if<api::RegistrationSubmitted>(&entry.body); made && made->id[0] == 9)
            return {"unreadable", {}};
        recorded.push_back(kiosk + " " + std::to_string(entry.number));
        return {"", [this, number = entry.number] { announced.push_back(number); }};
    }
    bool fails = false;
    std::vector<std::string> recorded;  // with the kiosk, on the writer's thread
    std::vector<uint64_t> announced;
};

class RegistrationJournal : public testing::Test {
protected:
    static api::JournalBody submitted(uint8_t id) {
        api::RegistrationSubmitted body;
        body.id[0] = id;
        body.sealed_form = {1, 2, 3};
        return body;
    }
    static api::JournalBody withdrawn(uint8_t id) {
        api::RegistrationWithdrawn body;
        body.id[0] = id;
        return body;
    }
    std::optional<uint64_t> send(uint64_t first, std::vector<api::JournalBody> bodies) {
        api::JournalEntries entries;
        for (auto& body : bodies) entries.entries.push_back({first++, morning, std::move(body)});
        auto done = boost::asio::co_spawn(
            office.io, journals.apply("k1", api::JournalId{1}, std::move(entries)), boost::asio::use_future);
        if (done.wait_for(patience) != std::future_status::ready) throw std::runtime_error("no answer");
        return done.get();
    }
    int64_t count(const std::string& sql) {
        auto db = open_office_db(folder.path, Access::read);
        return db.number(sql);
    }

    Folder folder;
    ManualClock clock{morning};
    Log log = Log::discard(clock);
    OfficeWithQueue office{folder.path, clock};
    DatabaseWriter writer{open_office_db(folder.path, Access::write)};
    HelpDesk help{office.db(), office.key(), writer, clock};
    Settings settings = default_settings();
    AppointmentDesk appointments{office.db(), settings, office.key(), writer, clock};
    JournalDesk journals{office.db(), office.service, help, appointments, writer, office.key(), clock, log};
    Intake intake;
};

TEST_F(RegistrationJournal, IsRecordedInItsOrderOnceAndToldOnAfterwards) {
    journals.take_registrations_to(intake);
    EXPECT_EQ(send(1, {submitted(1), api::HelpCalled{"lawyer", {}}, withdrawn(1)}), 3U);
    EXPECT_EQ(intake.recorded, (std::vector<std::string>{"k1 1", "k1 3"}));
    EXPECT_EQ(intake.announced, (std::vector<uint64_t>{1, 3}));
    EXPECT_EQ(send(1, {submitted(1), api::HelpCalled{"lawyer", {}}, withdrawn(1)}), 3U) << "sent again";
    EXPECT_EQ(send(3, {withdrawn(1), submitted(2)}), 4U) << "half of it again";
    EXPECT_EQ(intake.recorded.size(), 3U);
    EXPECT_EQ(count("SELECT count(*) FROM taken_in"), 3);
}

TEST_F(RegistrationJournal, WhatIsRefusedIsInTheLedgerAndHoldsNobodyUp) {
    journals.take_registrations_to(intake);
    EXPECT_EQ(send(1, {submitted(9), submitted(1)}), 2U);
    EXPECT_EQ(intake.announced, (std::vector<uint64_t>{2}));
    EXPECT_EQ(count("SELECT count(*) FROM ledger WHERE kind = 'journal_entry_refused' AND body LIKE "
                    "'%registration_submitted%unreadable%'"),
              1);
}

TEST_F(RegistrationJournal, WithoutAnIntakeItIsRefused) {
    EXPECT_EQ(send(1, {submitted(1)}), 1U);
    EXPECT_EQ(count("SELECT count(*) FROM ledger WHERE kind = 'journal_entry_refused' AND body LIKE "
                    "'%no_registrations%'"),
              1);
}

TEST_F(RegistrationJournal, WhereTheStoreFailsNothingIsRecordedOrToldOnUntilItIsSentAgain) {
    journals.take_registrations_to(intake);
    intake.fails = true;
    EXPECT_FALSE(send(1, {submitted(1)}));
    EXPECT_TRUE(intake.announced.empty());
    EXPECT_EQ(count("SELECT count(*) FROM sqlite_schema WHERE name = 'taken_in'"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM kiosk_journal"), 0);
    intake.fails = false;
    EXPECT_EQ(send(1, {submitted(1)}), 1U);
    EXPECT_EQ(intake.announced, (std::vector<uint64_t>{1}));
    EXPECT_TRUE(verify_ledger(office.db(), office.key()));
}

TEST_F(RegistrationJournal, WhatAKioskHasLostIsInTheLedgerOnceAndHoldsNobodyUp) {
    journals.take_registrations_to(intake);
    EXPECT_EQ(send(1, {api::EntryLost{}, submitted(1), api::EntryLost{}}), 3U);
    EXPECT_EQ(send(1, {api::EntryLost{}, submitted(1), api::EntryLost{}}), 3U) << "sent again";
    EXPECT_EQ(count("SELECT count(*) FROM ledger WHERE kind = 'journal_entry_lost'"), 2);
    EXPECT_EQ(
        count("SELECT count(*) FROM ledger WHERE kind = 'journal_entry_lost' AND body LIKE '%\"entry\":3%'"),
        1);
    EXPECT_EQ(intake.announced, (std::vector<uint64_t>{2}));
}

}  // namespace
}  // namespace lobby::office::queue
