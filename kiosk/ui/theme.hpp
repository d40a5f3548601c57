// The design tokens: type scale, spacing, colours. Sizes are for a screen whose shorter side has 1080 pixels
// and scale with it. Text colours have a contrast of 7:1 or more on the surfaces they are used on
// (WCAG 2.2, 1.4.6).
#pragma once

#include <cstdint>

namespace lobby::kiosk::ui {

// 0xAABBGGRR, as Dear ImGui packs them.
using Color = uint32_t;

constexpr Color rgb(uint32_t hex, uint32_t alpha = 255) {
    return (alpha << 24) | ((hex & 0xFF) << 16) | (hex & 0xFF00) | ((hex >> 16) & 0xFF);
}

enum class TextStyle { display, title, heading, body, small, digits };
enum class Tone { neutral, calm, good, warning, trouble };

struct ToneColors {
    Color surface;
    Color line;
    Color ink;
};

struct Theme {
    float unit = 1;  // pixels of the screen for a pixel of the design

    // Surfaces and inks.
    Color page = rgb(0xF7F3EC);
    Color surface = rgb(0xFFFFFF);
    Color line = rgb(0xDDD3C3);
    Color ink = rgb(0x1C1D22);
    Color ink_soft = rgb(0x45474F);
    Color navy = rgb(0x16325C);
    Color navy_pressed = rgb(0x0C2145);
    Color navy_tint = rgb(0xE7ECF4);
    Color red = rgb(0x9B1C1F);
    Color gold = rgb(0xC59A4A);  // ornament only, never text
    Color on_dark = rgb(0xFFFFFF);
    Color on_dark_soft = rgb(0xDCE5F2);
    Color disabled = rgb(0xECE7DE);
    Color scrim = rgb(0x101522, 150);

    [[nodiscard]] ToneColors tone(Tone tone) const;
    [[nodiscard]] float px(float design) const { return design * unit; }
    // The em: about the height of a Chinese character. Read standing, from 60 cm, by people of any age: none
    // is smaller than 30.
    [[nodiscard]] float text_size(TextStyle style) const;
    [[nodiscard]] float gap() const { return px(32); }
    [[nodiscard]] float margin() const { return px(64); }
    [[nodiscard]] float radius() const { return px(20); }
    [[nodiscard]] float bar_height() const { return px(132); }  // header and navigation

    static Theme for_screen(float width, float height);
};

}  // namespace lobby::kiosk::ui
