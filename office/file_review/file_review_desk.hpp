// File review while the office runs: the times that lawyers are offered and book at kiosks, what staff see of
// a day, and the marks of electronic files.
//
// Lives on one executor (one thread), where the connection that it reads with is used too.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "office/api/messages.hpp"
#include "office/appointments/appointment_desk.hpp"
#include "office/file_review/review_store.hpp"
#include "office/store/writer.hpp"

namespace lobby::office {

class FileReviewDesk {
public:
    using Booked = file_review::Booked;
    enum class Error { unknown, over, unavailable };

    // What happened to a booking.
    struct Change {
        enum class Kind { booked, moved, cancelled };
        Kind kind{};
        Booked booking;
        std::string instead_of;  // of moved: the one before
        std::string by;          // kiosk, account, or empty: the office itself
    };
    // Inside the writer's transaction, on its thread: what has to be kept together with the change.
    using Within = std::function<void(store::Database& office_db, const Change&)>;
    // After the commit, on the desk's executor.
    using After = std::function<void()>;
    using Observer = std::function<void()>;
    using Subscription = std::shared_ptr<void>;

    // Everything that is passed by reference outlives it, and it outlives every coroutine of its own.
    FileReviewDesk(store::Database& office_db, file_review::Rules rules, const StoreKey& key,
                   WorkingDays calendar, AppointmentDesk& appointments, DatabaseWriter& writer,
                   const Clock& clock);
    FileReviewDesk(const FileReviewDesk&) = delete;
    FileReviewDesk& operator=(const FileReviewDesk&) = delete;
    ~FileReviewDesk();  // waits for what is under way in the writer

    // Before the first question.
    void on_change(Within within) { within_ = std::move(within); }
    void on_changed(After after) { after_ = std::move(after); }

    // ---- kiosks. Never throw.
    boost::asio::awaitable<api::SlotsAnswer> slots(std::string kiosk, api::SlotsQuestion question);
    // Each time once, with a room that is free then; booked is that room, or another that is free at the
    // time. A lawyer has one time ahead for a case: booking another moves that, named or not. The same time
    // again, or cancelling again, is answered as done.
    boost::asio::awaitable<api::BookAnswer> book(std::string kiosk, api::BookQuestion question);
    // What lies ahead of a lawyer, for his standing (LawyerAnswer). Throws store::Error.
    [[nodiscard]] std::vector<api::ReviewBooking> ahead_of(const IdentityIndex& lawyer);

    // ---- staff
    struct SlotOfDay {
        WallTime from{};
        WallTime until{};
        std::optional<Booked> booking;  // that stands or was used
        bool file_ready = false;        // of its case
    };
    struct RoomOfDay {
        file_review::Room room;
        std::vector<SlotOfDay> slots;  // of the rules, and bookings at other times that were made before them
    };
    struct Day {
        Date day;
        bool review_day = false;
        std::vector<RoomOfDay> rooms;
    };
    // Confirmed, and without a time.
    struct Waiting {
        ConfirmedRegistration of;
        Date arrange_by;
        int days_left = 0;  // working days; negative: overdue
    };
    // Nothing when the store cannot be read.
    [[nodiscard]] std::optional<Day> of_day(Date day);
    [[nodiscard]] std::optional<std::vector<Waiting>> waiting();                   // nearest limit first
    [[nodiscard]] std::optional<std::vector<Booked>> between(Date from, Date to);  // with both days
    boost::asio::awaitable<Result<Booked, Error>> cancel(std::string id, std::string by);
    [[nodiscard]] std::optional<file_review::FileMark> file_of(const std::string& acceptance_number);
    boost::asio::awaitable<Result<file_review::FileMark, Error>> mark_file(std::string acceptance_number,
                                                                           bool ready, std::string by);
    [[nodiscard]] Date today() const { return file_review::day_of(clock_.wall(), rules_); }
    [[nodiscard]] const file_review::Rules& rules() const { return rules_; }

    // Told of every change while the returned token lives; drop it on that executor.
    [[nodiscard]] Subscription subscribe(boost::asio::any_io_executor executor, Observer observer);

    // Something that this shows has changed elsewhere, or here: who watches is told.
    void changed();

    // Inside the writer's transaction: a registration is confirmed no longer, and none stands in its place.
    // The times ahead of its lawyer for its case are cancelled.
    void registration_ended(store::Database& office_db, const api::RegistrationId& id,
                            const IdentityIndex& person);
    // Inside the writer's transaction: an appointment was cancelled elsewhere (the console's appointments).
    void appointment_cancelled(store::Database& office_db, const std::string& id, const std::string& by);

private:
    struct Watcher {
        boost::asio::any_io_executor executor;
        Observer tell;
    };
    api::SlotsAnswer offer(const api::SlotsQuestion& question);
    api::BookAnswer carry_out(store::Database& office_db, const std::string& kiosk,
                              const api::BookQuestion& question, const IdentityIndex& person) const;
    [[nodiscard]] api::ReviewBooking told(const Booked& booked) const;
    void tell(store::Database& office_db, const Change& change) const;

    store::Database& db_;
    const file_review::Rules rules_;
    const StoreKey key_;
    const WorkingDays calendar_;
    AppointmentDesk& appointments_;
    DatabaseWriter& writer_;
    const Clock& clock_;
    Within within_;
    After after_;
    std::vector<std::weak_ptr<Watcher>> watchers_;
};

[[nodiscard]] std::string_view word_of(FileReviewDesk::Error error);

}  // namespace lobby::office
