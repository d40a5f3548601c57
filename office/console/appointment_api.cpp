// Times that are reserved at the counter. No answer names the person that has one.
#include "office/appointments/appointment_desk.hpp"
#include "office/console/desk.hpp"
#include "office/console/forms/json_body.hpp"

namespace lobby::office::console {

namespace asio = boost::asio;

namespace {

constexpr size_t longest_number = 40;              // bytes, of a person
constexpr uint64_t latest_ms = 4'102'444'800'000;  // 2100: far beyond what can be booked

std::string_view state_of(const BookedTime& booked, WallTime now) {
    if (booked.cancelled) return "cancelled";
    if (booked.used) return "used";
    return booked.appointment.until <= now ? "over" : "booked";
}

boost::json::object view_of(const BookedTime& booked, WallTime now) {
    return {{"id", booked.appointment.id},
            {"service", booked.service},
            {"from", booked.appointment.from.time_since_epoch().count()},
            {"until", booked.appointment.until.time_since_epoch().count()},
            {"state", state_of(booked, now)},
            {"made_by", booked.made_by},
            {"made_at", booked.made_at.time_since_epoch().count()}};
}

Answer refusal_of(AppointmentError why) {
    switch (why) {
        case AppointmentError::unavailable:
            return error(503, "unavailable");
        case AppointmentError::unknown:
            return error(404, "not_found");
        case AppointmentError::over:
        case AppointmentError::overlapping:
            return error(409, word_of(why));
        case AppointmentError::backwards:
        case AppointmentError::past:
        case AppointmentError::too_far:
        case AppointmentError::too_long:
        case AppointmentError::unknown_service:
            break;
    }
    return error(400, word_of(why));
}

asio::awaitable<Answer> of_day(Desk& desk, const Request& request, const Caller&) {
    Date day = desk.appointments.today();
    if (const auto wanted = request.target.query.find("day"); wanted != request.target.query.end()) {
        const auto parsed = parse_date(wanted->second);
        if (!parsed) co_return error(400, "day");
        day = *parsed;
    }
    const auto booked = desk.appointments.of_day(day);
    if (!booked) co_return error(503, "unavailable");
    boost::json::array list;
    for (const auto& one : *booked) list.push_back(view_of(one, desk.clock.wall()));
    co_return json(200, {{"day", iso_date(day)}, {"appointments", std::move(list)}});
}

asio::awaitable<Answer> make(Desk& desk, const Request& request, const Caller& caller) {
    JsonBody body(request.body);
    const auto typed = body.secret("identity_number", longest_number);
    const auto service = body.text("service", 32);
    const auto from = body.number("from", 0, latest_ms);
    const auto until = body.number("until", 0, latest_ms);
    if (!typed || !service || !from || !until || !body.good()) co_return error(400, "malformed");
    const auto number = IdentityNumber::parse(typed->view());
    if (!number) co_return error(400, "identity_number");
    const auto time = [](uint64_t ms) { return WallTime(std::chrono::milliseconds(ms)); };
    Booking booking{desk.key.identity_index(*number), *service, time(*from), time(*until), caller.account()};
    const auto made = co_await desk.appointments.make(std::move(booking));
    if (!made) co_return refusal_of(made.error());
    co_return json(200, view_of(*made, desk.clock.wall()));
}

asio::awaitable<Answer> cancel(Desk& desk, const Request& request, const Caller& caller) {
    if (!JsonBody(request.body).good()) co_return error(400, "malformed");
    std::string id = request.part(2);
    std::string by = caller.account();
    const auto done = co_await desk.appointments.cancel(std::move(id), std::move(by));
    if (!done) co_return refusal_of(done.error());
    co_return nothing();
}

}  // namespace

std::vector<Route> appointment_routes() {
    return {
        {Method::get, "/api/appointments", counter, of_day},
        {Method::post, "/api/appointments", counter, make},
        {Method::post, "/api/appointments/*/cancel", counter, cancel},
    };
}

}  // namespace lobby::office::console
