// The office's appointments while it runs: what the console books and cancels, what kiosks ask for, and what
// the tickets of their journals bring.
//
// Lives on one executor (one thread), where the connection that it reads with is used too.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/log.hpp"
#include "office/api/messages.hpp"
#include "office/appointments/appointments.hpp"
#include "office/queue/settings.hpp"
#include "office/store/writer.hpp"

namespace lobby::office {

class AppointmentDesk {
public:
    // Everything that is passed by reference outlives it, and it outlives every coroutine of its own.
    AppointmentDesk(store::Database& office_db, const queue::Settings& settings, const StoreKey& key,
                    DatabaseWriter& writer, const Clock& clock);
    AppointmentDesk(const AppointmentDesk&) = delete;
    AppointmentDesk& operator=(const AppointmentDesk&) = delete;

    // Inside the writer's transaction, on its thread: what has to be kept together with a cancellation by
    // cancel(). Before the first one.
    using Cancelled =
        std::function<void(store::Database& office_db, const std::string& id, const std::string& by)>;
    void on_cancelled(Cancelled within) { cancelled_ = std::move(within); }

    boost::asio::awaitable<Result<BookedTime, AppointmentError>> make(Booking booking);
    boost::asio::awaitable<Result<std::monostate, AppointmentError>> cancel(std::string id, std::string by);
    // Of an office day; nothing when the store cannot be read.
    [[nodiscard]] std::optional<std::vector<BookedTime>> of_day(Date day);
    [[nodiscard]] Date today() const { return queue::office_day(clock_.wall(), settings_); }

    // For a kiosk. Today's first that stands, is not used and has not ended.
    [[nodiscard]] api::AppointmentAnswer answer(const api::AppointmentQuestion& question);

    // A ticket of a kiosk names an appointment. The time as it was booked, held for this ticket until
    // release(); nothing when it was never booked for the service, is cancelled, or another ticket has it.
    [[nodiscard]] std::optional<api::Appointment> claim(const std::string& id, const std::string& service);
    [[nodiscard]] bool is_claimed(const std::string& id) const { return claimed_.contains(id); }
    // The ticket was kept or refused: what the store says holds.
    void release(const std::string& id) { claimed_.erase(id); }

private:
    [[nodiscard]] WallTime begin_of(Date day) const;

    store::Database& db_;
    const queue::Settings& settings_;
    const StoreKey key_;
    DatabaseWriter& writer_;
    const Clock& clock_;
    Cancelled cancelled_;
    std::set<std::string> claimed_;
};

}  // namespace lobby::office
