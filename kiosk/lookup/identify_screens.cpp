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

// The reader under the screen, and a card that comes down on it.
void draw_reader(Ui& ui, Rect at) {
    const auto& theme = ui.theme();
    ui.panel(at);
    at = at.inset(ui.px(28));
    const float scale = std::min(at.w / 760, at.h / 520);
    const auto s = [scale](float design) { return design * scale; };
    const float left = at.center_x() - s(380);
    const float top = at.center_y() - s(260);
    // The card: words on its left, the picture on its right, as on a resident identity card.
    const Rect card{left + s(170), top, s(420), s(264)};
    ui.fill(card, theme.navy, s(22));
    ui.fill(card.inset(s(4)), theme.navy_tint, s(19));
    constexpr std::array<float, 4> lengths{120, 90, 150, 180};
    for (size_t i = 0; i < lengths.size(); ++i)
        ui.fill({card.x + s(34), card.y + s(48 + 40 * static_cast<float>(i)), s(lengths[i]), s(16)},
                theme.ink_soft, s(8));
    ui.fill({card.x + s(34), card.y + s(212), s(250), s(18)}, theme.navy, s(9));
    const Rect photo{card.right() - s(154), card.y + s(40), s(120), s(150)};
    ui.fill(photo, theme.surface, s(10));
    ui.icon(photo.inset(s(10)), Icon::person, theme.navy);
    // The way down.
    for (const float y : {286.0F, 322.0F})
        ui.icon({at.center_x() - s(36), top + s(y), s(72), s(52)}, Icon::down, theme.red);
    // The reader, with a card's outline on it.
    ui.fill({left + s(40), top + s(396), s(680), s(108)}, theme.navy, s(28));
    ui.fill({left + s(80), top + s(420), s(600), s(18)}, theme.navy_pressed, s(9));
    ui.icon({at.center_x() - s(36), top + s(444), s(72), s(52)}, Icon::card, theme.gold);
}

// "1 Lay it flat", "2 …": what to do, in order.
constexpr std::array<const char*, 3> place_card_steps{"place_card.step.1", "place_card.step.2",
                                                      "place_card.step.3"};

float step_words_left(const Ui& ui) {
    return ui.px(64 + 26);
}

float step_height(const Ui& ui, float width, const char* key) {
    return std::max(ui.px(64),
                    ui.text_height(ui.text(key), width - step_words_left(ui), app::advice_style(ui)));
}

float steps_height(const Ui& ui, float width) {
    float height = 0;
    for (const char* key : place_card_steps) height += step_height(ui, width, key);
    return height;
}

void draw_steps(Ui& ui, Rect at) {
    const auto& theme = ui.theme();
    const float mark = ui.px(64);
    const float gap =
        std::max(0.0F, (at.h - steps_height(ui, at.w)) / static_cast<float>(place_card_steps.size()));
    at.y += gap / 2;
    int number = 0;
    for (const char* key : place_card_steps) {
        const Rect row = at.take_top(step_height(ui, at.w, key), gap);
        const Rect disc{row.x, row.center_y() - mark / 2, mark, mark};
        ui.fill(disc, theme.navy, mark / 2);
        ui.numeral(disc, ++number, theme.on_dark);
        const auto text = ui.text(key);
        const float width = row.w - step_words_left(ui);
        const float height = ui.text_height(text, width, app::advice_style(ui));
        ui.paragraph(key, {row.x + step_words_left(ui), row.center_y() - height / 2, width, height}, text,
                     app::advice_style(ui));
    }
}

// Text and field on one side, keys on the other where the screen is wide.
struct EntryLayout {
    Rect words;
    Rect keys;
};

EntryLayout entry_layout(const Ui& ui, Rect page) {
    if (!ui.landscape()) {
        EntryLayout layout;
        layout.keys = page.take_bottom(std::min(ui.px(800), page.h * 0.56F), ui.px(36));
        layout.words = page;
        return layout;
    }
    EntryLayout layout;
    layout.words = page.take_left(page.w * 0.5F, ui.px(64));
    layout.keys = page;
    return layout;
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
    if (!ui.landscape()) page.h = std::min(page.h, ui.px(2 * 440 + 36));
    const auto places = ui.landscape() ? page.columns(2, ui.theme().gap()) : page.rows(2, ui.px(36));
    const bool usable = view.state.reader_usable;
    const auto card_words = ui.text(usable ? "identify.card.subtitle" : "reader_unavailable.title");
    if (ui.big_button("identify.card", places[0], Icon::card, ui.text("identify.card.title"), card_words,
                      ButtonStyle::primary, usable))
        view.emit(Event{ChooseCard{}});
    if (ui.big_button("identify.code", places[1], Icon::digits, ui.text("identify.code.title"),
                      ui.text("identify.code.subtitle")))
        view.emit(Event{ChooseCode{}});
}

void draw_place_card(Ui& ui, const View& view, const PlaceCard& place) {
    Rect page = begin(ui, view, "place_card", ui.text("place_card.title"));
    if (ui.button("place_card.other", app::take_actions(ui, page), ui.text("place_card.other"),
                  ButtonStyle::secondary, Icon::digits))
        view.emit(Event{ChooseCode{}});
    const char* words = place.remove_first ? "place_card.remove_first"
                        : place.reading    ? "place_card.reading"
                                           : "place_card.lead";
    const Tone tone = place.remove_first ? Tone::warning : place.reading ? Tone::good : Tone::calm;
    page.take_top(ui.banner("place_card.status", page, tone, Icon::card, ui.text(words)), ui.px(32));
    Rect picture = page;
    Rect rest = page;
    if (ui.landscape()) {
        picture = rest.take_left(page.w * 0.46F, ui.px(64));
    } else {
        rest = picture.take_bottom(ui.px(480), ui.px(32));
    }
    draw_reader(ui, picture);
    const auto privacy = ui.text("place_card.privacy");
    const float privacy_height = ui.text_height(privacy, rest.w, TextStyle::small);
    if (steps_height(ui, rest.w) + privacy_height + ui.px(20) <= rest.h)
        ui.paragraph("place_card.privacy", rest.take_bottom(privacy_height, ui.px(20)), privacy,
                     TextStyle::small, Align::left, ui.theme().ink_soft);
    draw_steps(ui, rest);
}

void draw_card_trouble(Ui& ui, const View& view, const CardTrouble& trouble) {
    Rect page = begin(ui, view, "card_failed", ui.text("card_failed.title"));
    Rect buttons = app::take_actions(ui, page);
    const Rect other = buttons.take_left(buttons.w * 0.5F, ui.px(28));
    if (ui.button("card_failed.code", other, ui.text("place_card.other"), ButtonStyle::secondary,
                  Icon::digits))
        view.emit(Event{ChooseCode{}});
    if (ui.button("card_failed.retry", buttons, ui.text("card_failed.retry"), ButtonStyle::primary,
                  Icon::retry))
        view.emit(Event{Retry{}});
    const char* words = "card_failed.lift_and_place";
    if (trouble.problem == CardProblem::not_an_identity_card) words = "card_failed.not_an_identity_card";
    if (trouble.problem == CardProblem::unreadable) words = "card_failed.unreadable";
    page.take_top(ui.banner("card_failed.what", page, Tone::warning, Icon::warning, ui.text(words)),
                  ui.px(28));
    const auto instead = ui.locale().format("card_failed.instead", view.window_place(ui));
    page.take_top(ui.paragraph("card_failed.instead", page, instead), ui.px(36));
    draw_reader(ui, page);
}

void draw_reader_unavailable(Ui& ui, const View& view) {
    Rect page = begin(ui, view, "reader_unavailable", ui.text("reader_unavailable.title"));
    page.take_top(ui.banner("reader_unavailable.lead", page, Tone::warning, Icon::warning,
                            ui.text("reader_unavailable.lead"), app::advice_style(ui)),
                  ui.px(40));
    if (ui.big_button("reader_unavailable.code", page.take_top(ui.px(ui.landscape() ? 230 : 300), ui.px(40)),
                      Icon::digits, ui.text("identify.code.title"), ui.text("identify.code.subtitle"),
                      ButtonStyle::primary))
        view.emit(Event{ChooseCode{}});
    page.take_top(ui.banner("reader_unavailable.window", page, Tone::calm, Icon::window,
                            ui.locale().format("reader_unavailable.window", view.window_place(ui)),
                            app::advice_style(ui)),
                  ui.px(28));
    const auto waiting = ui.text("reader_unavailable.waiting");
    if (ui.text_height(waiting, page.w, TextStyle::small) <= page.h)
        ui.paragraph("reader_unavailable.waiting", page, waiting, TextStyle::small, Align::left,
                     ui.theme().ink_soft);
}

void draw_enter_number(Ui& ui, const View& view, const EnterNumber& entry) {
    static constexpr std::array<int, 3> groups{6, 8, 4};
    Rect page = begin(ui, view, "enter_number", ui.text("enter_number.title"));
    const Rect next = app::take_actions(ui, page);
    auto [words, keys] = entry_layout(ui, page);
    lead(ui, words, "enter_number.lead", ui.text("enter_number.lead"));
    ui.digit_field("enter_number.field", words.take_top(ui.px(140), ui.px(28)), ui.text("enter_number.field"),
                   entry.digits.view(), groups, false);
    if (entry.problem != NumberProblem::none)
        ui.banner("enter_number.problem", words, Tone::trouble, Icon::warning,
                  ui.text(entry.problem == NumberProblem::wrong ? "enter_number.wrong"
                                                                : "enter_number.incomplete"));
    else
        ui.paragraph("enter_number.foreign", words, ui.text("enter_number.foreign"), TextStyle::small,
                     Align::left, ui.theme().ink_soft);
    pass_key(view, ui.keypad("enter_number.key", keys, true));
    if (ui.button("enter_number.next", next, ui.text("enter_number.next"), ButtonStyle::primary))
        view.emit(Event{Confirm{}});
}

void draw_enter_code(Ui& ui, const View& view, const EnterCode& entry) {
    static constexpr std::array<int, 2> groups{4, 4};
    Rect page = begin(ui, view, "enter_code", ui.text("enter_code.title"));
    const Rect next = app::take_actions(ui, page);
    auto [words, keys] = entry_layout(ui, page);
    lead(ui, words, "enter_code.lead", ui.text("enter_code.lead"));
    ui.digit_field("enter_code.field", words.take_top(ui.px(140), ui.px(28)), ui.text("enter_code.field"),
                   entry.digits.view(), groups, true);
    if (entry.incomplete)
        ui.banner("enter_code.problem", words, Tone::trouble, Icon::warning,
                  ui.text("enter_code.incomplete"));
    else
        ui.paragraph("enter_code.lost", words, ui.locale().format("enter_code.lost", view.window_place(ui)),
                     TextStyle::small, Align::left, ui.theme().ink_soft);
    pass_key(view, ui.keypad("enter_code.key", keys, false));
    if (ui.button("enter_code.submit", next, ui.text("enter_code.submit"), ButtonStyle::primary))
        view.emit(Event{Confirm{}});
}

}  // namespace lobby::kiosk::lookup
