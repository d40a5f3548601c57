// What was read of a document, each value to be confirmed or mended, and typing.
#include <algorithm>
#include <array>

#include "kiosk/app/chrome.hpp"
#include "kiosk/lawyer/lawyer_screens.hpp"
#include "kiosk/lawyer/lawyer_words.hpp"
#include "kiosk/ui/text_entry/text_entry_view.hpp"

namespace lobby::kiosk::lawyer {

using api::FieldSource;
using api::FormField;
using app::Navigation;
using app::View;
using ui::Align;
using ui::ButtonStyle;
using ui::Icon;
using ui::Place;
using ui::Rect;
using ui::TextStyle;
using ui::Tone;
using ui::Ui;

namespace {

constexpr int sure_from = 60;  // of 100; below, the screen asks to look twice

std::string name_of(FormField field) {
    return std::string(api::word_of(field));
}

const char* note_of(const Entry* entry) {
    if (!entry) return "lawyer_fields.not_read";
    if (entry->confirmed) return nullptr;
    if (entry->value.source == FieldSource::code) return "lawyer_fields.by_code";
    return entry->confidence < sure_from ? "lawyer_fields.look_twice" : "lawyer_fields.compare";
}

struct RowLayout {
    Rect words;
    Rect buttons;
    float height = 0;
};

RowLayout row_layout(const Ui& ui, const Rect& at, const Entry* entry, FormField field) {
    const float pad = ui.px(28);
    const float buttons = std::min(ui.px(430), at.w * 0.48F);
    RowLayout row;
    row.words = {at.x + pad, at.y + ui.px(18), at.w - 2 * pad - buttons - ui.px(20), 0};
    float height = ui.text_height(field_name(ui.locale(), field), row.words.w, TextStyle::small);
    if (entry)
        height += ui.text_height(value_words(ui.locale(), entry->value), row.words.w, TextStyle::body, true);
    if (const char* note = note_of(entry))
        height += ui.text_height(ui.text(note), row.words.w, TextStyle::small);
    row.height = std::max(height + ui.px(36), ui.px(150));
    row.words.h = height;
    const float high = ui.px(110);
    row.buttons = {at.right() - pad - buttons, at.y + (row.height - high) / 2, buttons, high};
    return row;
}

// A field with its two answers. Gives the height.
float draw_row(Ui& ui, const View& view, const Rect& at, const Making& making, FormField field) {
    const Entry* entry = making.find(field);
    const bool sure = entry && entry->confirmed;
    const auto row = row_layout(ui, at, entry, field);
    const std::string word = name_of(field);
    ui.panel({at.x, at.y, at.w, row.height}, sure ? Tone::good : Tone::neutral);
    Rect words = row.words;
    words.y = at.y + (row.height - words.h) / 2;
    words.take_top(ui.paragraph("lawyer_fields.name." + word, words, field_name(ui.locale(), field),
                                TextStyle::small, Align::left, ui.theme().ink_soft));
    words.h = 1e5F;
    if (entry)
        words.take_top(ui.heading("lawyer_fields.value." + word, words,
                                  value_words(ui.locale(), entry->value), TextStyle::body));
    if (const char* note = note_of(entry))
        ui.paragraph("lawyer_fields.note." + word, words, ui.text(note), TextStyle::small, Align::left,
                     entry && entry->confidence >= sure_from ? ui.theme().ink_soft : ui.theme().red);
    const auto two = row.buttons.columns(2, ui.px(20));
    const bool askable = entry && !sure && !entry->value.value.empty();
    const bool alone = !askable;
    if (askable && ui.button("lawyer_fields.confirm." + word, two[0], ui.text("lawyer_fields.right"),
                             ButtonStyle::primary, Icon::check))
        view.emit(Event{ConfirmField{field}});
    const char* change = entry ? "lawyer_fields.change" : "lawyer_fields.type";
    if (sure)
        ui.icon({two[0].right() - ui.px(76), two[0].center_y() - ui.px(32), ui.px(64), ui.px(64)},
                Icon::check, ui.theme().tone(Tone::good).ink);
    if (ui.button("lawyer_fields.change." + word, alone && !sure ? row.buttons : two[1], ui.text(change),
                  ButtonStyle::secondary))
        view.emit(Event{ChangeField{field}});
    return row.height;
}

struct Notice {
    const char* key;
    Tone tone;
};

std::optional<Notice> notice_of(const Fields& fields) {
    if (!fields.reading) return std::nullopt;
    switch (*fields.reading) {
        case Reading::read:
            return std::nullopt;
        case Reading::not_this_kind:
            return Notice{"lawyer_fields.not_this_kind", Tone::warning};
        case Reading::nothing_read:
            return Notice{"lawyer_fields.nothing_read", Tone::warning};
        case Reading::failed:
            return Notice{"lawyer_fields.reading_failed", Tone::warning};
    }
    return std::nullopt;
}

bool all_confirmed(const Making& making, api::PageKind kind) {
    return std::ranges::all_of(fields_of(kind), [&](FormField field) { return making.confirmed(field); });
}

void draw_actions(Ui& ui, const View& view, const State& state, const Fields& fields, const Rect& at) {
    const bool has_page = state.making.pages_of(fields.kind) > 0;
    const auto places = at.columns(has_page ? 3 : 2, ui.px(24));
    const char* retake = has_page ? "lawyer_fields.retake" : "lawyer_fields.take";
    if (ui.button("lawyer_fields.retake", places[0], ui.text(retake))) view.emit(Event{Retake{}});
    if (has_page && ui.button("lawyer_fields.another", places[1], ui.text("lawyer_fields.another")))
        view.emit(Event{AnotherPage{}});
    if (ui.button("lawyer_fields.next", places.back(), ui.text("lawyer_fields.next"), ButtonStyle::primary,
                  Icon::none, all_confirmed(state.making, fields.kind)))
        view.emit(Event{NextStep{}});
}

// Words and a field on one side, keys on the other where the screen is wide.
struct EntryLayout {
    Rect words;
    Rect keys;
};

EntryLayout entry_layout(const Ui& ui, Rect page) {
    EntryLayout layout;
    if (!ui.landscape()) {
        layout.keys = page.take_bottom(std::min(ui.px(800), page.h * 0.56F), ui.px(32));
        layout.words = page;
        return layout;
    }
    layout.words = page.take_left(page.w * 0.5F, ui.px(48));
    layout.keys = page;
    return layout;
}

std::span<const int> groups_of(FormField field, size_t typed) {
    static constexpr std::array<int, 4> licence{5, 4, 2, 6};
    static constexpr std::array<int, 4> case_number{6, 4, 5, 2};
    static constexpr std::array<int, 4> long_case_number{6, 4, 5, 5};
    static constexpr std::array<int, 3> identity{6, 8, 4};
    static constexpr std::array<int, 3> date{4, 2, 2};
    switch (field) {
        case FormField::licence_number:
            return licence;
        case FormField::case_number:
            return typed > 17 ? long_case_number : case_number;
        case FormField::client_identity:
            return identity;
        default:
            return date;
    }
}

std::string problem_words(const Ui& ui, const Typing& typing) {
    const std::string word = entry_kind(typing.field) == EntryKind::date ? "date" : name_of(typing.field);
    const std::string key =
        typing.problem == TypingProblem::wrong ? "lawyer_typing.wrong." : "lawyer_typing.incomplete.";
    if (auto own = ui.locale().find(key + word)) return *own;
    return ui.text(typing.problem == TypingProblem::wrong ? "lawyer_typing.wrong.any"
                                                          : "lawyer_typing.incomplete.any");
}

std::string hint_words(const Ui& ui, FormField field) {
    const std::string word = entry_kind(field) == EntryKind::date ? "date" : name_of(field);
    const std::string key = "lawyer_typing.hint.";
    if (auto own = ui.locale().find(key + word)) return *own;
    return ui.text("lawyer_typing.hint.any");
}

void draw_typing_actions(Ui& ui, const View& view, const Rect& at) {
    const auto two = at.columns(2, ui.px(24));
    if (ui.button("lawyer_typing.leave", two[0], ui.text("lawyer_typing.leave"), ButtonStyle::secondary,
                  Icon::window))
        view.emit(Event{LeaveField{}});
    if (ui.button("lawyer_typing.confirm", two[1], ui.text("lawyer_typing.confirm"), ButtonStyle::primary,
                  Icon::check))
        view.emit(Event{Confirm{}});
}

void draw_text_typing(Ui& ui, const View& view, const Typing& typing, Rect page) {
    if (typing.problem != TypingProblem::none)
        page.take_top(
            ui.banner("lawyer_typing.problem", page, Tone::trouble, Icon::warning, problem_words(ui, typing)),
            ui.px(16));
    auto touched =
        ui::text_entry(ui, "lawyer_typing.text", page, field_name(ui.locale(), typing.field), typing.text);
    if (touched) view.emit(Event{TypeText{std::move(*touched)}});
}

}  // namespace

void draw_fields(Ui& ui, const View& view, const State& state, const Fields& fields) {
    const auto title = page_name(ui.locale(), fields.kind);
    Rect page = app::begin_page(ui, view, "lawyer_fields", title, Navigation::back_and_home);
    draw_actions(ui, view, state, fields, app::take_actions(ui, page));
    const bool picture = view.pictures && view.pictures->taken && state.making.pages_of(fields.kind) > 0;
    Rect rows = page;
    if (picture && ui.landscape() && page.w > ui.px(1500)) {
        Rect beside = rows.take_left(page.w * 0.32F, ui.px(40));
        ui.photo("lawyer_fields.page", beside, view.pictures->taken, title);
    }
    rows.take_top(ui.heading("lawyer_fields.heading", rows, title), ui.px(8));
    const auto asked = fields_of(fields.kind);
    const auto lead = ui.text(asked.empty() ? "lawyer_fields.only_picture" : "lawyer_fields.lead");
    rows.take_top(
        ui.paragraph("lawyer_fields.lead", rows, lead, TextStyle::body, Align::left, ui.theme().ink_soft),
        ui.px(20));
    if (const auto notice = notice_of(fields))
        rows.take_top(
            ui.banner("lawyer_fields.notice", rows, notice->tone, Icon::warning, ui.text(notice->key)),
            ui.px(20));
    if (picture && !ui.landscape() && page.h > ui.px(1300)) {
        const Rect above = rows.take_bottom(std::max(0.0F, rows.h - ui.px(16 + 4 * 190)), ui.px(24));
        if (above.h > ui.px(200)) ui.photo("lawyer_fields.page", above, view.pictures->taken, title);
    }
    if (asked.empty()) return;
    ui.scroll_area("lawyer_fields.rows", rows, [&](Rect at) {
        const float top = at.y;
        at.h = 1e6F;
        for (const FormField field : asked)
            at.take_top(draw_row(ui, view, at, state.making, field), ui.px(16));
        return at.y - top;
    });
}

void draw_typing(Ui& ui, const View& view, const Typing& typing) {
    const auto title = field_name(ui.locale(), typing.field);
    const auto kind = entry_kind(typing.field);
    Rect page = app::begin_page(ui, view, "lawyer_typing", title, Navigation::back_and_home);
    draw_typing_actions(ui, view, app::take_actions(ui, page));
    page.take_top(ui.heading("lawyer_typing.heading", page, title), ui.px(ui.landscape() ? 8 : 24));
    if (kind == EntryKind::text || kind == EntryKind::digits_and_letters) {
        draw_text_typing(ui, view, typing, page);
        return;
    }
    auto [words, keys] = entry_layout(ui, page);
    words.take_top(ui.paragraph("lawyer_typing.lead", words, hint_words(ui, typing.field), TextStyle::body,
                                Align::left, ui.theme().ink_soft),
                   ui.px(24));
    ui.digit_field("lawyer_typing.field", words.take_top(ui.px(140), ui.px(24)), title, typing.typed.view(),
                   groups_of(typing.field, typing.typed.size()), false);
    if (typing.problem != TypingProblem::none)
        ui.banner("lawyer_typing.problem", words, Tone::trouble, Icon::warning, problem_words(ui, typing));
    if (const auto key = ui.keypad("lawyer_typing.key", keys, kind == EntryKind::digits_with_x))
        view.emit(Event{Key{*key}});
}

}  // namespace lobby::kiosk::lawyer
