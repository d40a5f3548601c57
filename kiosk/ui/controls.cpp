// The widgets that are touched.
#include <array>
#include <cmath>

#include <imgui.h>

#include "kiosk/ui/ui.hpp"

namespace lobby::kiosk::ui {

namespace {

ImVec2 top_left(const Rect& r) {
    return {r.x, r.y};
}
ImVec2 bottom_right(const Rect& r) {
    return {r.right(), r.bottom()};
}

}  // namespace

bool Ui::big_button(std::string_view id, const Rect& at, Icon icon, std::string_view title,
                    std::string_view subtitle, bool enabled) {
    const Touch t = touch(id, at, enabled);
    const Color surface = !enabled ? theme_.disabled : t.pressed ? theme_.navy_tint : theme_.surface;
    list_.AddRectFilled(top_left(at), bottom_right(at), surface, theme_.radius());
    list_.AddRect(top_left(at), bottom_right(at), t.pressed ? theme_.navy : theme_.line, theme_.radius(),
                  ImDrawFlags_None, px(t.pressed ? 5 : 2));

    const float pad = px(36);
    const float badge = std::min(at.h - 2 * pad, px(132));
    const bool upright = at.h > at.w * 0.8F;  // a tall tile has its picture above its words
    const Rect picture = upright ? Rect{at.center_x() - badge / 2, at.y + at.h * 0.16F, badge, badge}
                                 : Rect{at.x + pad, at.center_y() - badge / 2, badge, badge};
    list_.AddRectFilled(top_left(picture), bottom_right(picture), enabled ? theme_.navy : theme_.ink_soft,
                        theme_.radius());
    draw_icon(list_, icon, picture.inset(badge * 0.22F), theme_.on_dark);

    const float left = upright ? at.x + pad : picture.right() + pad;
    const float arrow = upright ? 0 : px(48);
    const float width = at.right() - pad - arrow - left;
    const float title_height = text_height(title, width, TextStyle::heading, true);
    const float subtitle_height = subtitle.empty() ? 0 : text_height(subtitle, width, TextStyle::small);
    const float gap = subtitle.empty() ? 0 : px(8);
    const Align align = upright ? Align::center : Align::left;
    float y =
        upright ? picture.bottom() + px(40) : at.center_y() - (title_height + gap + subtitle_height) / 2;
    draw_text({left, y, width, title_height}, title, TextStyle::heading, align, theme_.ink, true);
    y += title_height + gap;
    if (!subtitle.empty())
        draw_text({left, y, width, subtitle_height}, subtitle, TextStyle::small, align, theme_.ink_soft,
                  false);
    if (!upright && enabled) {
        const float ax = at.right() - pad - px(14);
        const float ay = at.center_y();
        const std::array<ImVec2, 3> chevron{
            {{ax - px(10), ay - px(18)}, {ax + px(8), ay}, {ax - px(10), ay + px(18)}}};
        list_.AddPolyline(chevron.data(), static_cast<int>(chevron.size()), theme_.navy, ImDrawFlags_None,
                          px(6));
    }
    auto& node = add_node(id, Role::button, title, at);
    node.value = subtitle;
    node.enabled = enabled;
    node.pressed = t.pressed;
    return t.activated;
}

bool Ui::button(std::string_view id, const Rect& at, std::string_view label, ButtonStyle style, Icon icon,
                bool enabled) {
    const Touch t = touch(id, at, enabled);
    Color surface = theme_.surface;
    Color ink = theme_.navy;
    Color line = theme_.navy;
    if (style == ButtonStyle::primary) {
        surface = t.pressed ? theme_.navy_pressed : theme_.navy;
        ink = theme_.on_dark;
    } else if (t.pressed) {
        surface = theme_.navy_tint;
    }
    if (style == ButtonStyle::quiet && !t.pressed) {
        surface = 0;
        line = 0;
    }
    if (!enabled) {
        surface = theme_.disabled;
        ink = theme_.ink_soft;
        line = theme_.line;
    }
    if (surface != 0) list_.AddRectFilled(top_left(at), bottom_right(at), surface, theme_.radius());
    if (line != 0 && style != ButtonStyle::primary)
        list_.AddRect(top_left(at), bottom_right(at), line, theme_.radius(), ImDrawFlags_None, px(3));

    const float icon_size = icon == Icon::none ? 0 : px(48);
    const float gap = icon == Icon::none || label.empty() ? 0 : px(18);
    const float room = at.w - px(32) - icon_size - gap;
    const float label_width = std::min(text_width(label, TextStyle::body, true), room);
    const float height = text_height(label, room, TextStyle::body, true);
    const float left = at.center_x() - (icon_size + gap + label_width) / 2;
    if (icon != Icon::none)
        draw_icon(list_, icon, {left, at.center_y() - icon_size / 2, icon_size, icon_size}, ink);
    if (!label.empty())
        draw_text(
            {left + icon_size + gap, at.center_y() - height / 2, std::max(label_width + 1, 1.0F), height},
            label, TextStyle::body, Align::center, ink, true);
    auto& node = add_node(id, Role::button, label, at);
    node.enabled = enabled;
    node.pressed = t.pressed;
    return t.activated;
}

bool Ui::list_item(std::string_view id, const Rect& at, std::string_view title, std::string_view subtitle,
                   std::string_view badge, Tone badge_tone) {
    const Touch t = touch(id, at, true);
    list_.AddRectFilled(top_left(at), bottom_right(at), t.pressed ? theme_.navy_tint : theme_.surface,
                        theme_.radius());
    list_.AddRect(top_left(at), bottom_right(at), t.pressed ? theme_.navy : theme_.line, theme_.radius(),
                  ImDrawFlags_None, px(t.pressed ? 5 : 2));
    const float pad = px(36);
    const auto colors = theme_.tone(badge_tone);
    const float badge_width = badge.empty() ? 0 : text_width(badge, TextStyle::small, true) + px(40);
    const Rect chip{at.right() - pad - px(40) - badge_width, at.center_y() - px(32), badge_width, px(64)};
    if (!badge.empty()) {
        list_.AddRectFilled(top_left(chip), bottom_right(chip), colors.surface, px(32));
        line(chip, badge, TextStyle::small, Align::center, colors.ink, true);
    }
    const float width = chip.x - px(24) - at.x - pad;
    const float title_height = text_height(title, width, TextStyle::heading, true);
    const float subtitle_height = text_height(subtitle, width, TextStyle::small);
    const float y = at.center_y() - (title_height + px(6) + subtitle_height) / 2;
    draw_text({at.x + pad, y, width, title_height}, title, TextStyle::heading, Align::left, theme_.ink, true);
    draw_text({at.x + pad, y + title_height + px(6), width, subtitle_height}, subtitle, TextStyle::small,
              Align::left, theme_.ink_soft, false);
    const float ax = at.right() - pad - px(8);
    const std::array<ImVec2, 3> chevron{{{ax - px(10), at.center_y() - px(18)},
                                         {ax + px(8), at.center_y()},
                                         {ax - px(10), at.center_y() + px(18)}}};
    list_.AddPolyline(chevron.data(), static_cast<int>(chevron.size()), theme_.navy, ImDrawFlags_None, px(6));
    auto& node = add_node(id, Role::listitem, title, at);
    node.value = subtitle;
    node.pressed = t.pressed;
    return t.activated;
}

std::optional<char> Ui::keypad(std::string_view id, const Rect& at, bool with_x) {
    std::optional<char> touched;
    const float gap = px(20);
    const std::array<char, 12> keys{'1', '2', '3', '4', '5', '6', '7', '8', '9', with_x ? 'X' : ' ',
                                    '0', '<'};
    const auto rows = at.rows(4, gap);
    for (size_t i = 0; i < keys.size(); ++i) {
        const char key = keys[i];
        if (key == ' ') continue;
        const Rect cell = rows[i / 3].columns(3, gap)[i % 3];
        const std::string key_id =
            std::string(id) + "." + (key == '<' ? std::string("erase") : std::string(1, key));
        const Touch t = touch(key_id, cell, true);
        list_.AddRectFilled(top_left(cell), bottom_right(cell), t.pressed ? theme_.navy : theme_.surface,
                            theme_.radius());
        list_.AddRect(top_left(cell), bottom_right(cell), theme_.line, theme_.radius(), ImDrawFlags_None,
                      px(2));
        const Color ink = t.pressed ? theme_.on_dark : theme_.ink;
        if (key == '<')
            draw_icon(list_, Icon::erase,
                      {cell.center_x() - px(36), cell.center_y() - px(36), px(72), px(72)}, ink);
        else
            line(cell, std::string_view(&key, 1), TextStyle::digits, Align::center, ink, true);
        add_node(key_id, Role::button, key == '<' ? locale_.text("keypad.erase") : std::string(1, key), cell)
            .pressed = t.pressed;
        if (t.activated) touched = key;
    }
    return touched;
}

void Ui::scroll_area(std::string_view id, const Rect& at, const std::function<float(Rect)>& content) {
    const std::string key(id);
    float& offset = memory_.scroll[key];
    const float side = px(112);
    Rect inside = at;
    // The height is known after drawing; the last frame's tells whether the buttons are needed.
    float& known_height = memory_.scroll[key + ".height"];
    const bool tall = known_height > at.h + 1;
    if (tall) inside.w -= side + px(24);

    const bool over = inside.contains(pointer_.x, pointer_.y);
    if (pointer_.pressed && over) memory_.drag_from = pointer_.y;
    if (pointer_.down && !pointer_.pressed && over && tall &&
        (memory_.dragging || std::abs(pointer_.y - memory_.drag_from) > px(24))) {
        memory_.dragging = true;
        offset += memory_.drag_from - pointer_.y;
        memory_.drag_from = pointer_.y;
    }
    const float most = std::max(0.0F, known_height - at.h);
    offset = std::clamp(offset, 0.0F, most);

    list_.PushClipRect(top_left(inside), bottom_right(inside), true);
    clip_ = inside;
    const float height = content({inside.x, std::round(inside.y - offset), inside.w, inside.h});
    if (height != known_height) memory_.layout_changed = true;
    known_height = height;
    clip_.reset();
    list_.PopClipRect();
    if (pointer_.released) memory_.dragging = false;
    if (!tall) return;

    const Rect rail{at.right() - side, at.y, side, at.h};
    if (button(key + ".up", {rail.x, rail.y, side, side}, "", ButtonStyle::secondary, Icon::up, offset > 0))
        offset -= at.h * 0.8F;
    if (button(key + ".down", {rail.x, rail.bottom() - side, side, side}, "", ButtonStyle::secondary,
               Icon::down, offset < most))
        offset += at.h * 0.8F;
    offset = std::clamp(offset, 0.0F, most);
    const Rect track{rail.center_x() - px(5), rail.y + side + px(20), px(10), rail.h - 2 * side - px(40)};
    fill(track, theme_.line, px(5));
    const float thumb = std::max(px(48), track.h * at.h / known_height);
    fill({track.x, track.y + (track.h - thumb) * (most > 0 ? offset / most : 0), track.w, thumb}, theme_.navy,
         px(5));
}

}  // namespace lobby::kiosk::ui
