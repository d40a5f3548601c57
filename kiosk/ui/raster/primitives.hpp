#pragma once

#include <cstdint>
#include <vector>

#include <imgui.h>

#include "kiosk/ui/raster/canvas.hpp"
#include "kiosk/ui/raster/triangle.hpp"

namespace lobby::kiosk::ui {

// What ImDrawData comes down to once its index lists are read: most of a screen is plain rectangles and
// glyphs.
struct Primitive {
    enum class Kind : std::uint8_t { rectangle, glyph, triangle };

    Kind kind = Kind::rectangle;
    PixelRect bounds;            // what it can touch: its own extent, within its clip and the canvas
    std::uint64_t identity = 0;  // equal when what it draws is equal
    std::uint32_t colour = 0;    // rectangle, glyph: 0xAARRGGBB
    // glyph: Alpha8 coverage copied texel by pixel; texel (texel_x, texel_y) falls on pixel (x, y). Borrowed.
    const ImTextureData* texture = nullptr;
    int x = 0;
    int y = 0;
    int texel_x = 0;
    int texel_y = 0;
    Triangle shape;  // triangle
};

// Reads the draw lists in drawing order. Callbacks are not supported and passed over, as are textures that
// are not ImTextureData and vertices that are not finite. Glyphs that are drawn one texel a pixel are put on
// whole pixels: text stays sharp wherever a layout placed it. `result` is cleared first and keeps its memory
// from frame to frame.
void collect_primitives(const ImDrawData& data, const PixelRect& canvas, std::vector<Primitive>& result);

// Draws what of it falls in `clip`; `clip` must be inside the canvas.
void draw_primitive(const Canvas& canvas, const PixelRect& clip, const Primitive& primitive);

}  // namespace lobby::kiosk::ui
