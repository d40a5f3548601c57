// The words of the queue that kiosk and office share: numbers of tickets, classes of precedence, what is
// known of a print, reasons of a rating. Enumerators are numbered on the wire and in stores: never reorder,
// add at the end.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil_date.hpp"
#include "base/clock.hpp"

namespace lobby::api {

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

// What is known of the paper. A print is confirmed by the printer or it is not.
enum class PrintState { unknown, confirmed, unconfirmed };
inline constexpr std::array<std::string_view, 3> print_state_words{"unknown", "confirmed", "unconfirmed"};

enum class RatingReason { quick, kind, clear, solved, slow, unkind, unclear, unsolved, place };
inline constexpr std::array<std::string_view, 9> rating_reason_words{
    "quick", "kind", "clear", "solved", "slow", "unkind", "unclear", "unsolved", "place"};

// How a ticket stands, as its visitor is told.
enum class TicketStanding { waiting, called, serving, on_hold, finished, given_back, gone, expired };
inline constexpr std::array<std::string_view, 8> ticket_standing_words{
    "waiting", "called", "serving", "on_hold", "finished", "given_back", "gone", "expired"};

constexpr const auto& words_of(Precedence) {
    return precedence_words;
}
constexpr const auto& words_of(PrintState) {
    return print_state_words;
}
constexpr const auto& words_of(RatingReason) {
    return rating_reason_words;
}
constexpr const auto& words_of(TicketStanding) {
    return ticket_standing_words;
}

// An enumeration whose words stand in a table that words_of() finds, in the order of its values.
template <class Enum>
concept HasWords = requires(Enum value) {
    words_of(value).size();
};

template <HasWords Enum>
constexpr std::string_view word_of(Enum value) {
    return words_of(value)[static_cast<size_t>(value)];
}
template <HasWords Enum>
constexpr std::optional<Enum> from_word(std::string_view word) {
    const auto& words = words_of(Enum{});
    for (size_t i = 0; i < words.size(); ++i)
        if (words[i] == word) return static_cast<Enum>(i);
    return std::nullopt;
}
// By number: nothing for a number outside the list (hostile input).
template <HasWords Enum>
constexpr std::optional<Enum> from_number(uint64_t number) {
    if (number >= words_of(Enum{}).size()) return std::nullopt;
    return static_cast<Enum>(number);
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

struct Appointment {
    std::string id;  // of the booking
    WallTime from{};
    WallTime until{};
    friend bool operator==(const Appointment&, const Appointment&) = default;
};

// A name of ours in settings and messages: 1 to 32 of a-z 0-9 _ -
[[nodiscard]] bool is_word(std::string_view text);
// A kiosk, a staff account, a booking: 1 to 64 of A-Z a-z 0-9 _ - .
[[nodiscard]] bool is_actor(std::string_view text);
// A token: empty, or 16 to 64 of A-Z a-z 0-9 _ -
[[nodiscard]] bool is_token(std::string_view text);

}  // namespace lobby::api
