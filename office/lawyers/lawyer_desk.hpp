// Lawyers' registrations while the office runs: takes them in from the kiosks' journals, checks them, answers
// the kiosks' questions, carries out what reviewers decide, and ends and erases what is over.
//
// Forms and pages are opened here and nowhere else, with the key of scans (office/scans), which no database
// holds. Whenever staff look at one, that is in the ledger before they see anything.
//
// Lives on one executor (one thread), where the connection that it reads with is used too. record() runs on
// the writer's thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "base/log.hpp"
#include "base/secret_bytes.hpp"
#include "office/api/messages.hpp"
#include "office/api/registration.hpp"
#include "office/cases/calendar.hpp"
#include "office/cases/disclosure.hpp"
#include "office/config/config.hpp"
#include "office/fleet/registration_intake.hpp"
#include "office/lawyers/registrations.hpp"
#include "office/scans/scan_archive.hpp"
#include "office/store/database.hpp"
#include "office/store/store_key.hpp"
#include "office/store/writer.hpp"

namespace lobby::office {

// What happened to a registration. `from` is nothing for one that was handed in now.
struct RegistrationChange {
    api::RegistrationId id{};
    IdentityIndex person;
    std::optional<api::RegistrationState> from;
    api::RegistrationState to{};
    SecretString phone;  // empty: the lawyer agreed to no notices
};

// A row of the console's list.
struct RegistrationRow {
    StoredRegistration stored;
    SecretString lawyer_name;  // empty: the form is erased, or cannot be opened
    SecretString client_name;
    std::string case_number;  // of the case found, otherwise as the lawyer gave it
    uint32_t pages_waiting = 0;
    Date due;           // of the review: three working days after it was handed in
    int days_left = 0;  // working days until then; negative: overdue
};

struct RegistrationDetail {
    RegistrationRow row;
    std::optional<api::RegistrationForm> form;  // nothing: the form cannot be opened
    std::vector<bool> arrived;                  // of row.stored.pages
    std::optional<StoredCase> of_case;
    std::vector<RegistrationStep> history;
};

enum class PageRefusal { unknown, on_its_way, erased, unreadable, unavailable };
[[nodiscard]] std::string_view word_of(PageRefusal refusal);

class LawyerDesk final : public RegistrationIntake {
public:
    using Observer = std::function<void()>;
    using Subscription = std::shared_ptr<void>;
    // Of file review: what lies ahead of a lawyer. May be missing.
    using Bookings = std::function<std::vector<api::ReviewBooking>(const IdentityIndex& lawyer)>;
    // Inside the writer's transaction, on its thread: what has to be kept together with the change.
    using Within = std::function<void(store::Database& office_db, const RegistrationChange&)>;
    // After the commit, on the desk's executor.
    using After = std::function<void(const RegistrationChange&)>;

    // Everything that is passed by reference outlives it, and it outlives every coroutine of its own.
    LawyerDesk(boost::asio::io_context& io, const OfficeConfig& config, store::Database& office_db,
               ScanArchive& scans, const StoreKey& key, WorkingDays calendar, DatabaseWriter& writer,
               const Clock& clock, Log& log);
    LawyerDesk(const LawyerDesk&) = delete;
    LawyerDesk& operator=(const LawyerDesk&) = delete;
    ~LawyerDesk() override;  // waits for what is under way in the writer, ends look-ups in the register

    // Before the first message of a kiosk.
    void set_bookings(Bookings bookings);
    void on_change(Within within);
    void on_changed(After after);

    // Of the kiosks' journals. What cannot be opened or read is kept as refused. Once it is on disk the
    // register is asked, where there is one.
    [[nodiscard]] Recorded record(store::Database& office_db, const std::string& kiosk_id,
                                  const api::JournalEntry& entry) override;
    // A page has arrived at the office.
    void page_arrived();

    // ---- kiosks' questions. Never throw.
    boost::asio::awaitable<api::LawyerAnswer> answer(std::string kiosk, api::LawyerQuestion question);
    boost::asio::awaitable<api::CheckAnswer> check(std::string kiosk, api::CheckQuestion question);

    // ---- review. `seen`: the version that the reviewer saw; `by`: his account.
    using Reviewed = Result<RegistrationRow, ReviewRefusal>;
    // All that are open, oldest first, then the last `closed` that are not. Nothing when the store cannot be
    // read.
    [[nodiscard]] std::optional<std::vector<RegistrationRow>> list(size_t closed = 50);
    boost::asio::awaitable<Result<RegistrationDetail, ReviewRefusal>> view(api::RegistrationId id,
                                                                           std::string by);
    // A page's JPEG.
    boost::asio::awaitable<Result<SecretBytes, PageRefusal>> view_page(api::RegistrationId id,
                                                                       api::PageId page, std::string by);
    boost::asio::awaitable<Reviewed> take(api::RegistrationId id, uint64_t seen, std::string by);
    boost::asio::awaitable<Reviewed> release(api::RegistrationId id, uint64_t seen, std::string by,
                                             bool supervisor);
    boost::asio::awaitable<Reviewed> confirm(api::RegistrationId id, uint64_t seen, std::string by);
    boost::asio::awaitable<Reviewed> return_with(api::RegistrationId id, uint64_t seen, std::string by,
                                                 std::vector<api::ReturnReason> reasons);
    [[nodiscard]] bool four_eyes() const;

    // Told of every change while the returned token lives; drop it on that executor.
    [[nodiscard]] Subscription subscribe(boost::asio::any_io_executor executor, Observer observer);

    // The phone of a registration whose lawyer agreed to notices; empty: he did not, or it is erased. Any
    // connection, any thread.
    [[nodiscard]] SecretString agreed_phone(store::Database& office_db, const api::RegistrationId& id) const;

    // ---- what is over: at the start and then every hour, until stop().
    boost::asio::awaitable<void> watch_the_clock();
    // Ends what has expired and erases what its retention is over for; how many. Nothing when the store
    // failed.
    boost::asio::awaitable<std::optional<size_t>> tidy();
    void stop();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lobby::office
