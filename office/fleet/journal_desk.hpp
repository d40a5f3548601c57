// Takes in the kiosks' journals: each entry once, in the order of its number, however often it is sent. An
// entry that the queue refuses is kept in the ledger as refused and holds nobody up.
//
// A ticket that brings an appointment uses it up. Where that is cancelled or used already, the ticket is
// taken in as an ordinary one.
//
// Lives on one executor (one thread). Decisions and the note of how far a journal is dealt with share
// transactions, so a stop at any point leaves both true.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/log.hpp"
#include "office/api/messages.hpp"
#include "office/appointments/appointment_desk.hpp"
#include "office/fleet/help_desk.hpp"
#include "office/fleet/registration_intake.hpp"
#include "office/queue/store/queue_service.hpp"
#include "office/store/database.hpp"
#include "office/store/store_key.hpp"
#include "office/store/writer.hpp"

namespace lobby::office {

struct JournalStanding {
    bool known = false;    // the journal is the one that this kiosk sent last
    uint64_t through = 0;  // of the kiosk, whatever its journal
};

class JournalDesk {
public:
    // Reads how far the journals are. Everything that is passed by reference outlives it; so does every
    // apply() that has not come back.
    JournalDesk(store::Database& office_db, queue::QueueService& queue, HelpDesk& help,
                AppointmentDesk& appointments, DatabaseWriter& writer, const StoreKey& key,
                const Clock& clock, Log& log);

    JournalDesk(const JournalDesk&) = delete;
    JournalDesk& operator=(const JournalDesk&) = delete;
    ~JournalDesk();  // waits for what is under way in the writer

    // Before the first apply(). Outlives this. Without one, registrations are refused as other entries are.
    void take_registrations_to(RegistrationIntake& intake) { intake_ = &intake; }

    // A kiosk has come: gives it the series of its numbers when it has none.
    JournalStanding greet(const std::string& kiosk, const std::optional<api::JournalId>& journal);

    // Comes back when it is on disk, with the highest number that is dealt with: lower than the message's
    // last when that does not follow what is known, or the store took only a part. Nothing when the store
    // failed, or a message of this kiosk is under way. What is not dealt with has to be sent again.
    boost::asio::awaitable<std::optional<uint64_t>> apply(std::string kiosk, api::JournalId journal,
                                                          api::JournalEntries entries);

private:
    struct Kiosk {
        std::optional<api::JournalId> journal;
        uint64_t through = 0;
        bool busy = false;
    };
    struct Batch;
    struct Applied;

    queue::QueueService::Decided series_for(const std::string& kiosk);
    void hold_to_booking(api::TicketTaken& taken, Batch& batch);
    Applied settle(store::Database& db, const Batch& batch) const;

    queue::QueueService& queue_;
    HelpDesk& help_;
    AppointmentDesk& appointments_;
    DatabaseWriter& writer_;
    const StoreKey key_;
    const Clock& clock_;
    Log& log_;
    RegistrationIntake* intake_ = nullptr;
    std::map<std::string, Kiosk> kiosks_;
};

}  // namespace lobby::office
