// The office's account of what was told, refused, granted and changed: numbered entries in office.db, each
// bound to the one before by its hash, the newest authenticated with the store key. Changing, inserting,
// removing or cutting off entries is found by verify_ledger().
//
// hash = BLAKE2b-256(seq LE64 | at LE64 | size(kind) LE64 | kind | size(body) LE64 | body | prev_hash); the
// first entry's prev_hash is 32 zero bytes; the head's mac covers seq LE64 | hash.
//
// Entries hold no name and no identity number: a person is his identity index, a case its acceptance number.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "office/store/database.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office {

enum class LedgerKind {
    disclosure,
    refusal,
    entitlement_granted,
    entitlement_withdrawn,
    code_issued,
    import_started,
    import_finished,
    ledger_exported,
    enrolment_code_issued,
    kiosk_enrolled,
    kiosk_revoked,
    // the queue, in the order of its events (office/queue/events.hpp)
    series_assigned,
    ticket_taken,
    ticket_given_back,
    ticket_print,
    ticket_rated,
    ticket_called,
    ticket_recalled,
    ticket_started,
    ticket_finished,
    ticket_held,
    ticket_resumed,
    ticket_missed,
    ticket_transferred,
    ticket_expired,
    window_opened,
    window_closed,
    service_paused,
    service_resumed,
    queue_day_started,
    // kiosks' journals
    journal_replaced,
    journal_entry_refused,
    journal_entry_lost,
    help_called,
    help_taken,
    offline_lookup,  // a kiosk answered a card by itself
    // reserved times
    appointment_made,
    appointment_cancelled,
    // lawyers' registrations
    registration_submitted,
    registration_taken,
    registration_released,
    registration_confirmed_once,
    registration_confirmed,
    registration_returned,
    registration_withdrawn,
    registration_merged,
    registration_expired,
    registration_erased,
    registration_viewed,
    registration_page_viewed,
    registration_checked,
    registration_register_asked,
    registrations_told,
    // notices
    notice_sent,
    notice_failed,
    // file review
    review_booked,
    review_cancelled,
    case_file_marked,
    // the staff's accounts
    account_added,
    account_disabled,
    account_enabled,
    account_password_reset,
    account_password_changed,
    staff_signed_in,
    staff_sign_in_refused,
    staff_signed_out,
};

[[nodiscard]] std::string_view word_of(LedgerKind kind);

struct LedgerEntry {
    LedgerKind kind{};
    boost::json::object body;
};

// Appends inside the caller's transaction, which must be IMMEDIATE: entry and deed are one. Throws
// store::Error. Returns the entry's number.
int64_t append_to_ledger(store::Database& office_db, const StoreKey& key, WallTime at,
                         const LedgerEntry& entry);

// The same for a connection that appends often: its statements stay prepared. Belongs to the connection's
// thread and goes before the connection does.
class LedgerAppender {
public:
    explicit LedgerAppender(store::Database& office_db);
    int64_t append(const StoreKey& key, WallTime at, const LedgerEntry& entry);

private:
    store::Statement head_;
    store::Statement insert_;
    store::Statement move_head_;
};

[[nodiscard]] Digest32 ledger_hash(int64_t seq, int64_t at, std::string_view kind, std::string_view body,
                                   const Digest32& previous);

struct LedgerBreak {
    int64_t seq{};  // the first entry that does not fit
    enum class What { missing, altered, head } what{};
};

// Reads the whole chain; the number of entries when it is sound. `progress` is called every 100,000 entries.
Result<int64_t, LedgerBreak> verify_ledger(store::Database& office_db, const StoreKey& key,
                                           const std::function<void(int64_t)>& progress = {});

// The newest entry; nothing: there is none yet. It is not looked at whether the chain up to it is sound.
struct LedgerEnd {
    int64_t seq{};
    Digest32 hash{};
};
Result<std::optional<LedgerEnd>, LedgerBreak> ledger_end(store::Database& office_db, const StoreKey& key);
// Of one entry; nothing: it is not there, or what stands in its place is no hash.
[[nodiscard]] std::optional<Digest32> ledger_hash_of(store::Database& office_db, int64_t seq);

[[nodiscard]] std::string hex(std::span<const uint8_t> bytes);
// Of exactly as many bytes; false: it is not, or not in lower case.
[[nodiscard]] bool from_hex(std::string_view text, std::span<uint8_t> out);

}  // namespace lobby::office
