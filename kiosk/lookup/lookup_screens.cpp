#include "kiosk/lookup/lookup_screens.hpp"

namespace lobby::kiosk::lookup {

namespace {

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;  // clang 14 cannot deduce it by itself

}  // namespace

void draw(ui::Ui& ui, const app::View& view, const State& state) {
    std::visit(
        Overloaded{
            [&](const Identify&) { draw_identify(ui, view); },
            [&](const PlaceCard& place) { draw_place_card(ui, view, place); },
            [&](const CardTrouble& trouble) { draw_card_trouble(ui, view, trouble); },
            [&](const ReaderUnavailable&) { draw_reader_unavailable(ui, view); },
            [&](const EnterNumber& entry) { draw_enter_number(ui, view, entry); },
            [&](const EnterCode& entry) { draw_enter_code(ui, view, entry); },
            [&](const Asking&) { draw_asking(ui, view, state); },
            [&](const Cases&) { draw_cases(ui, view, state); },
            [&](const OneCase& one) { draw_case(ui, view, state, state.cases.at(one.index)); },
            [&](const TakingAway& taking) { draw_take_away(ui, view, state, state.cases.at(taking.index)); },
            [&](const NothingToShow&) { draw_nothing_to_show(ui, view); },
            [&](const Locked& locked) { draw_locked(ui, view, locked); },
            [&](const OfficeUnreachable& away) { draw_office_unreachable(ui, view, away); },
            [&](const NothingInRecords& nothing) { draw_nothing_in_records(ui, view, nothing); },
        },
        state.step);
}

}  // namespace lobby::kiosk::lookup
