#include "office/appointments/appointment_desk.hpp"

#include <algorithm>

namespace lobby::office {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::hours a_day{24};

}  // namespace

AppointmentDesk::AppointmentDesk(store::Database& db, const queue::Settings& settings, const StoreKey& key,
                                 DatabaseWriter& writer, const Clock& clock)
    : db_(db), settings_(settings), key_(key), writer_(writer), clock_(clock) {}

WallTime AppointmentDesk::begin_of(Date day) const {
    return WallTime(day) + settings_.rollover - settings_.utc_offset;
}

asio::awaitable<Result<BookedTime, AppointmentError>> AppointmentDesk::make(Booking booking) {
    if (!settings_.service(booking.service)) co_return fail(AppointmentError::unknown_service);
    using Made = Result<BookedTime, AppointmentError>;
    // Named before co_await: GCC 12 mishandles temporaries with destructors in the awaited expression.
    std::function<Made(store::Database&)> work = [this, booking](store::Database& db) {
        return make_appointment(db, key_, clock_.wall(), booking);
    };
    auto made = co_await writer_.write<Made>(work);
    if (!made) co_return fail(AppointmentError::unavailable);
    co_return std::move(*made);
}

asio::awaitable<Result<std::monostate, AppointmentError>> AppointmentDesk::cancel(std::string id,
                                                                                  std::string by) {
    // A ticket that is being taken in has it.
    if (claimed_.contains(id)) co_return fail(AppointmentError::over);
    using Done = Result<std::monostate, AppointmentError>;
    std::function<Done(store::Database&)> work = [this, id, by](store::Database& db) {
        auto cancelled = cancel_appointment(db, key_, clock_.wall(), id, by);
        if (cancelled && cancelled_) cancelled_(db, id, by);
        return cancelled;
    };
    const auto done = co_await writer_.write<Done>(work);
    if (!done) co_return fail(AppointmentError::unavailable);
    co_return *done;
}

std::optional<std::vector<BookedTime>> AppointmentDesk::of_day(Date day) try {
    return appointments_between(db_, begin_of(day), begin_of(day) + a_day);
} catch (const store::Error&) {
    return std::nullopt;
}

api::AppointmentAnswer AppointmentDesk::answer(const api::AppointmentQuestion& question) try {
    const auto now = clock_.wall();
    const auto begin = begin_of(today());
    const auto person = key_.identity_index(question.card);
    for (auto& booked : appointments_of(db_, person, begin, begin + a_day)) {
        if (booked.cancelled || booked.used || claimed_.contains(booked.appointment.id)) continue;
        if (booked.appointment.until <= now || !settings_.service(booked.service)) continue;
        return {api::AppointmentFound{std::move(booked.appointment), std::move(booked.service)}};
    }
    return {};
} catch (const store::Error&) {
    return {};
}

std::optional<api::Appointment> AppointmentDesk::claim(const std::string& id,
                                                       const std::string& service) try {
    if (claimed_.contains(id)) return std::nullopt;
    auto booked = find_appointment(db_, id);
    if (!booked || booked->cancelled || booked->used || booked->service != service) return std::nullopt;
    claimed_.insert(id);
    return std::move(booked->appointment);
} catch (const store::Error&) {
    return std::nullopt;
}

}  // namespace lobby::office
