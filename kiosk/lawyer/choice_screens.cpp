// Which letter, who signed it, which case, and the telephone.
#include <array>

#include "kiosk/app/chrome.hpp"
#include "kiosk/lawyer/lawyer_screens.hpp"

namespace lobby::kiosk::lawyer {

using app::Navigation;
using app::View;
using ui::Align;
using ui::ButtonStyle;
using ui::Icon;
using ui::Rect;
using ui::TextStyle;
using ui::Tone;
using ui::Ui;

namespace {

Rect begin(Ui& ui, const View& view, const char* id, const char* title_key, const char* lead_key) {
    const auto title = ui.text(title_key);
    Rect page = app::begin_page(ui, view, id, title, Navigation::back_and_home);
    page.take_top(ui.heading(std::string(id) + ".heading", page, title), ui.px(12));
    const auto lead = ui.text(lead_key);
    page.take_top(ui.paragraph(std::string(id) + ".lead", page, lead, TextStyle::body, Align::left,
                               ui.theme().ink_soft),
                  ui.px(36));
    return page;
}

struct Option {
    const char* id;
    Icon icon;
    const char* title;
    const char* subtitle;
    Event event;
};

template <size_t N>
void draw_options(Ui& ui, const View& view, Rect page, const std::array<Option, N>& options) {
    const float gap = ui.theme().gap();
    if (!ui.landscape())
        page.h = std::min(page.h, ui.px(360) * static_cast<float>(N) + gap * static_cast<float>(N - 1));
    const auto places =
        ui.landscape() ? page.columns(static_cast<int>(N), gap) : page.rows(static_cast<int>(N), gap);
    for (size_t i = 0; i < N; ++i)
        if (ui.big_button(options[i].id, places[i], options[i].icon, ui.text(options[i].title),
                          ui.text(options[i].subtitle),
                          i == 0 ? ButtonStyle::primary : ButtonStyle::secondary, true, TextStyle::heading))
            view.emit(app::Event{options[i].event});
}

}  // namespace

void draw_authorisation(Ui& ui, const View& view, const State&) {
    const Rect page =
        begin(ui, view, "lawyer_authorisation", "lawyer_authorisation.title", "lawyer_authorisation.lead");
    using api::Authorisation;
    draw_options(
        ui, view, page,
        std::array{
            Option{"lawyer_authorisation.power_of_attorney", Icon::document,
                   "lawyer_authorisation.power_of_attorney", "lawyer_authorisation.power_of_attorney.means",
                   ChooseAuthorisation{Authorisation::power_of_attorney}},
            Option{"lawyer_authorisation.legal_aid_letter", Icon::lawyer,
                   "lawyer_authorisation.legal_aid_letter", "lawyer_authorisation.legal_aid_letter.means",
                   ChooseAuthorisation{Authorisation::legal_aid_letter}}});
}

void draw_principal(Ui& ui, const View& view, const State&) {
    const Rect page = begin(ui, view, "lawyer_principal", "lawyer_principal.title", "lawyer_principal.lead");
    using api::Principal;
    draw_options(
        ui, view, page,
        std::array{
            Option{"lawyer_principal.party_himself", Icon::person, "lawyer_principal.party_himself",
                   "lawyer_principal.party_himself.means", ChoosePrincipal{Principal::party_himself}},
            Option{"lawyer_principal.guardian", Icon::person, "lawyer_principal.guardian",
                   "lawyer_principal.guardian.means", ChoosePrincipal{Principal::guardian}},
            Option{"lawyer_principal.close_relative", Icon::person, "lawyer_principal.close_relative",
                   "lawyer_principal.close_relative.means", ChoosePrincipal{Principal::close_relative}}});
}

void draw_case(Ui& ui, const View& view) {
    Rect page = begin(ui, view, "lawyer_case", "lawyer_case.title", "lawyer_case.lead");
    if (ui.button("lawyer_case.leave", app::take_actions(ui, page), ui.text("lawyer_case.leave"),
                  ButtonStyle::secondary, Icon::window))
        view.emit(Event{LeaveField{}});
    draw_options(ui, view, page,
                 std::array{Option{"lawyer_case.by_number", Icon::digits, "lawyer_case.by_number",
                                   "lawyer_case.by_number.means", ChooseCaseBy{true}},
                            Option{"lawyer_case.by_identity", Icon::card, "lawyer_case.by_identity",
                                   "lawyer_case.by_identity.means", ChooseCaseBy{false}}});
}

void draw_phone(Ui& ui, const View& view, const Phone& phone) {
    static constexpr std::array<int, 3> mobile{3, 4, 4};
    static constexpr std::array<int, 2> landline{4, 8};
    Rect page = begin(ui, view, "lawyer_phone", "lawyer_phone.title", "lawyer_phone.lead");
    const auto two = app::take_actions(ui, page).columns(2, ui.px(24));
    if (ui.button("lawyer_phone.skip", two[0], ui.text("lawyer_phone.skip"))) view.emit(Event{SkipPhone{}});
    if (ui.button("lawyer_phone.confirm", two[1], ui.text("lawyer_phone.confirm"), ButtonStyle::primary,
                  Icon::check))
        view.emit(Event{Confirm{}});
    Rect keys = page;
    Rect words = page;
    if (ui.landscape()) {
        words = keys.take_left(page.w * 0.5F, ui.px(64));
    } else {
        keys = words.take_bottom(std::min(ui.px(760), page.h * 0.56F), ui.px(32));
    }
    const bool far = phone.typed.view().starts_with('0');
    ui.digit_field("lawyer_phone.field", words.take_top(ui.px(140), ui.px(28)), ui.text("lawyer_phone.field"),
                   phone.typed.view(), far ? std::span<const int>(landline) : std::span<const int>(mobile),
                   false);
    if (phone.problem != TypingProblem::none)
        ui.banner("lawyer_phone.problem", words, Tone::trouble, Icon::warning, ui.text("lawyer_phone.wrong"));
    else
        ui.banner("lawyer_phone.only", words, Tone::calm, Icon::info, ui.text("lawyer_phone.only"));
    if (const auto key = ui.keypad("lawyer_phone.key", keys, false)) view.emit(Event{Key{*key}});
}

}  // namespace lobby::kiosk::lawyer
