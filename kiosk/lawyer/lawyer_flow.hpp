// A lawyer registers his three certificates and finds a time to read the file, as a pure state machine: see
// kiosk/lookup/lookup_flow.hpp.
//
// The lawyer service (lawyer_service.hpp) carries the errands out. An errand with a question's number gets
// exactly one answer with that number (TakePage: PageNotTaken, or PageTaken and then PageRead). Pictures
// never come here: the flow knows of a page only its kind, its guidance and its reference. Nothing that a
// machine read stands in the form before the lawyer confirmed it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/cards/card_events.hpp"
#include "kiosk/lawyer/registration_draft.hpp"
#include "kiosk/tickets/hall_view.hpp"
#include "kiosk/ui/text_entry/text_entry.hpp"
#include "office/api/registration.hpp"

namespace lobby::kiosk::lawyer {

using tickets::Paper;

// ---- what the lawyer can do
// ----------------------------------------------------------------------------------------

struct BeginNew {};
struct Resume {};     // what this card left unfinished today
struct StartOver {};  // and what was unfinished is erased
struct OpenRegistration {
    size_t index{};
};
struct AllStillRight {};     // what is known from earlier
struct SomethingChanged {};  // read the certificates again
struct TakePicture {};
struct Retake {};
struct AnotherPage {};
struct WithoutPicture {};  // type it; the window sees the paper
struct ConfirmField {
    api::FormField field{};
};
struct ChangeField {
    api::FormField field{};
};
struct LeaveField {};  // to the window
struct Key {
    char key{};  // '0'…'9', 'A'…'Z', '<' takes one back
};
struct TypeText {
    ui::TextKey key;
};
struct Confirm {};   // what was typed
struct NextStep {};  // everything on this screen is confirmed
struct ChooseAuthorisation {
    api::Authorisation authorisation{};
};
struct ChoosePrincipal {
    api::Principal principal{};
};
struct ChooseCaseBy {
    bool by_number{};  // false: by the client's identity number
};
struct SkipPhone {};  // no number, no notices; Confirm: this number, and notices to it
struct Mend {
    api::Finding finding{};
};
struct TakeTicket {};  // everything goes to the window, with a number
struct HandOver {};    // to the office
struct WantWithdraw {};
struct ConfirmWithdraw {};
struct WantSlots {
    size_t registration{};  // index
};
struct OpenBooking {
    size_t booking{};  // index
};
struct WantOtherTime {};
struct ChooseDay {
    size_t day{};  // index into days_of(slots)
};
struct ChooseSlot {
    size_t slot{};
};
struct ConfirmSlot {};
struct WantCancelBooking {};
struct ConfirmCancelBooking {};
struct WantPrint {};
struct Keep {};  // no to a question
struct Back {};
struct Retry {};

// ---- what the service tells
// ----------------------------------------------------------------------------------------

// Of LearnLawyer. No answer: the office is away.
struct LawyerKnown {
    uint64_t question{};
    std::optional<api::LawyerAnswer> answer;
    std::optional<Draft> draft;
};
struct ScannerNews {
    bool usable{};
    bool live{};  // it shows what lies under it; otherwise paper is put on glass
};
// What stands in the way of a good picture; the worst first.
enum class Guide { unknown, no_page, cut_edge, too_small, too_dark, glare, blurred, moving, ready };
struct GuidanceNews {
    Guide guide{};
};
enum class PageProblem {
    no_page,
    device,
    timed_out,
    picture_broken,
    too_large,
    no_key,  // the office has never said to whom pages are sealed
    cannot_keep,
    too_many
};
struct PageTaken {
    uint64_t question{};
    api::PageReference page;
};
struct PageNotTaken {
    uint64_t question{};
    PageProblem problem{};
};
struct Proposed {
    api::FormField field{};
    SecretString value;
    SecretString as_read;
    int confidence = 0;  // 0…100
    bool by_code = false;
};
enum class Reading { read, not_this_kind, nothing_read, failed };
struct PageRead {
    uint64_t question{};
    Reading reading{};
    std::vector<Proposed> proposals;
};
struct Checked {
    uint64_t question{};
    std::vector<api::Finding> findings;  // all of them; office_unavailable among them when it is away
};
struct RegistrationKept {  // of HandIn: on disk
    uint64_t question{};
    api::RegistrationId id{};
};
enum class NotKept { no_key, cannot_keep, too_large };
struct RegistrationNotKept {
    uint64_t question{};
    NotKept reason{};
};
struct Withdrawn {
    uint64_t question{};
    bool kept{};  // false: the disk failed, nothing has changed
};
struct SlotsTold {
    uint64_t question{};
    std::optional<api::SlotsAnswer> answer;  // nothing: the office is away
};
struct BookTold {
    uint64_t question{};
    std::optional<api::BookAnswer> answer;
};
struct SlipNews {
    uint64_t question{};
    Paper paper;
};

using Event =
    std::variant<BeginNew, Resume, StartOver, OpenRegistration, AllStillRight, SomethingChanged, TakePicture,
                 Retake, AnotherPage, WithoutPicture, ConfirmField, ChangeField, LeaveField, Key, TypeText,
                 Confirm, NextStep, ChooseAuthorisation, ChoosePrincipal, ChooseCaseBy, SkipPhone, Mend,
                 TakeTicket, HandOver, WantWithdraw, ConfirmWithdraw, WantSlots, OpenBooking, WantOtherTime,
                 ChooseDay, ChooseSlot, ConfirmSlot, WantCancelBooking, ConfirmCancelBooking, WantPrint, Keep,
                 Back, Retry, LawyerKnown, ScannerNews, GuidanceNews, PageTaken, PageNotTaken, PageRead,
                 Checked, RegistrationKept, RegistrationNotKept, Withdrawn, SlotsTold, BookTold, SlipNews,
                 ReaderState, CardPlaced, CardRead, CardFailed, CardRemoved>;

// ---- what the service is to do
// -------------------------------------------------------------------------------------

// Asks the office how the lawyer stands, and looks whether the card left something unfinished today.
struct LearnLawyer {
    uint64_t question{};
    IdentityNumber card;
    SecretString name;
};
struct WatchScanner {
    bool on{};
};
// Picture, sealed and kept; then read. The draft is saved with the page in it before it counts as taken: a
// page that the screen shows survives a power cut.
struct TakePage {
    uint64_t question{};
    api::PageKind kind{};
    uint32_t ordinal{};
    Draft draft;  // as it is without the page
};
struct CancelPage {  // its answers find nobody any more
    uint64_t question{};
};
struct DropPage {
    api::PageId id{};
};
struct Rest {};  // the lawyer is gone: no preview, no reading, and pages that no draft holds are dropped
struct SaveDraft {
    Draft draft;
};
struct EraseDraft {
    IdentityNumber card;
    SecretString name;
};
struct Check {
    uint64_t question{};
    api::RegistrationForm form;
};
struct HandIn {
    uint64_t question{};
    api::RegistrationForm form;
    std::optional<std::string> ticket_service;  // handed to the window instead
};
struct Withdraw {
    uint64_t question{};
    api::RegistrationId id{};
};
struct AskSlots {
    uint64_t question{};
    api::SlotsQuestion asked;
};
struct Book {
    uint64_t question{};
    api::BookQuestion asked;
};
struct PrintSlip {  // answered by SlipNews only, each time that something is known
    uint64_t question{};
    std::variant<api::RegistrationId, api::ReviewBooking> of;
};

using Errand = std::variant<LearnLawyer, WatchScanner, TakePage, CancelPage, DropPage, Rest, SaveDraft,
                            EraseDraft, Check, HandIn, Withdraw, AskSlots, Book, PrintSlip>;

// ---- where the lawyer is
// -------------------------------------------------------------------------------------------

struct PlaceCard {
    bool reading = false;
    bool remove_first = false;  // a card lies there that is not this visitor's
};
struct CardTrouble {
    CardProblem problem{};
};
struct ReaderUnavailable {};
struct Learning {
    uint64_t question{};
};
struct Overview {};  // of registrations and bookings; the beginning for those who have none
enum class Withdrawing { no, sure, sending, failed };
struct OneRegistration {
    size_t index{};
    Withdrawing withdrawing{};
    uint64_t question = 0;
};
struct EarlierData {};
struct ChoosingAuthorisation {};
struct ChoosingPrincipal {};
struct Capture {
    api::PageKind kind{};
    uint32_t ordinal = 1;
    std::optional<PageProblem> problem;
    Guide guide{};
    uint64_t question = 0;  // a picture is being taken
};
struct ReadingPage {
    api::PageKind kind{};
    uint64_t question{};
};
// What was read of one document, to be confirmed.
struct Fields {
    api::PageKind kind{};
    std::optional<Reading> reading;  // of the last page; nothing: none was read
};
enum class TypingProblem { none, incomplete, wrong };
struct Typing {
    api::FormField field{};
    SecretString typed;  // by digits and letters
    ui::TextEntry text;  // names
    TypingProblem problem{};
};
struct ChoosingCase {};
struct Phone {
    SecretString typed;
    TypingProblem problem{};
};
struct Checking {
    uint64_t question{};
};
struct Findings {};  // what is lacking: State::findings
struct Summary {};
struct HandingIn {
    uint64_t question{};
    bool to_window = false;
};
struct HandedIn {
    api::RegistrationId id{};
    bool to_window = false;  // and no number could be taken for it
    Paper paper;
    uint64_t print = 0;  // question of the slip; 0: none was asked for
    uint32_t prints = 0;
};
struct NotHandedIn {
    NotKept reason{};
    bool to_window = false;
};
struct AskingSlots {
    uint64_t question{};
    bool just_taken = false;  // because somebody else was quicker
};
struct Slots {
    size_t day = 0;
    bool just_taken = false;  // somebody else was quicker
};
struct SureOfSlot {
    size_t slot{};
};
struct Booking {
    uint64_t question{};
    bool cancels = false;
};
struct Booked {
    api::ReviewBooking booking;
    bool fresh = false;
    bool cancel_sure = false;
    Paper paper;
    uint64_t print = 0;
    uint32_t prints = 0;
};
struct BookingCancelled {};
// Why no time can be booked now.
enum class NoReview {
    not_confirmed,
    none_free,
    office_away,
    not_yours,
    not_known  // the office did not say whether it was booked
};
struct ReviewTrouble {
    NoReview reason{};
};

using Step =
    std::variant<PlaceCard, CardTrouble, ReaderUnavailable, Learning, Overview, OneRegistration, EarlierData,
                 ChoosingAuthorisation, ChoosingPrincipal, Capture, ReadingPage, Fields, Typing, ChoosingCase,
                 Phone, Checking, Findings, Summary, HandingIn, HandedIn, NotHandedIn, AskingSlots, Slots,
                 SureOfSlot, Booking, Booked, BookingCancelled, ReviewTrouble>;

struct State {
    Step step;
    ReaderView reader;
    std::optional<IdentityNumber> card;
    SecretString card_name;
    bool scanner_usable = false;
    bool scanner_live = false;
    bool office_known = false;  // false: it could not be asked; `standing` says nothing
    api::LawyerAnswer standing;
    std::optional<Draft> unfinished;
    Making making;  // the registration that is being made
    std::vector<api::Finding> findings;
    bool mending = false;    // back to the check as soon as this is mended
    bool card_gone = false;  // lifted while something was being kept: its end is waited for
    // File review: of which registration, what is free, and the booking that is changed.
    std::optional<api::RegistrationId> review_of;
    std::optional<api::ReviewBooking> changes;
    api::SlotsAnswer slots;
    std::string ticket_service;  // where lawyers are served; empty: there is none
    uint64_t next_question = 1;

    State() = default;
    State(State&&) noexcept = default;
    State& operator=(State&&) noexcept = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State();  // wipes the clients' names
};

// Overwrites every personal text and empties it.
void wipe(api::LawyerAnswer& standing);

// ---- effects
// -------------------------------------------------------------------------------------------------------

struct LeaveLawyer {};  // back past the first screen: home
struct EndByCard {};    // the card was taken: goodbye
struct ToTicket {       // everything is kept for the window: take a number for it now
    std::string service;
};

using Effect = std::variant<Errand, LeaveLawyer, EndByCard, ToTicket>;
using Effects = std::vector<Effect>;

// `ticket_service`: where the window serves lawyers; empty when there are no numbers.
[[nodiscard]] State begin(const ReaderView& reader, uint64_t first_question, std::string ticket_service);

Effects step(State& state, Event event);

// Of a visit that ends in whichever step.
[[nodiscard]] inline Errand leave() {
    return Rest{};
}
// ---- what screens ask
// ---------------------------------------------------------------------------------------------

// Days on which there are free times, each once, in their order.
[[nodiscard]] std::vector<Date> days_of(const api::SlotsAnswer& slots);
[[nodiscard]] const api::RegistrationStanding* standing_of(const State& state, const api::RegistrationId& id);
[[nodiscard]] const api::ReviewBooking* booking_of(const State& state, const api::RegistrationId& id);
// Whether "mend" leads anywhere; what cannot be mended here is the window's.
[[nodiscard]] bool can_mend(api::Finding finding);
// What keeps it from being handed in.
[[nodiscard]] std::vector<api::Finding> lacking(const std::vector<api::Finding>& findings);
[[nodiscard]] bool may_resume(const State& state);
[[nodiscard]] bool may_withdraw(api::RegistrationState state);
[[nodiscard]] bool may_print(const Paper& paper, uint32_t prints);
// How a field is typed.
enum class EntryKind { digits, digits_with_x, digits_and_letters, date, text };
[[nodiscard]] EntryKind entry_kind(api::FormField field);
[[nodiscard]] size_t longest_entry(api::FormField field);

}  // namespace lobby::kiosk::lawyer
