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

#include "base/civil_date.hpp"

namespace lobby::office::queue {

enum class TicketId : uint64_t {};

// Who goes before others by the office's rules; ordinary goes by time alone.
enum class Precedence {
    ordinary,
    elderly,
    disabled,
    pregnant,
    serviceman,  // and veterans
    firefighter,
    lawyer_with_appointment,
};
inline constexpr std::array<std::string_view, 7> precedence_words{
    "ordinary", "elderly", "disabled", "pregnant", "serviceman", "firefighter", "lawyer_with_appointment"};

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

// What is known of the paper. A print is confirmed by the printer or it is not.
enum class PrintState { unknown, confirmed, unconfirmed };
inline constexpr std::array<std::string_view, 3> print_state_words{"unknown", "confirmed", "unconfirmed"};

enum class RatingReason { quick, kind, clear, solved, slow, unkind, unclear, unsolved, place };
inline constexpr std::array<std::string_view, 9> rating_reason_words{
    "quick", "kind", "clear", "solved", "slow", "unkind", "unclear", "unsolved", "place"};

constexpr const auto& words_of(Precedence) {
    return precedence_words;
}
constexpr const auto& words_of(TicketState) {
    return ticket_state_words;
}
constexpr const auto& words_of(Turn) {
    return turn_words;
}
constexpr const auto& words_of(PrintState) {
    return print_state_words;
}
constexpr const auto& words_of(RatingReason) {
    return rating_reason_words;
}
template <class Enum>
constexpr std::string_view word_of(Enum value) {
    return words_of(value)[static_cast<size_t>(value)];
}
template <class Enum>
constexpr std::optional<Enum> from_word(std::string_view word) {
    const auto& words = words_of(Enum{});
    for (size_t i = 0; i < words.size(); ++i)
        if (words[i] == word) return static_cast<Enum>(i);
    return std::nullopt;
}

// "CA012": the service's prefix, the series of the kiosk that issued it, and a count within series and day.
// Series and count alone are unique in a day, so a kiosk needs no office to issue one.
struct TicketNumber {
    char prefix = 'A';
    char series = 'A';
    uint32_t count = 0;
    friend auto operator<=>(const TicketNumber&, const TicketNumber&) = default;
};
inline constexpr uint32_t max_count = 9999;
[[nodiscard]] std::string text_of(const TicketNumber& number);
// Strict on form; folds lower case, as typed on a console.
[[nodiscard]] std::optional<TicketNumber> parse_number(std::string_view text);

// An entry of a kiosk's journal: each is applied once, however often it is sent.
struct KioskEntry {
    std::string kiosk;
    uint64_t entry = 0;
    friend auto operator<=>(const KioskEntry&, const KioskEntry&) = default;
};

struct Appointment {
    std::string id;  // of the booking
    WallTime from{};
    WallTime until{};
    friend bool operator==(const Appointment&, const Appointment&) = default;
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

// A name of ours in settings and messages: 1 to 32 of a-z 0-9 _ -
[[nodiscard]] bool is_word(std::string_view text);
// A kiosk or a staff account: 1 to 64 of A-Z a-z 0-9 _ - .
[[nodiscard]] bool is_actor(std::string_view text);
// A token: empty, or 16 to 64 of A-Z a-z 0-9 _ -
[[nodiscard]] bool is_token(std::string_view text);

}  // namespace lobby::office::queue
