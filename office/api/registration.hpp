// A lawyer's three certificates as kiosk and office speak of them (Criminal Procedure Law art. 39: practising
// certificate, law firm's certificate, power of attorney or legal-aid letter), and the file review that
// follows (art. 40). Plain values; the wire form is codec_registration.cpp.
//
// Enumerators are numbered on the wire and in stores: never reorder, add at the end.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/civil_date.hpp"
#include "base/clock.hpp"
#include "base/identity_number.hpp"
#include "base/secret.hpp"
#include "office/api/terms.hpp"
#include "office/api/ticket_terms.hpp"

namespace lobby::api {

// Random, made at the kiosk.
using RegistrationId = std::array<uint8_t, 16>;
using PageId = std::array<uint8_t, 16>;

// What a scanned page is of.
enum class PageKind {
    practising_certificate,
    firm_certificate,
    power_of_attorney,
    legal_aid_letter,
    relation_proof,  // when somebody else than the party himself gives the power of attorney
};
inline constexpr std::array<std::string_view, 5> page_kind_words{
    "practising_certificate", "firm_certificate", "power_of_attorney", "legal_aid_letter", "relation_proof"};

enum class Authorisation { power_of_attorney, legal_aid_letter };
inline constexpr std::array<std::string_view, 2> authorisation_words{"power_of_attorney", "legal_aid_letter"};

// Who signs the power of attorney (art. 34: the party, or his guardian or close relative).
enum class Principal { party_himself, guardian, close_relative };
inline constexpr std::array<std::string_view, 3> principal_words{"party_himself", "guardian",
                                                                 "close_relative"};

// Where a field's value comes from. Nothing is taken on the machine's word: a recognised or scanned value
// stands here only after the lawyer confirmed it.
enum class FieldSource {
    missing,     // left to the window
    card,        // of the identity card
    typed,       // or changed by hand
    recognised,  // read from the picture, confirmed as read
    code,        // read from a QR or bar code, confirmed
    earlier,     // of an earlier registration, confirmed
};
inline constexpr std::array<std::string_view, 6> field_source_words{"missing",    "card", "typed",
                                                                    "recognised", "code", "earlier"};

// The fields of a form, in the order in which they are asked.
enum class FormField {
    licence_number,  // practising certificate
    licence_name,
    licence_firm,
    licence_issued_on,  // or of the last annual inspection; YYYY-MM-DD
    firm_name,          // law firm's certificate
    firm_code,          // unified social credit code (GB 32100)
    firm_lawyer,        // the lawyer whom it names
    firm_dated_on,      // of its seal
    client_name,        // power of attorney or letter
    letter_lawyer,      // the lawyer whom it names
    letter_dated_on,
    case_number,      // unified acceptance number
    client_identity,  // instead of the case number
    phone,
};
inline constexpr std::array<std::string_view, 14> form_field_words{
    "licence_number",  "licence_name",  "licence_firm", "licence_issued_on", "firm_name",       "firm_code",
    "firm_lawyer",     "firm_dated_on", "client_name",  "letter_lawyer",     "letter_dated_on", "case_number",
    "client_identity", "phone"};

constexpr const auto& words_of(PageKind) {
    return page_kind_words;
}
constexpr const auto& words_of(Authorisation) {
    return authorisation_words;
}
constexpr const auto& words_of(Principal) {
    return principal_words;
}
constexpr const auto& words_of(FieldSource) {
    return field_source_words;
}
constexpr const auto& words_of(FormField) {
    return form_field_words;
}

inline constexpr size_t max_field_bytes = 160;
inline constexpr size_t max_registration_pages = 24;
inline constexpr size_t max_sealed_page_bytes = size_t{6} << 20;
inline constexpr size_t max_sealed_form_bytes = 32 * 1024;

struct FieldValue {
    FormField field{};
    SecretString value;       // UTF-8, normalised: dates YYYY-MM-DD, numbers without spaces
    SecretString recognised;  // what the machine read, as it read it; empty: nothing
    FieldSource source{};
    friend bool operator==(const FieldValue&, const FieldValue&) = default;
};

// A page that was sealed to the office and goes up by itself (PUT of its bytes: /scans of the link's port).
struct PageReference {
    PageId id{};
    PageKind kind{};
    uint32_t ordinal = 0;  // from 1, within its kind
    uint64_t sealed_bytes = 0;
    std::array<uint8_t, 32> sealed_hash{};  // BLAKE2b-256 of the sealed bytes
    friend bool operator==(const PageReference&, const PageReference&) = default;
};

// What the lawyer hands in. Each field at most once, in the order of FormField.
struct RegistrationForm {
    IdentityNumber lawyer;  // of the card, which lay on this kiosk's reader
    SecretString card_name;
    Authorisation authorisation{};
    Principal principal{};
    bool agrees_to_notices = false;  // and then the phone is used for those, and for nothing else
    std::vector<FieldValue> fields;
    std::vector<PageReference> pages;
    std::optional<RegistrationId> follows{};  // the earlier one that this brings up to date
};

// ---- what can be found wrong
// -----------------------------------------------------------------------------------

enum class Finding {
    // lacking: the registration cannot be handed in so, except at the window
    practising_certificate_missing,
    firm_certificate_missing,
    authorisation_missing,
    relation_proof_missing,
    licence_number_missing,
    licence_expired,       // its last inspection is longer ago than the office's rule
    licence_name_differs,  // card and certificate name different persons
    licence_sex_differs,   // digit 11 of the number and the card
    firm_name_missing,
    firm_code_wrong,      // check character of GB 32100
    firm_differs,         // practising certificate and firm's certificate name different firms
    firm_lawyer_differs,  // the firm's certificate names somebody else
    firm_undated,
    firm_date_wrong,  // in the future, or too long ago
    client_missing,
    letter_lawyer_differs,
    letter_undated,
    letter_date_wrong,
    case_not_found,       // no such case of this client here, or one that may not be spoken of: one answer
    stage_not_open,       // files are open to defenders from the day of review for prosecution on (art. 40)
    defenders_full,       // the client has two already (art. 33)
    conflict_of_clients,  // the lawyer defends another suspect of the same case
    register_suspended,   // the lawyers' register says that he may not practise now
    register_unknown,     // the register has no such lawyer
    register_differs,     // name or firm are others there
    already_registered,   // the same lawyer, client and case: nothing more is needed
    phone_wrong,
    // warnings: for the reviewer, nothing for the lawyer to mend
    licence_number_unusual,  // 12 digits of the older form, or not of the layout of 2010
    register_unavailable,
    office_unavailable,  // not checked against the office's cases yet
    fields_left_to_window,
};
inline constexpr std::array<std::string_view, 31> finding_words{"practising_certificate_missing",
                                                                "firm_certificate_missing",
                                                                "authorisation_missing",
                                                                "relation_proof_missing",
                                                                "licence_number_missing",
                                                                "licence_expired",
                                                                "licence_name_differs",
                                                                "licence_sex_differs",
                                                                "firm_name_missing",
                                                                "firm_code_wrong",
                                                                "firm_differs",
                                                                "firm_lawyer_differs",
                                                                "firm_undated",
                                                                "firm_date_wrong",
                                                                "client_missing",
                                                                "letter_lawyer_differs",
                                                                "letter_undated",
                                                                "letter_date_wrong",
                                                                "case_not_found",
                                                                "stage_not_open",
                                                                "defenders_full",
                                                                "conflict_of_clients",
                                                                "register_suspended",
                                                                "register_unknown",
                                                                "register_differs",
                                                                "already_registered",
                                                                "phone_wrong",
                                                                "licence_number_unusual",
                                                                "register_unavailable",
                                                                "office_unavailable",
                                                                "fields_left_to_window"};
constexpr const auto& words_of(Finding) {
    return finding_words;
}
// A warning does not keep a registration from being handed in.
constexpr bool is_warning(Finding finding) {
    return finding >= Finding::licence_number_unusual;
}

// ---- how a registration stands
// -------------------------------------------------------------------------------------------

enum class RegistrationState {
    submitted,  // the form is on the office's disk; pages may be on their way
    checking,   // a reviewer has it open
    confirmed,
    returned,  // with reasons
    withdrawn,
    expired,
};
inline constexpr std::array<std::string_view, 6> registration_state_words{
    "submitted", "checking", "confirmed", "returned", "withdrawn", "expired"};
constexpr const auto& words_of(RegistrationState) {
    return registration_state_words;
}

// Why a reviewer gave it back: the office's standard reasons.
enum class ReturnReason {
    page_unreadable,
    page_missing,
    licence_not_valid,
    firm_certificate_not_valid,
    authorisation_not_valid,  // signature, seal or date
    relation_not_proved,
    person_differs,
    case_differs,
    defenders_full,
    conflict_of_clients,
    not_in_register,
    other,  // the window explains
};
inline constexpr std::array<std::string_view, 12> return_reason_words{
    "page_unreadable",         "page_missing",        "licence_not_valid", "firm_certificate_not_valid",
    "authorisation_not_valid", "relation_not_proved", "person_differs",    "case_differs",
    "defenders_full",          "conflict_of_clients", "not_in_register",   "other"};
constexpr const auto& words_of(ReturnReason) {
    return return_reason_words;
}

// ---- questions of a kiosk, answers of the office. All about the person whose card was read there and then.
// -----------------------------------------------------------------------------------------------------------

inline constexpr size_t max_lawyer_registrations = 32;
inline constexpr size_t max_review_slots = 64;
inline constexpr size_t max_findings = 31;

struct RegistrationStanding {
    RegistrationId id{};
    RegistrationState state{};
    WallTime submitted_at{};
    std::string client_name;            // as the lawyer gave it
    std::string case_number;            // acceptance number once it is known, else empty
    uint32_t pages_waiting = 0;         // not yet at the office
    std::vector<ReturnReason> reasons;  // of returned
    std::optional<Date> valid_until;    // of confirmed
    std::optional<Stage> stage;         // of the case, of confirmed: what changed there
    std::optional<Date> stage_on;
    friend bool operator==(const RegistrationStanding&, const RegistrationStanding&) = default;
};

struct ReviewBooking {
    std::string id;  // of the appointment
    RegistrationId registration{};
    WallTime from{};
    WallTime until{};
    std::string room_zh;
    std::string room_en;
    friend bool operator==(const ReviewBooking&, const ReviewBooking&) = default;
};

struct LawyerQuestion {
    IdentityNumber card;
    SecretString card_name;
};
struct LawyerAnswer {
    bool available = true;                            // false: the office's store failed, nothing is known
    std::vector<RegistrationStanding> registrations;  // newest first
    std::vector<ReviewBooking> bookings;              // that lie ahead
    std::vector<FieldValue>
        earlier;  // of the newest one with papers that need not be shown again (standing_papers.hpp); phone
    friend bool operator==(const LawyerAnswer&, const LawyerAnswer&) = default;
};

// Everything that the office can check at once. Nothing is kept.
struct CheckQuestion {
    RegistrationForm form;
};
struct CheckAnswer {
    bool available = true;
    std::vector<Finding> findings;  // all of them, each once, in their order
    friend bool operator==(const CheckAnswer&, const CheckAnswer&) = default;
};

struct ReviewSlot {
    WallTime from{};
    WallTime until{};
    std::string room_zh;
    std::string room_en;
    std::string room;  // its id
    friend bool operator==(const ReviewSlot&, const ReviewSlot&) = default;
};
struct SlotsQuestion {
    IdentityNumber card;
    RegistrationId registration{};
};
enum class SlotsState { offered, not_confirmed, none_free, unavailable };
inline constexpr std::array<std::string_view, 4> slots_state_words{"offered", "not_confirmed", "none_free",
                                                                   "unavailable"};
struct SlotsAnswer {
    SlotsState state{};
    std::vector<ReviewSlot> slots;   // free ones in their order
    bool file_ready = false;         // the electronic file can be opened today
    std::optional<Date> arrange_by;  // at once, otherwise within three working days of confirmation
    int working_days_left = 0;       // until then, counted by the office's calendar; negative: overdue
    friend bool operator==(const SlotsAnswer&, const SlotsAnswer&) = default;
};

// Books, or moves the booking `instead_of`; with no slot: cancels it.
struct BookQuestion {
    IdentityNumber card;
    RegistrationId registration{};
    std::optional<ReviewSlot> slot;  // room, from and until count
    std::string instead_of;          // appointment id; empty: none
};
enum class BookState { booked, cancelled, slot_gone, not_confirmed, not_yours, unavailable };
inline constexpr std::array<std::string_view, 6> book_state_words{
    "booked", "cancelled", "slot_gone", "not_confirmed", "not_yours", "unavailable"};
struct BookAnswer {
    BookState state{};
    std::optional<ReviewBooking> booking;  // of booked
    friend bool operator==(const BookAnswer&, const BookAnswer&) = default;
};
constexpr const auto& words_of(SlotsState) {
    return slots_state_words;
}
constexpr const auto& words_of(BookState) {
    return book_state_words;
}

// What an office says that cannot answer now.
inline LawyerAnswer unavailable(const LawyerQuestion&) {
    LawyerAnswer answer;
    answer.available = false;
    return answer;
}
inline CheckAnswer unavailable(const CheckQuestion&) {
    return {false, {}};
}
inline SlotsAnswer unavailable(const SlotsQuestion&) {
    SlotsAnswer answer;
    answer.state = SlotsState::unavailable;
    return answer;
}
inline BookAnswer unavailable(const BookQuestion&) {
    return {BookState::unavailable, std::nullopt};
}

// ---- the kiosk's journal
// -------------------------------------------------------------------------------------------

// The form is sealed to the office (base/sealed), so that the kiosk's disk tells nothing.
struct RegistrationSubmitted {
    RegistrationId id{};
    std::vector<uint8_t> sealed_form;  // of encode_form(); context "registration-form" + id
    std::vector<PageReference> pages;  // as in the form, so that pages are known without opening it
    std::optional<std::string>
        ticket_service{};  // handed to the window with a ticket: what is lacking is told there
    friend bool operator==(const RegistrationSubmitted&, const RegistrationSubmitted&) = default;
};
struct RegistrationWithdrawn {
    RegistrationId id{};
    friend bool operator==(const RegistrationWithdrawn&, const RegistrationWithdrawn&) = default;
};

// ---- the key that scans and forms are sealed to, and how old papers may be; come with the office's welcome
// -------------------------------------------------------------------------------------------

struct ScanKey {
    std::array<uint8_t, 32> public_key{};  // X25519
    friend bool operator==(const ScanKey&, const ScanKey&) = default;
};

// For how long papers count; the office's settings. (m): no law names these.
struct CheckRules {
    // A practising certificate is inspected once a year, in spring: the last time is at most this long ago.
    std::chrono::days inspection{456};
    std::chrono::days firm_letter{365};    // since the date of the firm's seal
    std::chrono::days authorisation{730};  // a power of attorney is given for a stage or for the whole case
    friend bool operator==(const CheckRules&, const CheckRules&) = default;
};
inline constexpr std::chrono::days longest_paper{3660};

}  // namespace lobby::api
