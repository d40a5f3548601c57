#pragma once

#include <array>
#include <cstdint>

#include "kiosk/ui/raster/canvas.hpp"

struct ImTextureData;

namespace lobby::kiosk::ui {

struct TriangleVertex {
    std::int32_t x = 0;  // 1/256 pixel
    std::int32_t y = 0;
    float u = 0;
    float v = 0;
    std::uint32_t colour = 0;  // 0xAARRGGBB, not premultiplied
};

// A triangle as graphics hardware draws it: a pixel belongs to it when its centre does, a centre on an edge
// belongs to the triangle that it is the top or left edge of. Neighbours so neither overlap nor leave a gap.
struct Triangle {
    std::array<TriangleVertex, 3> vertices;
    // No texture: colours alone. With one: bilinear, clamped to its border. Borrowed.
    const ImTextureData* texture = nullptr;
};

// Draws the part of it in `clip`, which must be inside the canvas. What a pixel becomes does not depend on
// `clip`.
void draw_triangle(const Canvas& canvas, const PixelRect& clip, const Triangle& triangle);

[[nodiscard]] PixelRect bounds_of(const Triangle& triangle);

// Colour of a texel with the four corners weighed; (u, v) in 0..1 over the texture.
[[nodiscard]] std::uint32_t sample_texture(const ImTextureData& texture, float u, float v);

}  // namespace lobby::kiosk::ui
