// Times that are reserved for people: booked at a window, found again by the card, used by one ticket.
//
// A person is known by his identity index only. An appointment's id is random, so that nobody guesses one.
// All of these work on the caller's connection; those that change something must be inside of an IMMEDIATE
// transaction, whose ledger entry they write. They throw store::Error.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "office/api/ticket_terms.hpp"
#include "office/store/database.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office {

// What a clerk asks for.
struct Booking {
    IdentityIndex person;
    std::string service;
    WallTime from{};
    WallTime until{};
    std::string by;  // account
};

struct BookedTime {
    api::Appointment appointment;
    std::string service;
    std::string made_by;
    WallTime made_at{};
    bool cancelled = false;
    bool used = false;
    friend bool operator==(const BookedTime&, const BookedTime&) = default;
};

enum class AppointmentError {
    backwards,        // it ends before it begins
    past,             // it begins before now
    too_far,          // more than a year ahead
    too_long,         // longer than eight hours
    unknown_service,  // told by the desk, which knows the services
    overlapping,      // the same person has another one that stands at the time
    unknown,          // there is none of this id
    over,             // cancelled or used already
    unavailable,      // the store failed; nothing was done
};
[[nodiscard]] std::string_view word_of(AppointmentError error);

// What is wrong with the time itself; nothing: it can be booked.
[[nodiscard]] std::optional<AppointmentError> fault_of_time(WallTime from, WallTime until, WallTime now);

Result<BookedTime, AppointmentError> make_appointment(store::Database& office_db, const StoreKey& key,
                                                      WallTime now, const Booking& booking);
Result<std::monostate, AppointmentError> cancel_appointment(store::Database& office_db, const StoreKey& key,
                                                            WallTime now, const std::string& id,
                                                            const std::string& by);
// Once; false when it was used before, or there is none.
bool use_appointment(store::Database& office_db, const std::string& id, uint64_t ticket);

// Those that begin in [from, to), in their order; also cancelled and used ones.
[[nodiscard]] std::vector<BookedTime> appointments_between(store::Database& office_db, WallTime from,
                                                           WallTime to);
// The same, of one person.
[[nodiscard]] std::vector<BookedTime> appointments_of(store::Database& office_db, const IdentityIndex& person,
                                                      WallTime from, WallTime to);
[[nodiscard]] std::optional<BookedTime> find_appointment(store::Database& office_db, const std::string& id);

}  // namespace lobby::office
