// "An echo afterwards": what the office tells by text message those who agreed to it.
//
// A notice says that something happened and where to see it: the office's name, a time, the window's phone.
// It never names a case, a client or a lawyer: the words are fixed (assets/notices), and nothing else can be
// put in.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/secret.hpp"

namespace lobby::office {

// Numbered in the store: never reorder, add at the end.
enum class NoticeKind {
    registration_confirmed,
    registration_returned,
    appointment_booked,
    appointment_changed,
    appointment_cancelled,
    appointment_reminder,
    case_stage_moved,
};
inline constexpr std::array<std::string_view, 7> notice_kind_words{
    "registration_confirmed", "registration_returned", "appointment_booked", "appointment_changed",
    "appointment_cancelled",  "appointment_reminder",  "case_stage_moved"};
constexpr const auto& words_of(NoticeKind) {
    return notice_kind_words;
}

inline constexpr size_t max_about_bytes = 96;

struct Notice {
    NoticeKind kind{};
    // What it is about, as the store knows it: a registration's id in hex, an appointment's id, with a count
    // or date behind it when the same can happen again. A second notice of the same kind about the same is
    // not posted. Stands in the ledger: nothing personal.
    std::string about;
    // As the person gave it; empty: he did not agree. Only mobile numbers of the mainland get notices.
    SecretString phone;
    // When the appointment is; needed by the appointment kinds.
    std::optional<WallTime> at{};
    // Of appointment_changed: what the earlier notices were about. Those that did not go out never will.
    std::string instead_of{};
};

enum class Posted {
    queued,
    known,         // posted before
    not_agreed,    // no phone
    no_mobile,     // a number that takes no text messages
    switched_off,  // this office sends none ([notices] gateway)
};

}  // namespace lobby::office
