// What a queue is made of. Plain values; times are the office's clock unless said otherwise.
//
// A ticket holds nothing that names a person. Its class of precedence and its note are for staff only and are
// forgotten at the end of its day.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "office/api/ticket_terms.hpp"

namespace lobby::office::queue {

enum class TicketId : uint64_t {};

using api::Appointment;
using api::from_word;
using api::is_actor;
using api::is_token;
using api::is_word;
using api::max_count;
using api::parse_number;
using api::Precedence;
using api::precedence_words;
using api::print_state_words;
using api::PrintState;
using api::rating_reason_words;
using api::RatingReason;
using api::text_of;
using api::TicketNumber;
using api::word_of;

enum class TicketState {
    waiting,
    absent,       // did not come when called; waits until some others were called
    transferred,  // waits again, for another service or window
    called,
    serving,
    on_hold,  // a window has put it aside: the visitor fills in a form
    finished,
    given_back,
    gone,     // did not come, too often
    expired,  // its day ended
};
inline constexpr std::array<std::string_view, 10> ticket_state_words{
    "waiting", "absent",   "transferred", "called", "serving",
    "on_hold", "finished", "given_back",  "gone",   "expired"};

[[nodiscard]] constexpr bool waits(TicketState s) {
    return s == TicketState::waiting || s == TicketState::absent || s == TicketState::transferred;
}
[[nodiscard]] constexpr bool at_window(TicketState s) {
    return s == TicketState::called || s == TicketState::serving;
}
[[nodiscard]] constexpr bool open(TicketState s) {
    return waits(s) || at_window(s) || s == TicketState::on_hold;
}

// By which rule a ticket was called (selection.hpp).
enum class Turn { reserved, overdue, precedence, ordinary, early, chosen };
inline constexpr std::array<std::string_view, 6> turn_words{"reserved", "overdue", "precedence",
                                                            "ordinary", "early",   "chosen"};

constexpr const auto& words_of(TicketState) {
    return ticket_state_words;
}
constexpr const auto& words_of(Turn) {
    return turn_words;
}

// An entry of a kiosk's journal: each is applied once, however often it is sent.
struct KioskEntry {
    std::string kiosk;
    uint64_t entry = 0;
    friend auto operator<=>(const KioskEntry&, const KioskEntry&) = default;
};

// A wait as it is told, in whole minutes, and the model's bounds before calibration, in seconds.
struct ToldWait {
    uint32_t low_minutes = 0;
    uint32_t high_minutes = 0;
    uint32_t raw_low = 0;
    uint32_t raw_high = 0;
    friend bool operator==(const ToldWait&, const ToldWait&) = default;
};

struct Ticket {
    TicketId id{};
    TicketNumber number;
    std::string token;  // unguessable, for the visitor's live page; made by whoever issued the ticket
    std::vector<KioskEntry> entries;  // applied to it; the first took it
    Date day;                         // office day
    std::string service;
    std::string target_window;  // of a transfer; empty: any
    Precedence precedence{};
    std::optional<Appointment> appointment;
    std::string note;  // of a transfer, for staff
    WallTime taken_at{};
    WallTime known_at{};  // at the office; later when the kiosk was alone
    std::optional<ToldWait> told;

    TicketState state = TicketState::waiting;
    std::string window;  // where it was called last
    std::optional<WallTime> first_called_at;
    std::optional<WallTime> called_at;
    std::optional<WallTime> started_at;
    std::optional<WallTime> ended_at;
    uint32_t overtaken = 0;
    uint32_t absences = 0;
    uint32_t skip = 0;  // this many others go first
    uint32_t recalls = 0;
    bool rated = false;
    PrintState print{};
    uint64_t version = 0;  // of the queue, when this ticket changed last
    friend bool operator==(const Ticket&, const Ticket&) = default;
};

}  // namespace lobby::office::queue
