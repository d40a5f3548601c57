// Rectangles in window pixels, and the few ways in which screens cut them up.
#pragma once

#include <algorithm>
#include <vector>

namespace lobby::kiosk::ui {

struct Rect {
    float x = 0;
    float y = 0;
    float w = 0;
    float h = 0;

    [[nodiscard]] float right() const { return x + w; }
    [[nodiscard]] float bottom() const { return y + h; }
    [[nodiscard]] float center_x() const { return x + w / 2; }
    [[nodiscard]] float center_y() const { return y + h / 2; }
    [[nodiscard]] bool contains(float px, float py) const {
        return px >= x && px < right() && py >= y && py < bottom();
    }
    [[nodiscard]] Rect inset(float by) const { return inset(by, by); }
    [[nodiscard]] Rect inset(float dx, float dy) const {
        return {x + dx, y + dy, std::max(0.0F, w - 2 * dx), std::max(0.0F, h - 2 * dy)};
    }

    // Cut a strip off one side; the rest stays.
    Rect take_top(float height, float gap = 0) {
        const Rect strip{x, y, w, std::min(height, h)};
        const float used = std::min(h, height + gap);
        y += used;
        h -= used;
        return strip;
    }
    Rect take_bottom(float height, float gap = 0) {
        const float strip_height = std::min(height, h);
        const Rect strip{x, bottom() - strip_height, w, strip_height};
        h = std::max(0.0F, h - height - gap);
        return strip;
    }
    Rect take_left(float width, float gap = 0) {
        const Rect strip{x, y, std::min(width, w), h};
        const float used = std::min(w, width + gap);
        x += used;
        w -= used;
        return strip;
    }
    // n columns or rows of equal size.
    [[nodiscard]] std::vector<Rect> columns(int n, float gap) const {
        std::vector<Rect> out;
        out.reserve(static_cast<size_t>(n));
        const float each = (w - gap * static_cast<float>(n - 1)) / static_cast<float>(n);
        for (int i = 0; i < n; ++i) out.push_back({x + static_cast<float>(i) * (each + gap), y, each, h});
        return out;
    }
    [[nodiscard]] std::vector<Rect> rows(int n, float gap) const {
        std::vector<Rect> out;
        out.reserve(static_cast<size_t>(n));
        const float each = (h - gap * static_cast<float>(n - 1)) / static_cast<float>(n);
        for (int i = 0; i < n; ++i) out.push_back({x, y + static_cast<float>(i) * (each + gap), w, each});
        return out;
    }
    [[nodiscard]] bool empty() const { return w <= 0 || h <= 0; }
    friend bool operator==(const Rect&, const Rect&) = default;
};

// The smallest rectangle around both; an empty one does not count.
[[nodiscard]] inline Rect united(const Rect& a, const Rect& b) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    const float x = std::min(a.x, b.x);
    const float y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

// What both cover; empty where they only touch.
[[nodiscard]] inline Rect common(const Rect& a, const Rect& b) {
    const float x = std::max(a.x, b.x);
    const float y = std::max(a.y, b.y);
    return {x, y, std::max(0.0F, std::min(a.right(), b.right()) - x),
            std::max(0.0F, std::min(a.bottom(), b.bottom()) - y)};
}

}  // namespace lobby::kiosk::ui
