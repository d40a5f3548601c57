// Bookings of rooms and the marks of files, as office.db has them. A booking is an appointment
// (office/appointments) of the service for lawyers, so that the queue knows it, with its room.
//
// All functions work on the caller's connection and throw store::Error; those that write must be inside
// of an IMMEDIATE transaction, whose ledger entries they write.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "office/appointments/appointments.hpp"
#include "office/file_review/review_rules.hpp"
#include "office/lawyers/registrations.hpp"
#include "office/store/database.hpp"

namespace lobby::office::file_review {

struct Booked {
    std::string id;                      // of the appointment
    api::RegistrationId registration{};  // for which it was made; a newer one may stand in its place
    IdentityIndex person;                // the lawyer
    std::string acceptance_number;
    Slot slot;
    bool cancelled = false;
    bool used = false;  // a ticket came of it
    friend bool operator==(const Booked&, const Booked&) = default;
};

// Those that begin in [from, to), in their order; also cancelled and used ones.
[[nodiscard]] std::vector<Booked> bookings_between(store::Database& office_db, WallTime from, WallTime to);
// Of one lawyer, that stand and end after `now`; nearest first.
[[nodiscard]] std::vector<Booked> bookings_ahead(store::Database& office_db, const IdentityIndex& person,
                                                 WallTime now);
[[nodiscard]] std::optional<Booked> find_booking(store::Database& office_db, const std::string& id);
// Whether the case has one that stands or was used, of this lawyer.
[[nodiscard]] bool has_booking(store::Database& office_db, const IdentityIndex& person,
                               const std::string& acceptance_number);

// Those of `slots` in which the room is free and the lawyer has no other appointment than `but` (an
// appointment's id; empty: none).
[[nodiscard]] std::vector<Slot> free_of(store::Database& office_db, std::vector<Slot> slots,
                                        const IdentityIndex& person, const std::string& but);

struct FileMark {
    bool ready = false;
    std::string marked_by;  // empty: nobody has
    WallTime marked_at{};
    friend bool operator==(const FileMark&, const FileMark&) = default;
};
[[nodiscard]] FileMark file_of(store::Database& office_db, const std::string& acceptance_number);

// ---- writing
// ---------------------------------------------------------------------------------------------------------

struct ToBook {
    ConfirmedRegistration of;
    Slot slot;
    std::string service;     // whose appointment it is
    std::string instead_of;  // the booking that it moves, cancelled in the same transaction; empty: none
    std::string by;          // kiosk or account
};
// The slot has to be free (free_of()); a room that is taken all the same throws.
Booked book(store::Database& office_db, const StoreKey& key, WallTime now, const ToBook& wanted);
// False: it is cancelled or used already.
bool cancel_booking(store::Database& office_db, const StoreKey& key, WallTime now, const Booked& booked,
                    const std::string& by);
FileMark mark_file(store::Database& office_db, const StoreKey& key, WallTime now,
                   const std::string& acceptance_number, bool ready, const std::string& by);

}  // namespace lobby::office::file_review
