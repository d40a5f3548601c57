// What the parts of the ticket desk have in common. All of it lives on the I/O thread.
#pragma once

#include <chrono>
#include <functional>

#include <boost/asio/io_context.hpp>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "kiosk/link/office_link.hpp"
#include "kiosk/store/kiosk_store.hpp"
#include "kiosk/tickets/hall_reckoning.hpp"
#include "kiosk/tickets/ticket_service.hpp"

namespace lobby::kiosk::tickets {

// The office as the desk needs it; the link of the kiosk, or nobody.
struct OfficeSide {
    using Answered = std::function<void(Result<api::TicketAnswer, LinkError>)>;
    std::function<void()> journal_grew;
    std::function<void(api::TicketQuestion, std::chrono::milliseconds deadline, Answered)> ask;
    using AppointmentTold = std::function<void(Result<api::AppointmentAnswer, LinkError>)>;
    std::function<void(api::AppointmentQuestion, std::chrono::milliseconds deadline, AppointmentTold)>
        ask_appointment;
};

struct DeskContext {
    boost::asio::io_context& io;
    KioskStore& store;
    const Clock& clock;
    Log& log;
    OfficeSide office;
    OnAnswer answer;  // hands over to the main thread
    HallKnown hall;   // the ticket desk keeps it up to date
};

inline constexpr std::chrono::milliseconds office_answers_within{4000};
// Whoever puts his card down takes a number a moment later: a time that is told after that is of no use.
inline constexpr std::chrono::milliseconds appointment_within{1500};

}  // namespace lobby::kiosk::tickets
