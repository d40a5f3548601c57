// What happened to the queue: the only thing that is kept. The state follows from the events alone, not from
// the settings, so a change of settings never rewrites the past.
#pragma once

#include <variant>

#include "office/queue/types.hpp"

namespace lobby::office::queue::event {

struct SeriesAssigned {
    std::string kiosk;
    char series = 'A';
};
struct Taken {
    TicketId ticket{};
    TicketNumber number;
    std::optional<KioskEntry> entry;
    Date day;
    std::string service;
    Precedence precedence{};
    std::optional<Appointment> appointment;
    std::string token;
    WallTime taken_at{};
    std::optional<ToldWait> told;
};
struct GivenBack {
    TicketId ticket{};
    std::optional<KioskEntry> entry;
};
struct PrintReported {
    TicketId ticket{};
    PrintState print{};
    std::optional<KioskEntry> entry;
};
struct Rated {
    TicketId ticket{};
    uint32_t score = 0;
    std::vector<RatingReason> reasons;
    std::optional<KioskEntry> entry;
};
struct Called {
    TicketId ticket{};
    std::string window;
    Turn turn{};
};
struct Recalled {
    TicketId ticket{};
};
struct Started {
    TicketId ticket{};
};
struct Finished {
    TicketId ticket{};
};
struct Held {
    TicketId ticket{};
};
struct Resumed {
    TicketId ticket{};
    std::string window;
};
// Nobody came. skip: comes back after so many others; nothing: does not come back.
struct Missed {
    TicketId ticket{};
    std::optional<uint32_t> skip;
};
struct Transferred {
    TicketId ticket{};
    std::string service;
    std::string window;
    std::string note;
};
struct Expired {
    TicketId ticket{};
};
struct WindowOpened {
    std::string window;
    std::vector<std::string> services;
};
struct WindowClosed {
    std::string window;
};
struct ServicePaused {
    std::string service;
};
struct ServiceResumed {
    std::string service;
};
struct DayStarted {
    Date day;
};

using Body = std::variant<SeriesAssigned, Taken, GivenBack, PrintReported, Rated, Called, Recalled, Started,
                          Finished, Held, Resumed, Missed, Transferred, Expired, WindowOpened, WindowClosed,
                          ServicePaused, ServiceResumed, DayStarted>;

}  // namespace lobby::office::queue::event

namespace lobby::office::queue {

struct Event {
    WallTime at{};
    std::string by;
    event::Body body;
};

}  // namespace lobby::office::queue
