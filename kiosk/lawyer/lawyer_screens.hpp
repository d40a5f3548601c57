// The screens of a lawyer's registration and of finding a time to read the file. The names of the widgets are
// stable words: "lawyer_fields.confirm.licence_number".
#pragma once

#include "kiosk/app/view.hpp"
#include "kiosk/lawyer/lawyer_flow.hpp"

namespace lobby::kiosk::lawyer {

void draw(ui::Ui& ui, const app::View& view, const State& state);

// One file a group of screens.
void draw_card(ui::Ui& ui, const app::View& view, const State& state);
void draw_overview(ui::Ui& ui, const app::View& view, const State& state);
void draw_registration(ui::Ui& ui, const app::View& view, const State& state, const OneRegistration& one);
void draw_earlier(ui::Ui& ui, const app::View& view, const State& state);
void draw_capture(ui::Ui& ui, const app::View& view, const State& state, const Capture& capture);
void draw_reading(ui::Ui& ui, const app::View& view, const ReadingPage& reading);
void draw_fields(ui::Ui& ui, const app::View& view, const State& state, const Fields& fields);
void draw_typing(ui::Ui& ui, const app::View& view, const Typing& typing);
void draw_authorisation(ui::Ui& ui, const app::View& view, const State& state);
void draw_principal(ui::Ui& ui, const app::View& view, const State& state);
void draw_case(ui::Ui& ui, const app::View& view);
void draw_phone(ui::Ui& ui, const app::View& view, const Phone& phone);
void draw_findings(ui::Ui& ui, const app::View& view, const State& state);
void draw_summary(ui::Ui& ui, const app::View& view, const State& state);
void draw_handed_in(ui::Ui& ui, const app::View& view, const HandedIn& done);
void draw_not_handed_in(ui::Ui& ui, const app::View& view, const NotHandedIn& lost);
void draw_slots(ui::Ui& ui, const app::View& view, const State& state, const Slots& slots);
void draw_slot_sure(ui::Ui& ui, const app::View& view, const State& state, const SureOfSlot& sure);
void draw_booked(ui::Ui& ui, const app::View& view, const State& state, const Booked& booked);
void draw_booking_cancelled(ui::Ui& ui, const app::View& view);
void draw_review_trouble(ui::Ui& ui, const app::View& view, const ReviewTrouble& trouble);

}  // namespace lobby::kiosk::lawyer
