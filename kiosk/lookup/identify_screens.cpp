// How a visitor says who he is: card, or number and query code.
#include <array>

#include "kiosk/app/chrome.hpp"
#include "kiosk/lookup/lookup_screens.hpp"

namespace lobby::kiosk::lookup {

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

Rect begin(Ui& ui, const View& view, const char* id, const std::string& title) {
    Rect page = app::begin_page(ui, view, id, title, Navigation::back_and_home);
    page.take_top(ui.heading(std::string(id) + ".heading", page, title), ui.px(20));
    return page;
}

void lead(Ui& ui, Rect& page, const char* id, const std::string& text) {
    page.take_top(ui.paragraph(id, page, text, TextStyle::body, Align::left, ui.theme().ink_soft), ui.px(40));
}

// The reader under the screen, with the card that comes down on it.
void draw_reader(Ui& ui, Rect at) {
    const auto& theme = ui.theme();
    const float width = std::min(at.w, ui.px(640));
    const float height = std::min(at.h, ui.px(460));
    const Rect card{at.center_x() - width * 0.36F, at.center_y() - height * 0.5F, width * 0.72F,
                    height * 0.62F};
    ui.fill({at.center_x() - width / 2, card.bottom() + height * 0.12F, width, height * 0.16F}, theme.navy,
            ui.px(20));
    ui.fill({at.center_x() - width * 0.4F, card.bottom() + height * 0.16F, width * 0.8F, height * 0.05F},
            theme.navy_pressed, ui.px(8));
    ui.panel(card);
    ui.icon({card.x + card.w * 0.06F, card.y, card.w * 0.42F, card.h}, Icon::people, theme.navy);
    for (const float y : {0.26F, 0.46F, 0.66F})
        ui.fill(
            {card.x + card.w * 0.54F, card.y + card.h * y, card.w * (y < 0.3F ? 0.28F : 0.38F), ui.px(14)},
            theme.line, ui.px(7));
    ui.icon({at.center_x() - ui.px(36), card.bottom() + ui.px(2), ui.px(72), ui.px(52)}, Icon::down,
            theme.red);
}

// Text and field on one side, keys on the other where the screen is wide.
struct EntryLayout {
    Rect words;
    Rect keys;
};

EntryLayout entry_layout(const Ui& ui, Rect page) {
    if (!ui.landscape()) {
        EntryLayout layout;
        layout.keys = page.take_bottom(ui.px(720), ui.px(32));
        layout.words = page;
        return layout;
    }
    const auto halves = page.columns(2, ui.px(72));
    return {halves[0], halves[1]};
}

void pass_key(const View& view, std::optional<char> key) {
    if (key) view.emit(Event{Key{*key}});
}

}  // namespace

void draw_identify(Ui& ui, const View& view) {
    Rect page = begin(ui, view, "identify", ui.text("identify.title"));
    lead(ui, page, "identify.lead", ui.text("identify.lead"));
    const auto first_time = ui.locale().format("identify.first_time", view.window_place(ui));
    ui.banner("identify.first_time", page.take_bottom(ui.banner_height(page.w, first_time), ui.px(36)),
              Tone::calm, Icon::info, first_time);
    const auto places = ui.landscape() ? page.columns(2, ui.theme().gap())
                                       : page.take_top(ui.px(2 * 280 + 36)).rows(2, ui.px(36));
    const bool usable = view.state.reader_usable;
    const auto card_words = ui.text(usable ? "identify.card.subtitle" : "reader_unavailable.title");
    if (ui.big_button("identify.card", places[0], Icon::card, ui.text("identify.card.title"), card_words,
                      usable))
        view.emit(Event{ChooseCard{}});
    if (ui.big_button("identify.code", places[1], Icon::digits, ui.text("identify.code.title"),
                      ui.text("identify.code.subtitle")))
        view.emit(Event{ChooseCode{}});
}

void draw_place_card(Ui& ui, const View& view, const PlaceCard& place) {
    Rect page = begin(ui, view, "place_card", ui.text("place_card.title"));
    const char* words = place.remove_first ? "place_card.remove_first"
                        : place.reading    ? "place_card.reading"
                                           : "place_card.lead";
    const Tone tone = place.remove_first ? Tone::warning : place.reading ? Tone::good : Tone::calm;
    page.take_top(ui.banner("place_card.status", page, tone, Icon::card, ui.text(words)), ui.px(32));
    if (ui.button("place_card.other", page.take_bottom(ui.px(120), ui.px(24)), ui.text("place_card.other"),
                  ButtonStyle::secondary, Icon::digits))
        view.emit(Event{ChooseCode{}});
    const auto privacy = ui.text("place_card.privacy");
    ui.paragraph("place_card.privacy",
                 page.take_bottom(ui.text_height(privacy, page.w, TextStyle::small), ui.px(24)), privacy,
                 TextStyle::small, Align::center, ui.theme().ink_soft);
    draw_reader(ui, page);
}

void draw_card_trouble(Ui& ui, const View& view, const CardTrouble& trouble) {
    Rect page = begin(ui, view, "card_failed", ui.text("card_failed.title"));
    const char* words = "card_failed.lift_and_place";
    if (trouble.problem == CardProblem::not_an_identity_card) words = "card_failed.not_an_identity_card";
    if (trouble.problem == CardProblem::unreadable) words = "card_failed.unreadable";
    page.take_top(ui.banner("card_failed.what", page, Tone::warning, Icon::warning, ui.text(words)),
                  ui.px(28));
    page.take_top(ui.paragraph("card_failed.instead", page, ui.text("card_failed.instead"), TextStyle::body),
                  ui.px(48));
    Rect buttons = page.take_top(ui.px(140));
    const Rect other = buttons.take_left(buttons.w * 0.56F, ui.px(28));
    if (ui.button("card_failed.code", other, ui.text("identify.code.title"), ButtonStyle::secondary,
                  Icon::digits))
        view.emit(Event{ChooseCode{}});
    if (ui.button("card_failed.retry", buttons, ui.text("card_failed.retry"), ButtonStyle::primary,
                  Icon::retry))
        view.emit(Event{Retry{}});
    draw_reader(ui, page);
}

void draw_reader_unavailable(Ui& ui, const View& view) {
    Rect page = begin(ui, view, "reader_unavailable", ui.text("reader_unavailable.title"));
    page.take_top(ui.banner("reader_unavailable.lead", page, Tone::warning, Icon::warning,
                            ui.text("reader_unavailable.lead")),
                  ui.px(40));
    if (ui.big_button("reader_unavailable.code", page.take_top(ui.px(260), ui.px(40)), Icon::digits,
                      ui.text("identify.code.title"), ui.text("identify.code.subtitle")))
        view.emit(Event{ChooseCode{}});
    ui.paragraph("reader_unavailable.waiting", page, ui.text("reader_unavailable.waiting"), TextStyle::small,
                 Align::left, ui.theme().ink_soft);
}

void draw_enter_number(Ui& ui, const View& view, const EnterNumber& entry) {
    static constexpr std::array<int, 3> groups{6, 8, 4};
    Rect page = begin(ui, view, "enter_number", ui.text("enter_number.title"));
    auto [words, keys] = entry_layout(ui, page);
    lead(ui, words, "enter_number.lead", ui.text("enter_number.lead"));
    ui.digit_field("enter_number.field", words.take_top(ui.px(140), ui.px(32)), ui.text("enter_number.field"),
                   entry.digits.view(), groups, false);
    const Rect next = words.take_bottom(ui.px(132), ui.px(28));
    if (entry.problem != NumberProblem::none)
        ui.banner("enter_number.problem", words, Tone::trouble, Icon::warning,
                  ui.text(entry.problem == NumberProblem::wrong ? "enter_number.wrong"
                                                                : "enter_number.incomplete"));
    pass_key(view, ui.keypad("enter_number.key", keys, true));
    if (ui.button("enter_number.next", next, ui.text("enter_number.next"), ButtonStyle::primary))
        view.emit(Event{Confirm{}});
}

void draw_enter_code(Ui& ui, const View& view, const EnterCode& entry) {
    static constexpr std::array<int, 2> groups{4, 4};
    Rect page = begin(ui, view, "enter_code", ui.text("enter_code.title"));
    auto [words, keys] = entry_layout(ui, page);
    lead(ui, words, "enter_code.lead", ui.text("enter_code.lead"));
    ui.digit_field("enter_code.field", words.take_top(ui.px(140), ui.px(32)), ui.text("enter_code.field"),
                   entry.digits.view(), groups, true);
    const Rect submit = words.take_bottom(ui.px(132), ui.px(28));
    if (entry.incomplete)
        ui.banner("enter_code.problem", words, Tone::trouble, Icon::warning,
                  ui.text("enter_code.incomplete"));
    else
        ui.paragraph("enter_code.lost", words, ui.locale().format("enter_code.lost", view.window_place(ui)),
                     TextStyle::small, Align::left, ui.theme().ink_soft);
    pass_key(view, ui.keypad("enter_code.key", keys, false));
    if (ui.button("enter_code.submit", submit, ui.text("enter_code.submit"), ButtonStyle::primary))
        view.emit(Event{Confirm{}});
}

}  // namespace lobby::kiosk::lookup
