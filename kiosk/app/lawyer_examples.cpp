// Examples of what a lawyer sees. Synthetic: no such people, no such firms.
#include "kiosk/app/example_states.hpp"

namespace lobby::kiosk::app {

namespace {

using api::Finding;
using api::FormField;
using api::PageKind;
using api::RegistrationState;
using lawyer::Guide;
using lawyer::PageProblem;
using lawyer::Reading;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr const char* client = "\u6BB5\u6587\U0002CB4E";
constexpr const char* long_client =
    "\u963F\u4E0D\u90FD\u70ED\u897F\u63D0\u00B7\u963F\u5353\u7EA6\u8FB9\u5939\u5C3C";
constexpr const char* lawyer_name = "\u5CA9\u7F55\u5357\u8018";
constexpr const char* firm = "\u4E91\u5357\u793A\u8303\u5F8B\u5E08\u4E8B\u52A1\u6240";
constexpr const char* long_firm =
    "\u4E91\u5357\u7701\u793A\u8303\u8FB9\u5883\u5F5D\u65CF\u5E03\u6717\u65CF\u81EA\u6CBB\u53BF\u793A\u8303"
    "\uFF08\u8054\u5408\uFF09\u5F8B\u5E08\u4E8B\u52A1\u6240";

// Midnight at the office.
WallTime office_day(int after) {
    return WallTime(Date(office_date(examples_now) + days(after))) - office_utc_offset;
}

api::RegistrationStanding standing(uint8_t id, RegistrationState state) {
    api::RegistrationStanding s;
    s.id[0] = id;
    s.state = state;
    s.submitted_at = examples_now - hours(50);
    s.client_name = client;
    return s;
}

api::RegistrationStanding confirmed() {
    auto s = standing(1, RegistrationState::confirmed);
    s.case_number = "53052120260012301";
    s.valid_until = office_date(examples_now) + days(180);
    s.stage = api::Stage::first_resubmission;
    s.stage_on = office_date(examples_now) - days(3);
    return s;
}

api::RegistrationStanding returned() {
    auto s = standing(2, RegistrationState::returned);
    s.client_name = long_client;
    s.reasons = {api::ReturnReason::page_unreadable, api::ReturnReason::authorisation_not_valid,
                 api::ReturnReason::relation_not_proved};
    return s;
}

api::ReviewBooking booking() {
    api::ReviewBooking b;
    b.id = "review-2026-11-26-0930-1";
    b.registration = confirmed().id;
    b.from = office_day(2) + hours(9) + minutes(30);
    b.until = b.from + hours(2);
    b.room_zh = "\u9605\u5377\u5BA4 1";
    b.room_en = "Reading room 1";
    return b;
}

api::SlotsAnswer slots(bool ready) {
    api::SlotsAnswer answer;
    answer.state = api::SlotsState::offered;
    answer.file_ready = ready;
    answer.arrange_by = office_date(examples_now) + days(2);
    answer.working_days_left = 2;
    for (const int day : {ready ? 0 : 1, 1, 2, 3, 6, 7})
        for (const int hour : {9, 10, 14, 16}) {
            api::ReviewSlot slot;
            slot.from = office_day(day) + hours(hour);
            slot.until = slot.from + minutes(90);
            slot.room = hour < 12 ? "1" : "2";
            slot.room_zh = "\u9605\u5377\u5BA4 " + slot.room;
            slot.room_en = "Reading room " + slot.room;
            answer.slots.push_back(std::move(slot));
        }
    return answer;
}

lawyer::Entry entry(FormField field, const char* value, bool sure, int confidence = 90) {
    lawyer::Entry e;
    e.value.field = field;
    e.value.value = SecretString(value);
    e.value.recognised = SecretString(value);
    e.value.source = api::FieldSource::recognised;
    e.confirmed = sure;
    e.confidence = confidence;
    return e;
}

lawyer::Making making(bool whole) {
    lawyer::Making m;
    m.begun = true;
    m.set(entry(FormField::licence_number, "15305201012345678", true));
    m.set(entry(FormField::licence_name, lawyer_name, whole));
    m.set(entry(FormField::licence_firm, whole ? firm : long_firm, whole, 40));
    m.pages.push_back({{1}, PageKind::practising_certificate, 1, 0, {}});
    if (!whole) return m;
    m.set(entry(FormField::licence_issued_on, "2026-05-31", true));
    m.set(entry(FormField::firm_name, firm, true));
    m.set(entry(FormField::firm_code, "31110000E00017891P", true));
    m.set(entry(FormField::firm_lawyer, lawyer_name, true));
    m.set(entry(FormField::firm_dated_on, "2026-11-20", true));
    m.set(entry(FormField::client_name, long_client, true));
    m.set(entry(FormField::letter_lawyer, lawyer_name, true));
    m.set(entry(FormField::letter_dated_on, "2026-11-20", true));
    lawyer::Entry left;
    left.value.field = FormField::case_number;
    left.confirmed = true;
    m.set(std::move(left));
    m.authorisation = api::Authorisation::power_of_attorney;
    m.principal = api::Principal::party_himself;
    return m;
}

using Fill = std::function<void(lawyer::State&)>;

Example example(const char* name, lawyer::Step (*step)(), Fill fill = {}) {
    return {name, [step, fill = std::move(fill)] {
                State state = example_base();
                lawyer::State l = lawyer::begin({true, false, false}, 1, "lawyers");
                l.office_known = true;
                l.scanner_usable = true;
                l.scanner_live = true;
                l.step = step();
                if (fill) fill(l);
                state.place = std::move(l);
                return state;
            }};
}

template <class S>
lawyer::Step plain() {
    return S{};
}

template <PageProblem problem>
lawyer::Step failed_capture() {
    return lawyer::Capture{PageKind::power_of_attorney, 1, problem, Guide::no_page, 0};
}

template <Guide guide>
lawyer::Step capture() {
    return lawyer::Capture{PageKind::practising_certificate, 1, {}, guide, 0};
}

template <Reading reading>
lawyer::Step fields() {
    return lawyer::Fields{PageKind::practising_certificate, reading};
}

template <FormField field, lawyer::TypingProblem problem = lawyer::TypingProblem::none>
lawyer::Step typing() {
    lawyer::Typing t;
    t.field = field;
    t.typed = SecretString("31110000");
    t.text.letters = SecretString("duan");
    t.text.text = SecretString(firm);
    t.problem = problem;
    return t;
}

void add_some(lawyer::State& l) {
    l.standing.registrations = {confirmed(), returned(), standing(3, RegistrationState::submitted)};
    l.standing.bookings = {booking()};
}

std::vector<Example> beginning() {
    return {
        example("lawyer_card", plain<lawyer::PlaceCard>),
        example("lawyer_card_remove_first",
                [] {
                    return lawyer::Step{lawyer::PlaceCard{false, true}};
                }),
        example("lawyer_card_failed",
                [] { return lawyer::Step{lawyer::CardTrouble{CardProblem::not_an_identity_card}}; }),
        example("lawyer_card_no_reader", plain<lawyer::ReaderUnavailable>),
        example("lawyer_learning", plain<lawyer::Learning>),
        example("lawyer", plain<lawyer::Overview>),
        example("lawyer_unfinished", plain<lawyer::Overview>,
                [](lawyer::State& l) { l.making = making(false); }),
        example("lawyer_office_away", plain<lawyer::Overview>,
                [](lawyer::State& l) { l.office_known = false; }),
        example("lawyer_known", plain<lawyer::Overview>, add_some),
        example(
            "lawyer_registration_confirmed",
            [] {
                return lawyer::Step{lawyer::OneRegistration{0, {}, 0}};
            },
            add_some),
        example(
            "lawyer_registration_returned",
            [] {
                return lawyer::Step{lawyer::OneRegistration{1, {}, 0}};
            },
            add_some),
        example(
            "lawyer_registration_submitted",
            [] {
                return lawyer::Step{lawyer::OneRegistration{2, {}, 0}};
            },
            [](lawyer::State& l) {
                add_some(l);
                l.standing.registrations[2].pages_waiting = 3;
            }),
        example(
            "lawyer_withdraw",
            [] {
                return lawyer::Step{lawyer::OneRegistration{2, lawyer::Withdrawing::sure, 0}};
            },
            add_some),
        example("lawyer_earlier", plain<lawyer::EarlierData>,
                [](lawyer::State& l) {
                    for (const auto& known : making(true).entries) l.standing.earlier.push_back(known.value);
                }),
    };
}

std::vector<Example> documents() {
    const auto away = [](lawyer::State& l) { l.scanner_usable = l.scanner_live = false; };
    const auto glass = [](lawyer::State& l) { l.scanner_live = false; };
    const auto half = [](lawyer::State& l) { l.making = making(false); };
    return {
        example("lawyer_capture", capture<Guide::ready>),
        example("lawyer_capture_glare", capture<Guide::glare>),
        example("lawyer_capture_glass", capture<Guide::unknown>, glass),
        example("lawyer_capture_away", capture<Guide::unknown>, away),
        example("lawyer_capture_taking",
                [] {
                    return lawyer::Step{lawyer::Capture{PageKind::legal_aid_letter, 2, {}, Guide::ready, 5}};
                }),
        example("lawyer_capture_no_page", failed_capture<PageProblem::no_page>),
        example("lawyer_capture_no_key", failed_capture<PageProblem::no_key>),
        example("lawyer_capture_device", failed_capture<PageProblem::device>),
        example("lawyer_reading", plain<lawyer::ReadingPage>),
        example("lawyer_fields", fields<Reading::read>, half),
        example("lawyer_fields_not_this_kind", fields<Reading::not_this_kind>, half),
        example("lawyer_fields_nothing_read", fields<Reading::nothing_read>),
        example("lawyer_fields_whole", fields<Reading::read>,
                [](lawyer::State& l) { l.making = making(true); }),
        example("lawyer_fields_proof",
                [] {
                    return lawyer::Step{lawyer::Fields{PageKind::relation_proof, {}}};
                }),
        example("lawyer_typing_number", typing<FormField::licence_number>),
        example("lawyer_typing_code", typing<FormField::firm_code, lawyer::TypingProblem::incomplete>),
        example("lawyer_typing_date", typing<FormField::letter_dated_on, lawyer::TypingProblem::wrong>),
        example("lawyer_typing_identity", typing<FormField::client_identity, lawyer::TypingProblem::wrong>),
        example("lawyer_typing_name", typing<FormField::client_name>),
        example("lawyer_typing_name_incomplete",
                typing<FormField::licence_firm, lawyer::TypingProblem::incomplete>),
    };
}

std::vector<Example> handing_in() {
    const auto whole = [](lawyer::State& l) { l.making = making(true); };
    return {
        example("lawyer_authorisation", plain<lawyer::ChoosingAuthorisation>),
        example("lawyer_principal", plain<lawyer::ChoosingPrincipal>),
        example("lawyer_case", plain<lawyer::ChoosingCase>),
        example("lawyer_phone",
                [] {
                    return lawyer::Step{lawyer::Phone{SecretString("1380000"), {}}};
                }),
        example("lawyer_phone_wrong",
                [] {
                    return lawyer::Step{lawyer::Phone{SecretString("0875"), lawyer::TypingProblem::wrong}};
                }),
        example("lawyer_checking", plain<lawyer::Checking>),
        example(
            "lawyer_findings", plain<lawyer::Findings>,
            [](lawyer::State& l) {
                l.findings = {Finding::firm_undated, Finding::case_not_found, Finding::register_unavailable};
            }),
        example("lawyer_findings_all", plain<lawyer::Findings>,
                [](lawyer::State& l) {
                    for (size_t i = 0; i < api::finding_words.size(); ++i)
                        l.findings.push_back(static_cast<Finding>(i));
                }),
        example("lawyer_summary", plain<lawyer::Summary>, whole),
        example("lawyer_summary_warnings", plain<lawyer::Summary>,
                [](lawyer::State& l) {
                    l.making = making(true);
                    l.making.agrees_to_notices = true;
                    l.findings = {Finding::office_unavailable, Finding::fields_left_to_window};
                }),
        example("lawyer_handing_in", plain<lawyer::HandingIn>),
        example("lawyer_handed_in", plain<lawyer::HandedIn>),
        example("lawyer_handed_in_printed",
                [] {
                    lawyer::HandedIn done;
                    done.print = 4;
                    done.paper = {tickets::PaperState::confirmed, {}};
                    return lawyer::Step{done};
                }),
        example("lawyer_handed_in_to_window",
                [] {
                    lawyer::HandedIn done;
                    done.to_window = true;
                    return lawyer::Step{done};
                }),
        example("lawyer_not_handed_in",
                [] {
                    return lawyer::Step{lawyer::NotHandedIn{lawyer::NotKept::no_key, false}};
                }),
    };
}

template <lawyer::NoReview reason>
lawyer::Step no_review() {
    return lawyer::ReviewTrouble{reason};
}

std::vector<Example> reviewing() {
    const auto offered = [](lawyer::State& l) { l.slots = slots(false); };
    return {
        example("lawyer_asking_slots", plain<lawyer::AskingSlots>),
        example("lawyer_slots", plain<lawyer::Slots>, offered),
        example(
            "lawyer_slots_ready",
            [] {
                return lawyer::Step{lawyer::Slots{2, true}};
            },
            [](lawyer::State& l) {
                l.slots = slots(true);
                l.slots.working_days_left = -1;
            }),
        example("lawyer_slot_sure", plain<lawyer::SureOfSlot>, offered),
        example("lawyer_booking", plain<lawyer::Booking>),
        example("lawyer_booked",
                [] {
                    lawyer::Booked shown;
                    shown.booking = booking();
                    shown.fresh = true;
                    shown.print = 4;
                    shown.prints = 1;
                    shown.paper = {tickets::PaperState::confirmed, {}};
                    return lawyer::Step{std::move(shown)};
                }),
        example("lawyer_booked_no_paper",
                [] {
                    lawyer::Booked shown;
                    shown.booking = booking();
                    shown.fresh = true;
                    shown.print = 4;
                    shown.paper = {tickets::PaperState::refused, tickets::PaperTrouble::paper_out};
                    return lawyer::Step{std::move(shown)};
                }),
        example("lawyer_booked_cancel",
                [] {
                    lawyer::Booked shown;
                    shown.booking = booking();
                    shown.cancel_sure = true;
                    return lawyer::Step{std::move(shown)};
                }),
        example("lawyer_booking_cancelled", plain<lawyer::BookingCancelled>),
        example("lawyer_review_away", no_review<lawyer::NoReview::office_away>),
        example("lawyer_review_none_free", no_review<lawyer::NoReview::none_free>),
        example("lawyer_review_not_known", no_review<lawyer::NoReview::not_known>),
    };
}

}  // namespace

std::vector<Example> lawyer_examples() {
    std::vector<Example> all;
    for (auto part : {beginning(), documents(), handing_in(), reviewing()})
        for (auto& one : part) all.push_back(std::move(one));
    return all;
}

}  // namespace lobby::kiosk::app
