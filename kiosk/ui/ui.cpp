#include "kiosk/ui/ui.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <imgui.h>
#include <imgui_internal.h>

#include "kiosk/ui/text_layout.hpp"

namespace lobby::kiosk::ui {

namespace {

constexpr float line_spacing = 1.45F;  // lines of text from one to the next, in ems
// FreeType's loader takes a size for ascent and descent together: 1.160 and 0.288 em in Noto Sans CJK. The
// middle of a Chinese character lies a little below the middle of these.
constexpr float loader_size = 1.448F;
constexpr float optical_lift = 0.05F;
constexpr uint32_t double_tap_ms = 400;

ImVec2 top_left(const Rect& r) {
    return {r.x, r.y};
}
ImVec2 bottom_right(const Rect& r) {
    return {r.right(), r.bottom()};
}

// Glyphs are made in whole sizes. Text of any other size would be stretched from them: blurred, and four
// times as slow.
float loader_pixels(float em) {
    return std::round(em * loader_size);
}

}  // namespace

Ui::Ui(float width, float height, uint32_t now_ms, const Pointer& pointer, UiMemory& memory,
       const Theme& theme, const Fonts& fonts, const Locale& locale, ImDrawList& list)
    : width_(width),
      height_(height),
      now_ms_(now_ms),
      pointer_(pointer),
      memory_(memory),
      theme_(theme),
      fonts_(fonts),
      locale_(locale),
      list_(list) {
    tree_.language = locale.language();
    memory_.photos.clear();
}

// ---- place
// ---------------------------------------------------------------------------------------------------------

Rect Ui::begin_screen(std::string_view id, std::string_view title) {
    tree_.screen = id;
    fill(screen(), theme_.page);
    parent_ = -1;
    add_node(id, Role::screen, title, screen());
    parent_ = 0;
    if (memory_.last_screen != id) {
        memory_.last_screen = id;
        memory_.captured.clear();
        memory_.scroll.clear();
    }
    return screen();
}

Rect Ui::begin_dialog(std::string_view id, std::string_view label, float width, float height) {
    fill(screen(), theme_.scrim);
    // What lies below is out of reach while the dialog is there.
    for (auto& node : tree_.nodes) node.enabled = false;
    memory_.captured = memory_.captured.starts_with(id) ? memory_.captured : std::string();
    const Rect at{(width_ - width) / 2, (height_ - height) / 2, width, height};
    panel(at, Tone::neutral);
    parent_ = -1;
    add_node(id, Role::dialog, label, at);
    parent_ = static_cast<int>(tree_.nodes.size()) - 1;
    return at.inset(px(48));
}

Node& Ui::add_node(std::string_view id, Role role, std::string_view label, const Rect& at) {
    Node node;
    node.id = id;
    node.role = role;
    node.label = label;
    node.bounds = at;
    node.shown = clip_ ? common(at, *clip_) : at;
    node.words = std::exchange(words_, Rect{});
    node.visible = visible(at);
    node.parent = parent_;
    tree_.nodes.push_back(std::move(node));
    return tree_.nodes.back();
}

bool Ui::visible(const Rect& at) const {
    return !clip_ || (at.bottom() > clip_->y && at.y < clip_->bottom());
}

// ---- touch
// ---------------------------------------------------------------------------------------------------------

Ui::Touch Ui::touch(std::string_view id, const Rect& at, bool enabled) {
    if (!enabled) return {};
    const bool inside =
        at.contains(pointer_.x, pointer_.y) && (!clip_ || clip_->contains(pointer_.x, pointer_.y));
    if (pointer_.pressed && inside) {
        const bool same_spot =
            std::abs(pointer_.x - memory_.last_x) < px(60) && std::abs(pointer_.y - memory_.last_y) < px(60);
        const bool again =
            same_spot && now_ms_ - memory_.last_at_ms < double_tap_ms && memory_.last_screen != tree_.screen;
        if (!again) memory_.captured = id;
    }
    Touch result;
    if (memory_.captured != id || memory_.dragging) return result;
    result.pressed = pointer_.down && inside;
    if (pointer_.released) {
        result.activated = inside;
        memory_.captured.clear();
        if (inside) {
            memory_.last_x = pointer_.x;
            memory_.last_y = pointer_.y;
            memory_.last_at_ms = now_ms_;
        }
    }
    return result;
}

// ---- text
// ----------------------------------------------------------------------------------------------------------

ImFont& Ui::font(bool bold) const {
    return bold ? fonts_.bold() : fonts_.regular();
}

ImFontBaked& Ui::baked(TextStyle style, bool bold) const {
    return *font(bold).GetFontBaked(loader_pixels(theme_.text_size(style)));
}

float Ui::draw_text(const Rect& at, std::string_view text, TextStyle style, Align align, Color color,
                    bool bold) {
    const float em = theme_.text_size(style);
    const float size = loader_pixels(em);
    ImFontBaked& glyphs = baked(style, bold);
    const auto advance = [&](char32_t c) { return glyphs.GetCharAdvance(static_cast<ImWchar>(c)); };
    const float pitch = std::round(em * line_spacing);
    float y = at.y;
    for (const auto line : break_lines(text, at.w, advance)) {
        float used = 0;
        for (std::string_view rest = line; !rest.empty();) used += advance(take_code_point(rest));
        const float share = align == Align::left ? 0.0F : align == Align::center ? 0.5F : 1.0F;
        const float x = std::round(at.x + (at.w - used) * share);
        if (!line.empty()) {
            const float top = std::round(y + (pitch - size) / 2 - em * optical_lift);
            list_.AddText(&font(bold), size, {x, top}, color, line.data(), line.data() + line.size());
            words_ = united(words_, {x, y, used, pitch});
        }
        y += pitch;
    }
    return y - at.y;
}

float Ui::text_height(std::string_view text, float width, TextStyle style, bool bold) const {
    ImFontBaked& glyphs = baked(style, bold);
    const auto advance = [&](char32_t c) { return glyphs.GetCharAdvance(static_cast<ImWchar>(c)); };
    return std::round(theme_.text_size(style) * line_spacing) *
           static_cast<float>(break_lines(text, width, advance).size());
}

float Ui::text_width(std::string_view text, TextStyle style, bool bold) const {
    ImFontBaked& glyphs = baked(style, bold);
    float used = 0;
    while (!text.empty()) used += glyphs.GetCharAdvance(static_cast<ImWchar>(take_code_point(text)));
    return used;
}

TextStyle Ui::largest_that_fits(std::string_view text, float width, float height,
                                std::initializer_list<TextStyle> styles, bool bold) const {
    for (const TextStyle style : styles)
        if (text_height(text, width, style, bold) <= height + 0.5F) return style;
    return *(styles.end() - 1);
}

float Ui::heading(std::string_view id, const Rect& at, std::string_view text, TextStyle style, Align align,
                  std::optional<Color> color) {
    const float height = draw_text(at, text, style, align, color.value_or(theme_.ink), true);
    add_node(id, Role::heading, text, {at.x, at.y, at.w, height});
    return height;
}

float Ui::paragraph(std::string_view id, const Rect& at, std::string_view text, TextStyle style, Align align,
                    std::optional<Color> color) {
    const float height = draw_text(at, text, style, align, color.value_or(theme_.ink), false);
    add_node(id, Role::text, text, {at.x, at.y, at.w, height});
    return height;
}

void Ui::line(const Rect& at, std::string_view text, TextStyle style, Align align, Color color, bool bold) {
    const float pitch = std::round(theme_.text_size(style) * line_spacing);
    draw_text({at.x, at.y + (at.h - pitch) / 2, at.w, pitch}, text, style, align, color, bold);
}

void Ui::plate(std::string_view id, const Rect& at, std::string_view word, Color color) {
    // The font's own measures at a size that is there already tell how large it may be.
    const float known = theme_.text_size(TextStyle::display);
    const float wide = std::max(1.0F, text_width(word, TextStyle::display, true));
    const float em = std::min(at.h * 0.86F, known * 0.97F * at.w / wide);
    const float size = loader_pixels(em);
    ImFont& glyphs = font(true);
    const float used = glyphs.CalcTextSizeA(size, 1e6F, 0, word.data(), word.data() + word.size()).x;
    const Rect ink{std::round(at.center_x() - used / 2), at.center_y() - em / 2, used, em};
    list_.AddText(&glyphs, size, {ink.x, std::round(at.center_y() - size / 2 - em * optical_lift)}, color,
                  word.data(), word.data() + word.size());
    words_ = united(words_, ink);
    add_node(id, Role::heading, word, at);
}

// ---- surfaces
// ------------------------------------------------------------------------------------------------------

void Ui::fill(const Rect& at, Color color, float radius) {
    list_.AddRectFilled(top_left(at), bottom_right(at), color, radius);
}

void Ui::panel(const Rect& at, Tone tone) {
    const auto colors = theme_.tone(tone);
    list_.AddRectFilled(top_left(at), bottom_right(at), colors.surface, theme_.radius());
    list_.AddRect(top_left(at), bottom_right(at), colors.line, theme_.radius(), ImDrawFlags_None,
                  std::max(1.0F, px(2)));
}

void Ui::icon(const Rect& at, Icon icon, Color color) {
    draw_icon(list_, icon, at, color);
}

void Ui::numeral(const Rect& at, int number, Color color) {
    const Rect words = words_;
    line(at, std::to_string(number), TextStyle::body, Align::center, color, true);
    words_ = words;
}

float Ui::banner_height(float width, std::string_view text, TextStyle style) const {
    const float pad = px(30);
    return std::max(px(64), text_height(text, width - 3 * pad - px(64), style)) + 2 * pad;
}

float Ui::banner(std::string_view id, const Rect& at, Tone tone, Icon icon, std::string_view text,
                 TextStyle style) {
    const float pad = px(30);
    const float mark = px(64);
    const Rect box{at.x, at.y, at.w, banner_height(at.w, text, style)};
    const auto colors = theme_.tone(tone);
    panel(box, tone);
    draw_icon(list_, icon, {box.x + pad, box.center_y() - mark / 2, mark, mark}, colors.ink);
    const float left = box.x + 2 * pad + mark;
    const Rect words{left, box.y, box.right() - pad - left, 0};
    const float height = text_height(text, words.w, style);
    draw_text({words.x, box.y + (box.h - height) / 2, words.w, height}, text, style, Align::left, colors.ink,
              false);
    add_node(id, Role::status, text, box);
    return box.h;
}

}  // namespace lobby::kiosk::ui
