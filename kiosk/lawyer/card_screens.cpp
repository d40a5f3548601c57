// The lawyer's card, and what to have ready.
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

struct Status {
    const char* key;
    Tone tone;
    Icon icon;
};

Status status_of(const State& state) {
    if (std::holds_alternative<ReaderUnavailable>(state.step))
        return {"lawyer_card.reader_away", Tone::warning, Icon::warning};
    if (const auto* trouble = std::get_if<CardTrouble>(&state.step)) {
        if (trouble->problem == CardProblem::not_an_identity_card)
            return {"lawyer_card.not_an_identity_card", Tone::warning, Icon::warning};
        if (trouble->problem == CardProblem::unreadable)
            return {"lawyer_card.unreadable", Tone::warning, Icon::warning};
        return {"lawyer_card.lift_and_place", Tone::warning, Icon::warning};
    }
    const auto& place = std::get<PlaceCard>(state.step);
    if (place.remove_first) return {"lawyer_card.remove_first", Tone::warning, Icon::card};
    if (place.reading) return {"lawyer_card.reading", Tone::good, Icon::card};
    return {"lawyer_card.place", Tone::calm, Icon::card};
}

constexpr std::array<const char*, 3> documents{"lawyer_card.document.1", "lawyer_card.document.2",
                                               "lawyer_card.document.3"};

void draw_documents(Ui& ui, Rect& page) {
    const float gap = ui.px(20);
    const auto style = app::advice_style(ui);
    const float width = ui.landscape() ? page.columns(3, gap)[0].w : page.w;
    float high = 0;
    for (const char* item : documents) high = std::max(high, ui.banner_height(width, ui.text(item), style));
    const Rect all = page.take_top(ui.landscape() ? high : 3 * high + 2 * gap, ui.px(36));
    const auto places = ui.landscape() ? all.columns(3, gap) : all.rows(3, gap);
    for (size_t i = 0; i < documents.size(); ++i)
        ui.banner(documents[i], places[i], Tone::neutral, Icon::document, ui.text(documents[i]), style);
}

}  // namespace

void draw_card(Ui& ui, const View& view, const State& state) {
    const auto title = ui.text("lawyer_card.title");
    Rect page = app::begin_page(ui, view, "lawyer_card", title, Navigation::back_and_home);
    app::draw_marked_heading(ui, page, "lawyer_card", Icon::lawyer, Tone::calm, title);
    const auto lead = ui.text("lawyer_card.lead");
    page.take_top(ui.paragraph("lawyer_card.lead", page, lead, app::lead_style(ui, page.w, lead)),
                  ui.px(ui.landscape() ? 24 : 40));
    const Status status = status_of(state);
    page.take_top(ui.banner("lawyer_card.status", page, status.tone, status.icon, ui.text(status.key),
                            TextStyle::heading),
                  ui.px(ui.landscape() ? 28 : 48));
    page.take_top(ui.paragraph("lawyer_card.bring", page, ui.text("lawyer_card.bring"), TextStyle::body,
                               Align::left, ui.theme().ink_soft),
                  ui.px(16));
    draw_documents(ui, page);
    if (std::holds_alternative<ReaderUnavailable>(state.step)) {
        const auto window = ui.locale().format("lawyer_card.window", view.window_place(ui));
        if (ui.button("lawyer_card.ticket", app::take_actions(ui, page), ui.text("lawyer_card.ticket"),
                      ButtonStyle::primary, Icon::ticket))
            view.emit(app::StartTickets{});
        if (ui.banner_height(page.w, window, app::advice_style(ui)) <= page.h)
            ui.banner("lawyer_card.window", page, Tone::calm, Icon::window, window, app::advice_style(ui));
        return;
    }
    const auto keep = ui.text("lawyer_card.keep");
    if (ui.text_height(keep, page.w, TextStyle::small) <= page.h)
        ui.paragraph("lawyer_card.keep", page, keep, TextStyle::small, Align::left, ui.theme().ink_soft);
}

}  // namespace lobby::kiosk::lawyer
