#include "kiosk/lawyer/field_rows.hpp"

#include <algorithm>

#include "kiosk/lawyer/lawyer_words.hpp"

namespace lobby::kiosk::lawyer {

using ui::Align;
using ui::Rect;
using ui::TextStyle;
using ui::Ui;

float draw_value_table(Ui& ui, const std::string& id, const Rect& at,
                       const std::vector<api::FieldValue>& values) {
    const float pad = ui.px(34);
    const float row_gap = ui.px(18);
    const float inside = at.w - 2 * pad;
    float label = 0;
    for (const auto& value : values)
        label = std::max(label, ui.text_width(field_name(ui.locale(), value.field), TextStyle::small));
    label = std::min(label + 1, inside * 0.36F);
    float height = pad;
    for (const auto& value : values)
        height += std::max(ui.text_height(value_words(ui.locale(), value), inside - label - ui.px(24),
                                          TextStyle::body, true),
                           ui.text_height(field_name(ui.locale(), value.field), label, TextStyle::small) +
                               ui.px(5)) +
                  2 * row_gap;
    ui.panel({at.x, at.y, at.w, height});
    float y = at.y + pad / 2;
    for (size_t i = 0; i < values.size(); ++i) {
        if (i > 0) ui.fill({at.x + pad, y, inside, std::max(1.0F, ui.px(2))}, ui.theme().line);
        y += row_gap;
        y += ui.key_value(id + ".value." + std::string(api::word_of(values[i].field)),
                          {at.x + pad, y, inside, 0}, label, field_name(ui.locale(), values[i].field),
                          value_words(ui.locale(), values[i]), {}) +
             row_gap;
    }
    return height;
}

Rect begin_question(Ui& ui, const std::string& id, const std::string& title, const std::string& lead) {
    const float width = std::min(ui.screen().w - 2 * ui.theme().margin(), ui.px(960));
    const float inside = width - ui.px(96);
    const float height = ui.text_height(title, inside, TextStyle::title, true) +
                         ui.text_height(lead, inside, TextStyle::heading) + ui.px(140 + 24 + 48 + 96);
    Rect box = ui.begin_dialog(id, title, width, height);
    box.take_top(ui.heading(id + ".heading", box, title, TextStyle::title, Align::center), ui.px(24));
    box.take_top(ui.paragraph(id + ".lead", box, lead, TextStyle::heading, Align::center), ui.px(48));
    return box.take_bottom(ui.px(140));
}

}  // namespace lobby::kiosk::lawyer
