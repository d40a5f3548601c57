#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace lobby::kiosk::ui {

// A rectangle of whole pixels; right and bottom are not part of it.
struct PixelRect {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;

    [[nodiscard]] int width() const { return right - left; }
    [[nodiscard]] int height() const { return bottom - top; }
    [[nodiscard]] bool empty() const { return right <= left || bottom <= top; }
    [[nodiscard]] bool contains(const PixelRect& other) const {
        return left <= other.left && top <= other.top && right >= other.right && bottom >= other.bottom;
    }
    friend bool operator==(const PixelRect&, const PixelRect&) = default;
};

[[nodiscard]] inline PixelRect intersection(const PixelRect& a, const PixelRect& b) {
    return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
            std::min(a.bottom, b.bottom)};
}

// Borrowed pixels, 0xXXRRGGBB in the machine's byte order (blue first in memory on little-endian machines,
// which is SDL_PIXELFORMAT_RGB888, the format of an X11 window surface). Pitch in pixels.
struct Canvas {
    std::uint32_t* pixels = nullptr;
    int width = 0;
    int height = 0;
    int pitch = 0;

    [[nodiscard]] std::uint32_t* row(int y) const { return pixels + static_cast<std::ptrdiff_t>(pitch) * y; }
    [[nodiscard]] PixelRect bounds() const { return {0, 0, width, height}; }
};

}  // namespace lobby::kiosk::ui
