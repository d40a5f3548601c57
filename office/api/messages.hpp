// What kiosk and office say to each other, as plain values. The wire form (protobuf, link.proto) is made and
// checked in codec.hpp; nothing else sees it.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/civil_date.hpp"
#include "base/identity_number.hpp"
#include "base/secret.hpp"
#include "office/api/feed.hpp"
#include "office/api/hall_rules.hpp"
#include "office/api/registration.hpp"
#include "office/api/terms.hpp"
#include "office/api/ticket_terms.hpp"

namespace lobby::api {

// ---- a case as it may be told
// --------------------------------------------------------------------------------------

struct StageEvent {
    Stage stage{};
    Date on;
    friend bool operator==(const StageEvent&, const StageEvent&) = default;
};

struct TimeLimit {
    LimitState state{};
    std::optional<Date> due;  // absent when suspended
    int days_left{};  // on the office's day of the answer; negative when overdue; 0 unless running or overdue
    friend bool operator==(const TimeLimit&, const TimeLimit&) = default;
};

// Only what the disclosure table allows for this kind of case and this person: an absent optional (or an
// empty list) is a field that may not be told or does not exist for this kind.
struct DisclosedCase {
    std::string acceptance_number;  // 受理号
    CaseKind kind{};
    Role asked_as{};
    std::optional<std::string> cause;       // 案由
    std::vector<std::string> suspects;      // 犯罪嫌疑人 / 申请人
    std::optional<Date> accepted_on;        // 受理时间
    std::optional<std::string> department;  // 办案部门
    std::optional<Stage> stage;
    std::vector<StageEvent> history;  // oldest first
    std::optional<TimeLimit> limit;
    std::optional<Measure> measure;
    std::optional<Outcome> outcome;  // pending until concluded
    std::optional<Date> concluded_on;
    friend bool operator==(const DisclosedCase&, const DisclosedCase&) = default;
};

// ---- lookup
// --------------------------------------------------------------------------------------------------------

// The card was read by this kiosk's reader in this session.
struct CardEvidence {
    IdentityNumber number;
    SecretString name;  // as on the card, UTF-8
    Date valid_from;
    std::optional<Date> valid_to;  // nothing: long-term
};

struct CodeEvidence {
    IdentityNumber number;
    SecretString code;  // the query code that window staff gave, 8 digits
};

struct LookupRequest {
    std::variant<CardEvidence, CodeEvidence> evidence;
};

struct CasesDisclosed {
    std::vector<DisclosedCase> cases;  // newest acceptance first, at least one
    WallTime as_of{};
};
// Not found, not entitled, excluded, wrong code: one answer.
struct NothingToShow {};
// Too many wrong codes, for this identity or at this kiosk; says nothing on whether the identity is known.
struct LookupLocked {
    std::chrono::seconds retry_after{};
};
// The office cannot answer now (its store failed).
struct LookupUnavailable {};

using LookupReply = std::variant<CasesDisclosed, NothingToShow, LookupLocked, LookupUnavailable>;

// ---- the kiosk's journal
// -------------------------------------------------------------------------------------------

// Names a journal's file: random, made with it.
using JournalId = std::array<uint8_t, 16>;

// The kiosk has issued this number and the visitor holds it. The number's prefix is the service's and its
// series the kiosk's, at the office.
struct TicketTaken {
    std::string service;
    uint32_t count = 0;  // in the kiosk's series and day
    Precedence precedence{};
    std::optional<Appointment> appointment;
    std::string token;     // of the live page; is_token()
    bool by_card = false;  // precedence as the card shows; otherwise as the visitor says
    Date day;              // office day
    friend bool operator==(const TicketTaken&, const TicketTaken&) = default;
};
struct TicketPrint {
    uint64_t taken_entry = 0;  // number of the entry that took the ticket, in the same journal
    PrintState state{};
    friend bool operator==(const TicketPrint&, const TicketPrint&) = default;
};
struct TicketGivenBack {
    uint64_t taken_entry = 0;
    friend bool operator==(const TicketGivenBack&, const TicketGivenBack&) = default;
};
// Of any ticket, also of another kiosk's or the office's.
struct TicketRated {
    TicketNumber number;
    Date day;
    uint32_t score = 0;                 // 1 to 5
    std::vector<RatingReason> reasons;  // each once
    friend bool operator==(const TicketRated&, const TicketRated&) = default;
};
// A visitor asks for a person.
struct HelpCalled {
    std::string screen;  // where he stands, a word
    std::optional<TicketNumber> ticket;
    friend bool operator==(const HelpCalled&, const HelpCalled&) = default;
};
// There was an entry, and the kiosk's disk has lost it.
struct EntryLost {
    friend bool operator==(const EntryLost&, const EntryLost&) = default;
};
using JournalBody = std::variant<TicketTaken, TicketPrint, TicketGivenBack, TicketRated, HelpCalled,
                                 RegistrationSubmitted, RegistrationWithdrawn, OfflineLookup, EntryLost>;

struct JournalEntry {
    uint64_t number = 0;  // from 1, without gaps
    WallTime at{};        // by the kiosk's clock
    JournalBody body;
    friend bool operator==(const JournalEntry&, const JournalEntry&) = default;
};

inline constexpr size_t max_journal_entries = 64;  // a message
inline constexpr uint64_t max_journal_number = uint64_t{1} << 62;

// At most one without its acknowledgement is under way. Each number is one more than the one before.
struct JournalEntries {
    std::vector<JournalEntry> entries;
};

// All up to here is on the office's disk: applied, or refused and recorded as refused.
struct JournalAck {
    uint64_t through = 0;
};

// ---- the hall
// ------------------------------------------------------------------------------------------------------

struct WaitRange {
    uint32_t low_minutes = 0;
    uint32_t high_minutes = 0;
    friend bool operator==(const WaitRange&, const WaitRange&) = default;
};

struct ServiceNow {
    std::string id;
    bool open = false;  // by the hours
    bool paused = false;
    std::optional<uint32_t> left_today;  // tickets until the cap; nothing: there is none
    uint32_t waiting = 0;
    std::optional<WaitRange> wait;        // of somebody who came now; nothing: nobody can say
    std::optional<WaitRange> wait_first;  // with precedence
    friend bool operator==(const ServiceNow&, const ServiceNow&) = default;
};

struct TicketNow {
    TicketNumber number;
    TicketStanding standing{};
    std::string window_zh;  // that calls or serves it; both empty: none yet
    std::string window_en;
    uint32_t people_ahead = 0;
    std::optional<WaitRange> wait;
    friend bool operator==(const TicketNow&, const TicketNow&) = default;
};

inline constexpr size_t max_hall_services = 24;
inline constexpr size_t max_hall_windows = 99;
inline constexpr size_t max_hall_hours = 12;
inline constexpr size_t max_hall_dates = 500;
inline constexpr size_t max_hall_text_bytes = 64;
inline constexpr size_t max_feed_tickets = 1000;
inline constexpr uint32_t max_minutes = 24 * 60;

// How the queue stands. The newest one replaces all before it, but for the rules: they come with the first of
// a connection and when they have changed.
struct HallFeed {
    uint64_t version = 0;  // of the queue
    WallTime at{};         // the office's clock
    std::optional<HallRules> rules;
    Date day;                    // office day in force
    std::optional<char> series;  // of this kiosk's numbers; nothing: the office had none left to give
    uint32_t last_count =
        0;  // the highest count that the series has used on the day, as far as the office knows
    std::vector<ServiceNow> services;
    std::vector<TicketNow> tickets;  // this kiosk's open ones
    friend bool operator==(const HallFeed&, const HallFeed&) = default;
};

struct TicketQuestion {
    TicketNumber number;
    Date day;
};

struct TicketFound {
    TicketStanding standing{};
    std::string service;  // its id
    std::string window_zh;
    std::string window_en;
    uint32_t people_ahead = 0;
    std::optional<WaitRange> wait;
    bool may_rate = false;  // it was called, and is not rated
    bool rated = false;
    friend bool operator==(const TicketFound&, const TicketFound&) = default;
};
struct TicketAnswer {
    std::optional<TicketFound> found{};
};

// Of a card that this kiosk's reader has read: whether a time is reserved for its holder.
struct AppointmentQuestion {
    IdentityNumber card;
};

struct AppointmentFound {
    Appointment appointment;
    std::string service;  // its id; the time is reserved for this one only
    friend bool operator==(const AppointmentFound&, const AppointmentFound&) = default;
};
// Today's next that can be used. Nothing: none, whatever the reason.
struct AppointmentAnswer {
    std::optional<AppointmentFound> found{};
};

// ---- session
// -------------------------------------------------------------------------------------------------------

inline constexpr uint32_t protocol_min = 1;
inline constexpr uint32_t protocol_max = 1;

struct Hello {
    uint32_t protocol_min{};
    uint32_t protocol_max{};
    std::string software_version;
    std::optional<JournalId> journal_id{};  // nothing: the kiosk keeps no journal
    uint64_t journal_last = 0;              // the highest number that it has used
};

// What the office tells every kiosk about itself; shown to visitors.
struct OfficeProfile {
    std::string name_zh;  // 某某县人民检察院
    std::string name_en;
    std::string window_zh;  // where a person helps: "案件管理大厅 1 号窗口"
    std::string window_en;
    std::string phone;
    friend bool operator==(const OfficeProfile&, const OfficeProfile&) = default;
};

struct Welcome {
    uint32_t protocol{};
    WallTime office_time{};
    OfficeProfile office;
    bool journal_known = false;         // the journal that the kiosk named is the one that the office knows
    uint64_t journal_through = 0;       // the highest number of this kiosk's that is dealt with
    std::optional<ScanKey> scan_key{};  // nothing: the office takes in no registrations
    std::optional<CachePepper> cache_pepper{};  // nothing: the office has no records for a kiosk to keep
    std::optional<CheckRules> check_rules{};
};

enum class CloseReason : uint8_t {
    revoked = 1,
    version_unsupported = 2,
    shutting_down = 3,
    bad_message = 4,
    replaced = 5,
    idle = 6
};

struct Closing {
    CloseReason reason{};
};

inline constexpr uint32_t max_heartbeat_padding = 4096;

struct Heartbeat {
    WallTime sent_at{};
    uint32_t padding = 0;  // zero bytes, echoed: they overwrite what is left of earlier messages in buffers
};

// Every message has an id; an answer carries its question's id.
struct KioskMessage {
    uint64_t id{};
    std::variant<Hello, LookupRequest, Heartbeat, JournalEntries, TicketQuestion, AppointmentQuestion,
                 LawyerQuestion, CheckQuestion, SlotsQuestion, BookQuestion, FeedWanted>
        body;
};
struct OfficeMessage {
    uint64_t id{};
    std::variant<Welcome, LookupReply, Heartbeat, Closing, JournalAck, HallFeed, TicketAnswer,
                 AppointmentAnswer, LawyerAnswer, CheckAnswer, SlotsAnswer, BookAnswer, FeedPart>
        body;
};

}  // namespace lobby::api
