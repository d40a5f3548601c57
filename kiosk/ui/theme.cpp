#include "kiosk/ui/theme.hpp"

#include <algorithm>

namespace lobby::kiosk::ui {

ToneColors Theme::tone(Tone tone) const {
    switch (tone) {
        case Tone::neutral:
            return {surface, line, ink};
        case Tone::calm:
            return {navy_tint, rgb(0xB9C7DD), navy};
        case Tone::good:
            return {rgb(0xE8F3EA), rgb(0xAFCFB6), rgb(0x154A29)};
        case Tone::warning:
            return {rgb(0xFFF3DA), rgb(0xE6C888), rgb(0x5E3A00)};
        case Tone::trouble:
            return {rgb(0xFBEAE8), rgb(0xE3B4B0), rgb(0x7D1518)};
    }
    return {surface, line, ink};
}

float Theme::text_size(TextStyle style) const {
    switch (style) {
        case TextStyle::display:
            return px(92);
        case TextStyle::title:
        case TextStyle::digits:
            return px(60);
        case TextStyle::heading:
            return px(46);
        case TextStyle::body:
            return px(37);
        case TextStyle::small:
            return px(31);
    }
    return px(37);
}

Theme Theme::for_screen(float width, float height) {
    Theme theme;
    theme.unit = std::min(width, height) / 1080.0F;
    return theme;
}

}  // namespace lobby::kiosk::ui
