// The widgets that are touched.
#include <algorithm>
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

// Title and subtitle of a tile, from the largest pair down.
struct TileStyles {
    TextStyle title;
    TextStyle subtitle;
};
constexpr float tile_pad_upright = 24;
constexpr float tile_pad = 40;
constexpr float tile_arrow = 48;
constexpr float letter_plate = 110;
constexpr float letter_pad = 28;
constexpr std::array<TileStyles, 4> tile_styles{{{TextStyle::title, TextStyle::body},
                                                 {TextStyle::heading, TextStyle::body},
                                                 {TextStyle::heading, TextStyle::small},
                                                 {TextStyle::body, TextStyle::small}}};

}  // namespace

void Ui::chevron(float right, float middle, Color color) {
    const std::array<ImVec2, 3> points{
        {{right - px(18), middle - px(18)}, {right, middle}, {right - px(18), middle + px(18)}}};
    list_.AddPolyline(points.data(), static_cast<int>(points.size()), color, ImDrawFlags_None, px(6));
}

bool Ui::big_button(std::string_view id, const Rect& at, Icon icon, std::string_view title,
                    std::string_view subtitle, ButtonStyle style, bool enabled, TextStyle largest_title) {
    return tile(id, at, {icon, 0}, title, subtitle, style, enabled, largest_title);
}

bool Ui::letter_tile(std::string_view id, const Rect& at, char letter, std::string_view title,
                     std::string_view subtitle, bool enabled, TextStyle largest_title) {
    return tile(id, at, {Icon::none, letter}, title, subtitle, ButtonStyle::secondary, enabled,
                largest_title);
}

float Ui::letter_tile_room(float width) const {
    return width - 4 * px(letter_pad) - std::min(px(letter_plate), width * 0.2F) - px(tile_arrow);
}

float Ui::letter_tile_height(float width, std::string_view title, std::string_view subtitle) const {
    const float room = letter_tile_room(width);
    return text_height(title, room, TextStyle::body, true) + text_height(subtitle, room, TextStyle::small) +
           px(6 + 30);
}

bool Ui::tile(std::string_view id, const Rect& at, Picture shown, std::string_view title,
              std::string_view subtitle, ButtonStyle style, bool enabled, TextStyle largest_title) {
    const Touch t = touch(id, at, enabled);
    const bool dark = enabled && style == ButtonStyle::primary;
    const Color surface = !enabled ? theme_.disabled
                          : dark   ? (t.pressed ? theme_.navy_pressed : theme_.navy)
                                   : (t.pressed ? theme_.navy_tint : theme_.surface);
    list_.AddRectFilled(top_left(at), bottom_right(at), surface, theme_.radius());
    if (!dark)
        list_.AddRect(top_left(at), bottom_right(at), t.pressed ? theme_.navy : theme_.line, theme_.radius(),
                      ImDrawFlags_None, px(t.pressed ? 5 : 2));

    const bool upright =
        shown.letter == 0 && at.h > at.w * 0.66F;  // a tall tile has its picture above its words
    const float pad = px(upright ? tile_pad_upright : shown.letter != 0 ? letter_pad : tile_pad);
    const float largest = px(shown.letter != 0 ? letter_plate : 176);
    const float badge =
        upright ? std::min(px(150), at.h * 0.3F) : std::min({at.h - 1.4F * pad, largest, at.w * 0.2F});
    const float arrow = upright ? 0 : px(tile_arrow);
    const float left = upright ? at.x + pad : at.x + 2 * pad + badge;
    const float width = at.right() - pad - arrow - left;
    const float room = upright ? at.h - badge - px(100) : at.h - px(24);
    const float gap = px(6);
    TileStyles chosen = tile_styles.back();
    float title_height = 0;
    float subtitle_height = 0;
    for (const auto& styles : tile_styles) {
        if (theme_.text_size(styles.title) > theme_.text_size(largest_title)) continue;
        chosen = styles;
        title_height = text_height(title, width, styles.title, true);
        subtitle_height = text_height(subtitle, width, styles.subtitle) + gap;
        // A title on one line beats a larger one on two.
        if (title_height <= theme_.text_size(styles.title) * 2 && title_height + subtitle_height <= room)
            break;
    }
    // Upright tiles stand beside each other: room for two lines below the title keeps them level.
    const float below =
        upright ? std::max(subtitle_height, 2.9F * theme_.text_size(chosen.subtitle)) : subtitle_height;
    const float block = title_height + below + (upright ? badge + px(32) : 0);
    float y = at.center_y() - block / 2;
    const Rect picture = upright ? Rect{at.center_x() - badge / 2, y, badge, badge}
                                 : Rect{at.x + pad, at.center_y() - badge / 2, badge, badge};
    const Color plate = !enabled ? theme_.ink_soft : dark ? theme_.surface : theme_.navy;
    list_.AddRectFilled(top_left(picture), bottom_right(picture), plate, theme_.radius());
    if (shown.letter != 0) {
        line(picture, std::string_view(&shown.letter, 1), TextStyle::title, Align::center, theme_.on_dark,
             true);
        words_ = {};  // an ornament: the number that comes of it says it again
    } else {
        draw_icon(list_, shown.icon, picture.inset(badge * 0.2F), dark ? theme_.navy : theme_.on_dark);
    }

    if (upright) y += badge + px(32);
    const Align align = upright ? Align::center : Align::left;
    draw_text({left, y, width, title_height}, title, chosen.title, align, dark ? theme_.on_dark : theme_.ink,
              true);
    y += title_height + gap;
    draw_text({left, y, width, subtitle_height}, subtitle, chosen.subtitle, align,
              dark ? theme_.on_dark_soft : theme_.ink_soft, false);
    if (!upright && enabled) chevron(at.right() - pad, at.center_y(), dark ? theme_.gold : theme_.navy);
    auto& node = add_node(id, Role::button, title, at);
    node.value = subtitle;
    node.enabled = enabled;
    node.pressed = t.pressed;
    return t.activated;
}

bool Ui::button(std::string_view id, const Rect& at, std::string_view label, ButtonStyle style, Icon icon,
                bool enabled) {
    const Touch t = touch(id, at, enabled);
    Color surface = t.pressed ? theme_.navy_tint : theme_.surface;
    Color ink = theme_.navy;
    Color line = theme_.navy;
    if (style == ButtonStyle::primary) {
        surface = t.pressed ? theme_.navy_pressed : theme_.navy;
        ink = theme_.on_dark;
    }
    if (!enabled) {
        surface = theme_.disabled;
        ink = theme_.ink_soft;
        line = theme_.line;
    }
    list_.AddRectFilled(top_left(at), bottom_right(at), surface, theme_.radius());
    if (style != ButtonStyle::primary || !enabled)
        list_.AddRect(top_left(at), bottom_right(at), line, theme_.radius(), ImDrawFlags_None, px(3));

    // Words before pictures: an icon goes where it would break the label.
    const float with_icon = at.w - px(32) - px(52 + 18);
    if (text_width(label, TextStyle::body, true) > with_icon) icon = Icon::none;
    const float icon_size = icon == Icon::none ? 0 : px(52);
    const float gap = icon == Icon::none ? 0 : px(18);
    const float room = at.w - px(32) - icon_size - gap;
    const TextStyle text_style = largest_that_fits(
        label, room, at.h - px(16),
        at.h > px(120)
            ? std::initializer_list<TextStyle>{TextStyle::heading, TextStyle::body, TextStyle::small}
            : std::initializer_list<TextStyle>{TextStyle::body, TextStyle::small},
        true);
    const float label_width = std::min(text_width(label, text_style, true), room);
    const float height = text_height(label, room, text_style, true);
    const float left = at.center_x() - (icon_size + gap + label_width) / 2;
    if (icon != Icon::none)
        draw_icon(list_, icon, {left, at.center_y() - icon_size / 2, icon_size, icon_size}, ink);
    draw_text({left + icon_size + gap, at.center_y() - height / 2, label_width + 1, height}, label,
              text_style, Align::center, ink, true);
    auto& node = add_node(id, Role::button, label, at);
    node.enabled = enabled;
    node.pressed = t.pressed;
    return t.activated;
}

namespace {

// Of a list's row: its inside, without the arrow.
constexpr float row_pad = 34;
constexpr float row_arrow = 56;
constexpr float badge_height = 62;

}  // namespace

float Ui::list_item_height(float width, std::string_view title, std::string_view subtitle,
                           std::string_view badge) const {
    const float inside = width - 2 * px(row_pad) - px(row_arrow);
    return text_height(title, inside, TextStyle::heading, true) +
           text_height(subtitle, inside, TextStyle::small) + (badge.empty() ? 0 : px(badge_height) + px(12)) +
           px(8) + 1.6F * px(row_pad);
}

bool Ui::list_item(std::string_view id, const Rect& at, std::string_view title, std::string_view subtitle,
                   std::string_view badge, Tone badge_tone) {
    const Touch t = touch(id, at, true);
    list_.AddRectFilled(top_left(at), bottom_right(at), t.pressed ? theme_.navy_tint : theme_.surface,
                        theme_.radius());
    list_.AddRect(top_left(at), bottom_right(at), t.pressed ? theme_.navy : theme_.line, theme_.radius(),
                  ImDrawFlags_None, px(t.pressed ? 5 : 2));
    Rect inside{at.x + px(row_pad), at.y + 0.8F * px(row_pad), at.w - 2 * px(row_pad) - px(row_arrow), at.h};
    inside.take_top(draw_text(inside, title, TextStyle::heading, Align::left, theme_.ink, true), px(8));
    if (!badge.empty()) {
        const auto colors = theme_.tone(badge_tone);
        const float width = std::min(inside.w, text_width(badge, TextStyle::small, true) + px(48));
        const Rect chip{inside.x, inside.y, width, px(badge_height)};
        list_.AddRectFilled(top_left(chip), bottom_right(chip), colors.surface, chip.h / 2);
        line(chip, badge, TextStyle::small, Align::center, colors.ink, true);
        inside.take_top(chip.h, px(12));
    }
    draw_text(inside, subtitle, TextStyle::small, Align::left, theme_.ink_soft, false);
    chevron(at.right() - px(row_pad), at.center_y(), theme_.navy);
    auto& node = add_node(id, Role::listitem, title, at);
    node.value = badge.empty() ? std::string(subtitle) : std::string(badge) + "\n" + std::string(subtitle);
    node.pressed = t.pressed;
    return t.activated;
}

bool Ui::key_cap(const std::string& id, const Rect& at, char key, bool enabled) {
    const Touch t = touch(id, at, enabled);
    const Color surface = !enabled ? theme_.disabled : t.pressed ? theme_.navy : theme_.surface;
    list_.AddRectFilled(top_left(at), bottom_right(at), surface, theme_.radius());
    list_.AddRect(top_left(at), bottom_right(at), theme_.line, theme_.radius(), ImDrawFlags_None, px(2));
    const Color ink = t.pressed ? theme_.on_dark : enabled ? theme_.ink : theme_.ink_soft;
    const float picture = std::min({px(80), at.w * 0.6F, at.h * 0.6F});
    if (key == '<')
        draw_icon(list_, Icon::erase,
                  {at.center_x() - picture / 2, at.center_y() - picture / 2, picture, picture}, ink);
    else
        line(at, std::string_view(&key, 1), TextStyle::digits, Align::center, ink, true);
    auto& node =
        add_node(id, Role::button, key == '<' ? locale_.text("keypad.erase") : std::string(1, key), at);
    node.pressed = t.pressed;
    node.enabled = enabled;
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
        const std::string name = key == '<' ? "erase" : key == 'X' ? "x" : std::string(1, key);
        if (key_cap(std::string(id) + "." + name, cell, key, true)) touched = key;
    }
    return touched;
}

std::optional<char> Ui::letters(std::string_view id, const Rect& at, std::string_view offered) {
    constexpr int columns = 6;
    constexpr int all = 26;
    std::optional<char> touched;
    const float gap = px(16);
    const auto rows = at.rows((all + 1 + columns - 1) / columns, gap);
    for (int i = 0; i <= all; ++i) {
        const char key = i == all ? '<' : static_cast<char>('A' + i);
        // The last key stands in the corner, where the digits have it too.
        const int place = i == all ? static_cast<int>(rows.size()) * columns - 1 : i;
        const Rect cell = rows[static_cast<size_t>(place / columns)].columns(
            columns, gap)[static_cast<size_t>(place % columns)];
        const bool enabled = key == '<' || offered.empty() || offered.find(key) != std::string_view::npos;
        const std::string name = key == '<' ? "erase" : std::string(1, static_cast<char>(key - 'A' + 'a'));
        if (key_cap(std::string(id) + "." + name, cell, key, enabled)) touched = key;
    }
    return touched;
}

bool Ui::choice(std::string_view id, const Rect& at, Icon icon, std::string_view label, bool chosen) {
    const Touch t = touch(id, at, true);
    const Color surface = t.pressed ? theme_.navy_pressed : chosen ? theme_.navy : theme_.surface;
    const Color ink = t.pressed || chosen ? theme_.on_dark : theme_.navy;
    list_.AddRectFilled(top_left(at), bottom_right(at), surface, theme_.radius());
    if (!chosen)
        list_.AddRect(top_left(at), bottom_right(at), theme_.line, theme_.radius(), ImDrawFlags_None, px(3));
    const bool pictured = icon != Icon::none;
    const TextStyle style = pictured ? TextStyle::small : TextStyle::body;
    const float pad = px(pictured ? 8 : 20);
    // Words alone have a place for the tick that marks them; a picture is turned dark, and its words bold.
    const float tick = pictured ? 0 : px(58);
    const Rect inside{at.x + pad + tick, at.y, at.w - 2 * pad - tick, at.h};
    const TextStyle fitting = largest_that_fits(label, inside.w, at.h, {style, TextStyle::small}, true);
    const float words = text_height(label, inside.w, fitting, true);
    const float picture = pictured ? std::min(at.w * 0.62F, at.h - words - px(52)) : 0;
    const float gap = pictured ? px(16) : 0;
    const float top = at.center_y() - (picture + gap + words) / 2;
    if (pictured) draw_icon(list_, icon, {at.center_x() - picture / 2, top, picture, picture}, ink);
    if (!pictured && chosen)
        draw_icon(list_, Icon::check, {at.x + pad, at.center_y() - px(20), px(40), px(40)}, ink);
    if (!pictured && !chosen)
        list_.AddCircle({at.x + pad + px(20), at.center_y()}, px(16), theme_.ink_soft, 0, px(3));
    draw_text({inside.x, top + picture + gap, inside.w, words}, label, fitting,
              pictured ? Align::center : Align::left, ink, true);
    auto& node = add_node(id, Role::button, label, at);
    node.pressed = t.pressed;
    node.current = chosen;
    return t.activated;
}

bool Ui::scroll_button(const std::string& id, const Rect& at, std::string_view label, Icon icon,
                       bool enabled) {
    const Touch t = touch(id, at, enabled);
    const Color ink = enabled ? theme_.navy : theme_.ink_soft;
    list_.AddRectFilled(top_left(at), bottom_right(at),
                        !enabled    ? theme_.disabled
                        : t.pressed ? theme_.navy_tint
                                    : theme_.surface,
                        theme_.radius());
    list_.AddRect(top_left(at), bottom_right(at), enabled ? theme_.navy : theme_.line, theme_.radius(),
                  ImDrawFlags_None, px(3));
    const float pitch = std::round(theme_.text_size(TextStyle::small) * 1.45F);
    const float arrow = px(52);
    const float top = at.center_y() - (arrow + pitch) / 2;
    const Rect picture{at.center_x() - arrow / 2, icon == Icon::up ? top : top + pitch, arrow, arrow};
    draw_icon(list_, icon, picture, ink);
    line({at.x, icon == Icon::up ? top + arrow : top, at.w, pitch}, label, TextStyle::small, Align::center,
         ink, true);
    auto& node = add_node(id, Role::button, label, at);
    node.enabled = enabled;
    node.pressed = t.pressed;
    return t.activated;
}

void Ui::scroll_area(std::string_view id, const Rect& at, const std::function<float(Rect)>& content) {
    const std::string key(id);
    float& offset = memory_.scroll[key];
    const float side = px(124);
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
    // What goes on above or below fades away: a cut line is no end.
    if (offset > 0) fade({inside.x, inside.y, inside.w, px(56)}, true);
    if (offset < most) fade({inside.x, inside.bottom() - px(56), inside.w, px(56)}, false);
    list_.PopClipRect();
    if (pointer_.released) memory_.dragging = false;
    if (!tall) return;

    const float button = px(150);
    const Rect rail{at.right() - side, at.y, side, at.h};
    if (scroll_button(key + ".up", {rail.x, rail.y, side, button}, locale_.text("scroll.up"), Icon::up,
                      offset > 0))
        offset -= at.h * 0.8F;
    if (scroll_button(key + ".down", {rail.x, rail.bottom() - button, side, button},
                      locale_.text("scroll.down"), Icon::down, offset < most))
        offset += at.h * 0.8F;
    offset = std::clamp(offset, 0.0F, most);
    const Rect track{rail.center_x() - px(5), rail.y + button + px(20), px(10), rail.h - 2 * button - px(40)};
    if (track.h < px(60)) return;
    fill(track, theme_.line, px(5));
    const float thumb = std::max(px(48), track.h * at.h / known_height);
    fill({track.x, track.y + (track.h - thumb) * (most > 0 ? offset / most : 0), track.w, thumb}, theme_.navy,
         px(5));
}

void Ui::fade(const Rect& at, bool from_top) {
    constexpr int bands = 8;
    const float each = at.h / bands;
    for (int i = 0; i < bands; ++i) {
        const int strength = 255 * (from_top ? bands - i : i + 1) / bands;
        const Color color = (theme_.page & 0x00FFFFFFU) | (static_cast<Color>(strength) << 24);
        fill({at.x, at.y + each * static_cast<float>(i), at.w, each}, color);
    }
}

}  // namespace lobby::kiosk::ui
