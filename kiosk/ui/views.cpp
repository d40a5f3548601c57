// The widgets that only show.
#include <cmath>

#include <imgui.h>

#include "kiosk/ui/ui.hpp"

namespace lobby::kiosk::ui {

float Ui::key_value(std::string_view id, const Rect& at, std::string_view label, std::string_view value,
                    bool strong) {
    const TextStyle style = strong ? TextStyle::heading : TextStyle::body;
    const float label_height = draw_text(at, label, TextStyle::small, Align::left, theme_.ink_soft, false);
    const Rect below{at.x, at.y + label_height, at.w, at.h};
    const float height = label_height + draw_text(below, value, style, Align::left, theme_.ink, true);
    auto& node = add_node(id, Role::text, label, {at.x, at.y, at.w, height});
    node.value = value;
    return height;
}

void Ui::digit_field(std::string_view id, const Rect& at, std::string_view label, std::string_view digits,
                     std::span<const int> groups, bool masked) {
    list_.AddRectFilled({at.x, at.y}, {at.right(), at.bottom()}, theme_.surface, theme_.radius());
    list_.AddRect({at.x, at.y}, {at.right(), at.bottom()}, theme_.navy, theme_.radius(), ImDrawFlags_None,
                  px(3));
    int all = 0;
    for (const int n : groups) all += n;
    const float group_gap = px(26);
    const float inside = at.w - px(48) - group_gap * static_cast<float>(groups.size() - 1);
    const float cell = std::min(inside / static_cast<float>(all), px(76));
    float x = at.center_x() -
              (cell * static_cast<float>(all) + group_gap * static_cast<float>(groups.size() - 1)) / 2;
    size_t i = 0;
    const TextStyle style = cell < px(50) ? TextStyle::heading : TextStyle::digits;
    for (const int n : groups) {
        for (int k = 0; k < n; ++k, ++i) {
            const Rect place{x, at.y, cell, at.h};
            const bool filled = i < digits.size();
            if (filled && masked && i + 1 < digits.size())
                list_.AddCircleFilled({place.center_x(), place.center_y()}, px(10), theme_.ink);
            else if (filled)
                line(place, digits.substr(i, 1), style, Align::center, theme_.ink, true);
            const Color under = i == digits.size() ? theme_.red : theme_.line;
            list_.AddRectFilled({x + cell * 0.12F, at.bottom() - px(24)},
                                {x + cell * 0.88F, at.bottom() - px(19)}, filled ? theme_.navy : under);
            x += cell;
        }
        x += group_gap;
    }
    // How many are entered, never which: the tree is read out and looked at by others.
    auto& node = add_node(id, Role::field, label, at);
    node.value = std::to_string(digits.size()) + "/" + std::to_string(all);
}

float Ui::timeline_step(std::string_view id, const Rect& at, const TimelineStep& step, bool first, bool last,
                        bool draw) {
    const float rail = px(84);
    const float pad = step.state == TimelineStep::State::now ? px(26) : px(8);
    const float width = at.w - rail - 2 * pad;
    const TextStyle title_style =
        step.state == TimelineStep::State::now ? TextStyle::heading : TextStyle::body;
    const float date_width = step.date.empty() ? 0 : text_width(step.date, TextStyle::small) + px(20);
    const float title_height = text_height(step.title, width - date_width, title_style, true);
    const float note_height = step.note.empty() ? 0 : text_height(step.note, width, TextStyle::small) + px(6);
    const float height = title_height + note_height + 2 * pad;
    const float step_gap = last ? 0 : px(22);
    if (!draw) return height + step_gap;

    const float cx = at.x + px(34);
    const float cy = at.y + pad + title_height / 2;
    const Color color = step.state == TimelineStep::State::next ? theme_.line : theme_.navy;
    if (!first)
        list_.AddLine({cx, at.y - px(12)}, {cx, cy - px(22)},
                      step.state == TimelineStep::State::next ? theme_.line : theme_.navy, px(5));
    if (!last)
        list_.AddLine({cx, cy + px(22)}, {cx, at.y + height + step_gap},
                      step.state == TimelineStep::State::done ? theme_.navy : theme_.line, px(5));
    if (step.state == TimelineStep::State::now) {
        panel({at.x + rail, at.y, at.w - rail, height}, Tone::calm);
        list_.AddCircleFilled({cx, cy}, px(26), theme_.red);
        list_.AddCircleFilled({cx, cy}, px(10), theme_.on_dark);
    } else if (step.state == TimelineStep::State::done) {
        list_.AddCircleFilled({cx, cy}, px(22), color);
        draw_icon(list_, Icon::check, {cx - px(15), cy - px(15), px(30), px(30)}, theme_.on_dark);
    } else {
        list_.AddCircle({cx, cy}, px(20), color, 0, px(5));
    }
    const float left = at.x + rail + pad;
    const Color ink = step.state == TimelineStep::State::next ? theme_.ink_soft : theme_.ink;
    draw_text({left, at.y + pad, width - date_width, title_height}, step.title, title_style, Align::left, ink,
              true);
    if (!step.date.empty())
        line({left + width - date_width, at.y + pad, date_width, title_height}, step.date, TextStyle::small,
             Align::right, theme_.ink_soft);
    if (!step.note.empty())
        draw_text({left, at.y + pad + title_height + px(6), width, note_height}, step.note, TextStyle::small,
                  Align::left, theme_.ink_soft, false);
    auto& node = add_node(id, Role::listitem, step.title, {at.x, at.y, at.w, height});
    node.value = step.date;
    node.current = step.state == TimelineStep::State::now;
    return height + step_gap;
}

float Ui::timeline(std::string_view id, const Rect& at, std::span<const TimelineStep> steps) {
    float y = at.y;
    for (size_t i = 0; i < steps.size(); ++i)
        y += timeline_step(std::string(id) + "." + std::to_string(i + 1), {at.x, y, at.w, 0}, steps[i],
                           i == 0, i + 1 == steps.size(), true);
    return y - at.y;
}

float Ui::timeline_height(float width, std::span<const TimelineStep> steps) const {
    float height = 0;
    for (size_t i = 0; i < steps.size(); ++i)
        height += const_cast<Ui*>(this)->timeline_step(
            "", {0, 0, width, 0}, steps[i], i == 0, i + 1 == steps.size(), false);  // NOLINT: measures only
    return height;
}

void Ui::matrix(std::string_view id, const Rect& at, const CodeMatrix& code, std::string_view label) {
    fill(at, theme_.surface, theme_.radius());
    add_node(id, Role::image, label, at);
    if (code.side <= 0) return;
    // Whole pixels a module and a quiet zone of four: ISO/IEC 18004.
    const float module = std::floor(std::min(at.w, at.h) / static_cast<float>(code.side + 8));
    const float left = std::round(at.center_x() - module * static_cast<float>(code.side) / 2);
    const float top = std::round(at.center_y() - module * static_cast<float>(code.side) / 2);
    const auto dark = [&code](int row, int column) -> bool {
        return code
            .modules[static_cast<size_t>(row) * static_cast<size_t>(code.side) + static_cast<size_t>(column)];
    };
    for (int row = 0; row < code.side; ++row) {
        for (int column = 0; column < code.side; ++column) {
            if (!dark(row, column)) continue;
            int run = 1;
            while (column + run < code.side && dark(row, column + run)) ++run;
            const float x = left + module * static_cast<float>(column);
            const float y = top + module * static_cast<float>(row);
            list_.AddRectFilled({x, y}, {x + module * static_cast<float>(run), y + module}, rgb(0x000000));
            column += run;
        }
    }
}

void Ui::countdown(std::string_view id, const Rect& at, int seconds_left, int seconds_all) {
    constexpr float pi = 3.14159265F;
    const float radius = std::min(at.w, at.h) / 2 - px(10);
    const ImVec2 center{at.center_x(), at.center_y()};
    list_.AddCircle(center, radius, theme_.line, 0, px(14));
    const float share =
        seconds_all > 0 ? static_cast<float>(seconds_left) / static_cast<float>(seconds_all) : 0;
    if (share > 0) {
        list_.PathArcTo(center, radius, -pi / 2, -pi / 2 + 2 * pi * std::min(1.0F, share));
        list_.PathStroke(theme_.red, ImDrawFlags_None, px(14));
    }
    line(at, std::to_string(seconds_left), TextStyle::display, Align::center, theme_.ink, true);
    auto& node = add_node(id, Role::timer, std::to_string(seconds_left), at);
    node.value = std::to_string(seconds_left);
}

}  // namespace lobby::kiosk::ui
