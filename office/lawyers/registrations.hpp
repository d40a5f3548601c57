// Lawyers' registrations as office.db has them. What the lawyer wrote stays sealed to the office's scan key
// (base/sealed): a row tells the office's own words, a keyed hash of the lawyer's identity number and, once
// it is known, the case.
//
// All functions work on the caller's connection and throw store::Error. Those that write must be inside
// of an IMMEDIATE transaction; ledger entries are written by who calls them (transitions.hpp).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "office/api/registration.hpp"
#include "office/lawyers/registration_machine.hpp"
#include "office/store/database.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office {

struct StoredPage {
    api::PageReference reference;
    bool erased = false;
    friend bool operator==(const StoredPage&, const StoredPage&) = default;
};

// The case and the party for whom the lawyer acts, as cases.db had them when it was looked at.
struct ClientOfCase {
    std::string acceptance_number;
    int client = 0;  // the party's ordinal
    api::Role role = api::Role::defender;
    friend bool operator==(const ClientOfCase&, const ClientOfCase&) = default;
};

struct StoredRegistration {
    api::RegistrationId id{};
    uint64_t version = 1;  // grows with every change
    IdentityIndex person;  // the lawyer
    std::string kiosk;
    WallTime submitted_at{};
    WallTime changed_at{};
    ReviewStanding standing;
    std::vector<uint8_t> sealed_form;  // empty: erased
    api::Authorisation authorisation{};
    bool agrees_to_notices = false;
    bool to_window = false;              // handed over to the window with a ticket
    std::optional<ClientOfCase> client;  // nothing: no case of this office fits
    std::vector<api::Finding> findings;
    bool register_asked = false;  // or there is none to ask
    std::vector<api::ReturnReason> reasons;
    std::optional<WallTime> decided_at;  // confirmed or returned
    std::string decided_by;
    std::optional<Date> valid_until;
    std::optional<int64_t> entitlement;
    std::optional<api::RegistrationId> follows;      // the earlier one that this brings up to date
    std::optional<api::RegistrationId> merged_into;  // the newer one that stands in its place
    std::vector<StoredPage> pages;
    bool erased = false;
};

// One line of a registration's history.
struct RegistrationStep {
    WallTime at{};
    std::string command;  // word_of(RegistrationCommand), or "submit", "register_asked", "view", "view_page"
    std::string by;       // account, kiosk, or empty: the office itself
    std::vector<api::ReturnReason> reasons;
    friend bool operator==(const RegistrationStep&, const RegistrationStep&) = default;
};

[[nodiscard]] std::optional<StoredRegistration> find_registration(store::Database& office_db,
                                                                  const api::RegistrationId& id);
// Submitted and checking, oldest first.
[[nodiscard]] std::vector<StoredRegistration> open_registrations(store::Database& office_db);
// Neither, newest decision first.
[[nodiscard]] std::vector<StoredRegistration> closed_registrations(store::Database& office_db, size_t most);
// Of one lawyer, newest first; merged and erased ones are left out.
[[nodiscard]] std::vector<StoredRegistration> registrations_of(store::Database& office_db,
                                                               const IdentityIndex& person, size_t most);
// Oldest first.
[[nodiscard]] std::vector<RegistrationStep> history_of(store::Database& office_db,
                                                       const api::RegistrationId& id);

// A registration that opens the file: what rooms and slots ask for (office/file_review).
struct ConfirmedRegistration {
    api::RegistrationId id{};  // of the one that stands: another than asked for when that was merged
    ClientOfCase client;
    IdentityIndex person;
    WallTime confirmed_at{};
    Date valid_until;
    bool agrees_to_notices = false;
};
// Nothing: there is none of this id, it is not confirmed today, or it is somebody else's.
[[nodiscard]] std::optional<ConfirmedRegistration> confirmed(store::Database& office_db,
                                                             const api::RegistrationId& id,
                                                             const IdentityIndex& person, Date today);
// All that are confirmed today, oldest confirmation first.
[[nodiscard]] std::vector<ConfirmedRegistration> all_confirmed(store::Database& office_db, Date today);

// ---- writing
// ---------------------------------------------------------------------------------------------------------

// False, and nothing is written, when the registration or one of its pages is there already.
bool insert_registration(store::Database& office_db, const StoredRegistration& made, const Digest32& match);
// Everything but pages, and only what changes after insertion. Sets version and changed_at.
void update_registration(store::Database& office_db, WallTime now, StoredRegistration& changed);
void add_step(store::Database& office_db, const api::RegistrationId& id, const RegistrationStep& step);

// Of the same lawyer, client and case (as they were given, or as they were found), not confirmed and not
// over: what `newer` takes the place of.
[[nodiscard]] std::vector<api::RegistrationId> doubles_of(store::Database& office_db,
                                                          const StoredRegistration& newer,
                                                          const Digest32& match);
// The same, confirmed: what `newer` renews.
[[nodiscard]] std::optional<api::RegistrationId> confirmed_before(store::Database& office_db,
                                                                  const StoredRegistration& newer);
// What tells of a person goes; id, kiosk, state and times stay. The pages' files are the caller's to erase.
void erase_personal(store::Database& office_db, WallTime now, StoredRegistration& gone);

// What could not be opened or read.
struct RefusedRegistration {
    std::string kiosk;
    uint64_t entry = 0;
    api::RegistrationId id{};
    WallTime at{};
    std::string_view reason;
    std::vector<uint8_t> sealed_form;
};
void keep_refused(store::Database& office_db, const RefusedRegistration& refused);
size_t erase_refused_before(store::Database& office_db, WallTime before);

}  // namespace lobby::office
