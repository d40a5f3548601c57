#include "kiosk/lawyer/lawyer_screens.hpp"

#include "kiosk/app/chrome.hpp"

namespace lobby::kiosk::lawyer {

namespace {

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;  // clang 14 cannot deduce it by itself

}  // namespace

void draw(ui::Ui& ui, const app::View& view, const State& state) {
    const auto moment = [&](const char* id, const char* title, const char* lead) {
        app::draw_moment(ui, view, id, ui.text(title), ui.text(lead));
    };
    std::visit(
        Overloaded{
            [&](const PlaceCard&) { draw_card(ui, view, state); },
            [&](const CardTrouble&) { draw_card(ui, view, state); },
            [&](const ReaderUnavailable&) { draw_card(ui, view, state); },
            [&](const Learning&) {
                moment("lawyer_learning", "lawyer_learning.title", "lawyer_learning.lead");
            },
            [&](const Overview&) { draw_overview(ui, view, state); },
            [&](const OneRegistration& one) { draw_registration(ui, view, state, one); },
            [&](const EarlierData&) { draw_earlier(ui, view, state); },
            [&](const ChoosingAuthorisation&) { draw_authorisation(ui, view, state); },
            [&](const ChoosingPrincipal&) { draw_principal(ui, view, state); },
            [&](const Capture& capture) { draw_capture(ui, view, state, capture); },
            [&](const ReadingPage& reading) { draw_reading(ui, view, reading); },
            [&](const Fields& fields) { draw_fields(ui, view, state, fields); },
            [&](const Typing& typing) { draw_typing(ui, view, typing); },
            [&](const ChoosingCase&) { draw_case(ui, view); },
            [&](const Phone& phone) { draw_phone(ui, view, phone); },
            [&](const Checking&) {
                moment("lawyer_checking", "lawyer_checking.title", "lawyer_checking.lead");
            },
            [&](const Findings&) { draw_findings(ui, view, state); },
            [&](const Summary&) { draw_summary(ui, view, state); },
            [&](const HandingIn&) {
                moment("lawyer_handing_in", "lawyer_handing_in.title", "lawyer_handing_in.lead");
            },
            [&](const HandedIn& done) { draw_handed_in(ui, view, done); },
            [&](const NotHandedIn& lost) { draw_not_handed_in(ui, view, lost); },
            [&](const AskingSlots&) {
                moment("lawyer_asking_slots", "lawyer_asking_slots.title", "lawyer_asking_slots.lead");
            },
            [&](const Slots& slots) { draw_slots(ui, view, state, slots); },
            [&](const SureOfSlot& sure) { draw_slot_sure(ui, view, state, sure); },
            [&](const Booking&) { moment("lawyer_booking", "lawyer_booking.title", "lawyer_booking.lead"); },
            [&](const Booked& booked) { draw_booked(ui, view, state, booked); },
            [&](const BookingCancelled&) { draw_booking_cancelled(ui, view); },
            [&](const ReviewTrouble& trouble) { draw_review_trouble(ui, view, trouble); },
        },
        state.step);
}

}  // namespace lobby::kiosk::lawyer
