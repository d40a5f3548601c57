// The screens of "where is my case".
#pragma once

#include "kiosk/app/view.hpp"
#include "kiosk/lookup/lookup_flow.hpp"

namespace lobby::kiosk::lookup {

void draw(ui::Ui& ui, const app::View& view, const State& state);

// One file a group of screens.
void draw_identify(ui::Ui& ui, const app::View& view);
void draw_place_card(ui::Ui& ui, const app::View& view, const PlaceCard& place);
void draw_card_trouble(ui::Ui& ui, const app::View& view, const CardTrouble& trouble);
void draw_reader_unavailable(ui::Ui& ui, const app::View& view);
void draw_enter_number(ui::Ui& ui, const app::View& view, const EnterNumber& entry);
void draw_enter_code(ui::Ui& ui, const app::View& view, const EnterCode& entry);
void draw_asking(ui::Ui& ui, const app::View& view, const State& state);
void draw_cases(ui::Ui& ui, const app::View& view, const State& state);
void draw_case(ui::Ui& ui, const app::View& view, const State& state, const api::DisclosedCase& shown);
void draw_take_away(ui::Ui& ui, const app::View& view, const State& state, const api::DisclosedCase& shown);
void draw_nothing_to_show(ui::Ui& ui, const app::View& view);
void draw_locked(ui::Ui& ui, const app::View& view, const Locked& locked);
void draw_office_unreachable(ui::Ui& ui, const app::View& view, const OfficeUnreachable& away);
void draw_nothing_in_records(ui::Ui& ui, const app::View& view, const NothingInRecords& nothing);

}  // namespace lobby::kiosk::lookup
