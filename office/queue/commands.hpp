// What can be asked of the queue, and every reason for which it can be refused.
#pragma once

#include <variant>

#include "office/queue/types.hpp"

namespace lobby::office::queue {

// A ticket as whoever asks knows it: staff by id, a kiosk by the entry that took it, a visitor by the token
// of his live page or by the number on his paper.
struct NumberOn {
    TicketNumber number;
    Date day;
};
struct Token {
    std::string text;
};
using TicketRef = std::variant<TicketId, KioskEntry, Token, NumberOn>;

// Gives a kiosk the series of its numbers, for good. Asked when it joins, so that it can be alone later.
struct AssignSeries {
    std::string kiosk;
};

// With Request::entry: the kiosk has issued the number and the visitor holds it; hours and cap were the
// kiosk's to heed, the ticket is taken in at its time however late it comes, and a ticket of an earlier day
// is recorded and expires. Without: the office issues the number itself, under its own series, and hours,
// pause and cap hold.
struct Take {
    std::string service;
    WallTime taken_at{};
    uint32_t count = 0;  // of the number, in the kiosk's series; not for the office's own
    Precedence precedence{};
    std::optional<Appointment> appointment{};
    std::string token{};
    // Under which the kiosk counted: a day beside the one that taken_at falls on is the kiosk's to choose,
    // around a rollover or after its clock was set.
    std::optional<Date> day{};
};
struct GiveBack {
    TicketRef ticket;
};
struct ReportPrint {
    TicketRef ticket;
    PrintState print{};
};
struct Rate {
    TicketRef ticket;
    uint32_t score = 0;  // 1 to 5
    std::vector<RatingReason> reasons;
};

// Finishes what the window has (when asked to) and calls who is next by the rules.
struct CallNext {
    std::string window;
    bool finish_current = false;
};
struct CallThis {
    TicketId ticket{};
    std::string window;
    bool finish_current = false;
};
struct Recall {
    TicketId ticket{};
};
struct Start {
    TicketId ticket{};
};
struct Finish {
    TicketId ticket{};
};
struct Hold {
    TicketId ticket{};
};
struct Resume {
    TicketId ticket{};
    std::string window;
};
struct NoShow {
    TicketId ticket{};
};
// To a service, to a window, or to both; the visitor keeps his place by the time at which he came.
struct Transfer {
    TicketId ticket{};
    std::string service;  // empty: the same
    std::string window;   // empty: any
    std::string note;     // at most 200 bytes of plain text
};
struct OpenWindow {
    std::string window;
};
struct CloseWindow {
    std::string window;
};
struct PauseService {
    std::string service;
};
struct ResumeService {
    std::string service;
};
// Begins the new office day when it is due; every other command does so too.
struct Tick {};

using Command =
    std::variant<AssignSeries, Take, GiveBack, ReportPrint, Rate, CallNext, CallThis, Recall, Start, Finish,
                 Hold, Resume, NoShow, Transfer, OpenWindow, CloseWindow, PauseService, ResumeService, Tick>;

struct Request {
    WallTime at{};
    std::string by;                   // staff account, kiosk, or a word for the program itself
    std::optional<KioskEntry> entry;  // of the journal that brings it
    std::optional<uint64_t> seen;     // the ticket's version that the asker saw; nothing: whatever it is
    Command command;
};

enum class QueueError {
    malformed,
    unknown_service,
    unknown_window,
    unknown_ticket,
    service_closed,
    service_paused,
    cap_reached,
    number_taken,
    no_series,         // the kiosk has none
    series_exhausted,  // all letters are given away
    too_old,           // of a day that is no longer kept
    window_closed,
    window_busy,
    nobody_waits,
    not_at_this_window,  // the window does not serve it
    not_waiting,
    not_called,
    not_at_a_window,
    not_on_hold,
    not_yet_called,  // nothing to rate
    already_rated,
    changed_meanwhile,
    unavailable,  // the store failed: nothing was done
};
inline constexpr std::array<std::string_view, 23> queue_error_words{
    "malformed",      "unknown_service",   "unknown_window",  "unknown_ticket", "service_closed",
    "service_paused", "cap_reached",       "number_taken",    "no_series",      "series_exhausted",
    "too_old",        "window_closed",     "window_busy",     "nobody_waits",   "not_at_this_window",
    "not_waiting",    "not_called",        "not_at_a_window", "not_on_hold",    "not_yet_called",
    "already_rated",  "changed_meanwhile", "unavailable"};
constexpr const auto& words_of(QueueError) {
    return queue_error_words;
}

}  // namespace lobby::office::queue
