// The widgets that only show.
#include <algorithm>
#include <array>
#include <cmath>

#include <imgui.h>

#include "kiosk/ui/ui.hpp"

namespace lobby::kiosk::ui {

void Ui::figure(std::string_view id, const Rect& at, std::string_view number, std::string_view unit,
                Color color) {
    struct Sizes {
        TextStyle number;
        TextStyle unit;
    };
    constexpr std::array<Sizes, 5> sizes{{{TextStyle::display, TextStyle::heading},
                                          {TextStyle::display, TextStyle::body},
                                          {TextStyle::title, TextStyle::body},
                                          {TextStyle::heading, TextStyle::small},
                                          {TextStyle::body, TextStyle::small}}};
    const float gap = px(14);
    const auto width = [&](const Sizes& s) {
        return text_width(number, s.number, true) + gap + text_width(unit, s.unit, true);
    };
    const auto* chosen = std::ranges::find_if(sizes, [&](const Sizes& s) { return width(s) + 2 <= at.w; });
    if (chosen == sizes.end()) chosen = sizes.end() - 1;
    const float wide = text_width(number, chosen->number, true);
    line({at.x, at.y, wide + 1, at.h}, number, chosen->number, Align::left, color, true);
    // On the number's baseline.
    const float drop = (theme_.text_size(chosen->number) - theme_.text_size(chosen->unit)) * 0.33F;
    line({at.x + wide + gap, at.y + drop, at.w - wide - gap, at.h}, unit, chosen->unit, Align::left, color,
         true);
    add_node(id, Role::heading, std::string(number) + " " + std::string(unit), at);
}

Rect Ui::photo(std::string_view id, const Rect& at, std::shared_ptr<const Photo> photo,
               std::string_view label, std::span<const Spot> outline, Tone tone) {
    const auto wide = static_cast<float>(photo->width());
    const auto high = static_cast<float>(photo->height());
    const float scale = std::min(at.w / wide, at.h / high);
    const Rect place{std::round(at.center_x() - wide * scale / 2),
                     std::round(at.center_y() - high * scale / 2), std::round(wide * scale),
                     std::round(high * scale)};
    list_.AddImage(photo->texture().GetTexRef(), {place.x, place.y}, {place.right(), place.bottom()});
    if (outline.size() > 2) {
        std::vector<ImVec2> points;
        points.reserve(outline.size());
        for (const Spot& spot : outline)
            points.emplace_back(place.x + std::clamp(spot.x, 0.0F, 1.0F) * place.w,
                                place.y + std::clamp(spot.y, 0.0F, 1.0F) * place.h);
        const auto count = static_cast<int>(points.size());
        list_.AddPolyline(points.data(), count, theme_.on_dark, ImDrawFlags_Closed, px(12));
        list_.AddPolyline(points.data(), count, theme_.tone(tone).ink, ImDrawFlags_Closed, px(6));
    }
    add_node(id, Role::image, label, place);
    memory_.photos.push_back(std::move(photo));
    return place;
}

float Ui::key_value(std::string_view id, const Rect& at, float label_width, std::string_view label,
                    std::string_view value, std::string_view note) {
    const float gap = px(24);
    const float shift = (theme_.text_size(TextStyle::body) - theme_.text_size(TextStyle::small)) * 0.7F;
    const Rect left{at.x, at.y + shift, label_width, 0};
    const float label_height = draw_text(left, label, TextStyle::small, Align::left, theme_.ink_soft, false);
    Rect right{at.x + label_width + gap, at.y, at.w - label_width - gap, at.h};
    float height = draw_text(right, value, TextStyle::body, Align::left, theme_.ink, true);
    height = std::max(height, label_height + shift);
    auto& node = add_node(id, Role::text, label, {at.x, at.y, at.w, height});
    node.value = value;
    if (note.empty()) return height;
    right.y += height;
    return height +
           paragraph(std::string(id) + ".means", right, note, TextStyle::small, Align::left, theme_.ink_soft);
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
    const float cell = std::min(inside / static_cast<float>(all), px(80));
    float x = at.center_x() -
              (cell * static_cast<float>(all) + group_gap * static_cast<float>(groups.size() - 1)) / 2;
    size_t i = 0;
    const TextStyle style = cell < px(40) ? TextStyle::heading : TextStyle::digits;
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
    auto& node = add_node(id, Role::field, label, at);
    node.value = std::to_string(digits.size()) + "/" + std::to_string(all);
}

float Ui::timeline_step(std::string_view id, const Rect& at, const TimelineStep& step, bool first,
                        bool last) {
    using State = TimelineStep::State;
    const bool now = step.state == State::now;
    const bool next = step.state == State::next;
    const float rail = px(84);
    const float pad = now ? px(26) : px(8);
    const float width = at.w - rail - 2 * pad;
    const TextStyle title_style = now ? TextStyle::heading : TextStyle::body;
    // The date stands beside the title where both have room, below it where they have not.
    const float date_width = step.date.empty() ? 0 : text_width(step.date, TextStyle::small) + px(24);
    const bool beside = text_width(step.title, title_style, true) <= width - date_width;
    const float title_height = text_height(step.title, width, title_style, true);
    const float date_height =
        beside || step.date.empty() ? 0 : text_height(step.date, width, TextStyle::small);
    const float note_height = step.note.empty() ? 0 : text_height(step.note, width, TextStyle::small) + px(4);
    const float height = title_height + date_height + note_height + 2 * pad;
    const float step_gap = last ? 0 : px(18);

    const float cx = at.x + px(34);
    const float first_line = std::round(theme_.text_size(title_style) * 1.45F);
    const float cy = at.y + pad + first_line / 2;
    const Color done_color = theme_.navy;
    if (!first) list_.AddLine({cx, at.y - px(10)}, {cx, cy - px(22)}, next ? theme_.line : done_color, px(5));
    if (!last)
        list_.AddLine({cx, cy + px(22)}, {cx, at.y + height + step_gap},
                      step.state == State::done ? done_color : theme_.line, px(5));
    if (now) {
        panel({at.x + rail, at.y, at.w - rail, height}, Tone::calm);
        list_.AddCircleFilled({cx, cy}, px(27), theme_.red);
        list_.AddCircleFilled({cx, cy}, px(10), theme_.on_dark);
    } else if (step.state == State::done) {
        list_.AddCircleFilled({cx, cy}, px(23), done_color);
        draw_icon(list_, Icon::check, {cx - px(16), cy - px(16), px(32), px(32)}, theme_.on_dark);
    } else {
        list_.AddCircle({cx, cy}, px(20), theme_.ink_soft, 0, px(4));
    }
    const float left = at.x + rail + pad;
    float y = at.y + pad;
    draw_text({left, y, width, title_height}, step.title, title_style, Align::left, theme_.ink, true);
    if (!step.date.empty())
        line(beside ? Rect{left, y, width, title_height} : Rect{left, y + title_height, width, date_height},
             step.date, TextStyle::small, beside ? Align::right : Align::left, theme_.ink_soft);
    y += title_height + date_height;
    auto& node = add_node(id, Role::listitem, step.title, {at.x, at.y, at.w, y - at.y});
    node.value = step.date;
    node.current = now;
    if (!step.note.empty())
        paragraph(std::string(id) + ".means", {left, y + px(4), width, note_height}, step.note,
                  TextStyle::small, Align::left, theme_.ink_soft);
    return height + step_gap;
}

float Ui::timeline(std::string_view id, const Rect& at, std::span<const TimelineStep> steps) {
    float y = at.y;
    for (size_t i = 0; i < steps.size(); ++i)
        y += timeline_step(std::string(id) + "." + std::to_string(i + 1), {at.x, y, at.w, 0}, steps[i],
                           i == 0, i + 1 == steps.size());
    return y - at.y;
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

void Ui::countdown(std::string_view id, const Rect& at, std::string_view label, int seconds_left,
                   int seconds_all) {
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
    add_node(id, Role::timer, label, at).value = std::to_string(seconds_left);
}

}  // namespace lobby::kiosk::ui
