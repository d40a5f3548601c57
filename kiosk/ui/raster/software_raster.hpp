// Draws Dear ImGui's output into memory, without a GPU, and only where it changed: the screen is divided into
// tiles, each with a hash of what falls on it; a tile whose hash stayed is not touched.
//
// Glyph and rectangle quads take a direct path; everything else (rounded shapes, strokes) is triangles with
// colour interpolation. Not made for lines that use the atlas's baked textures (switch AntiAliasedLinesUseTex
// off).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

struct ImDrawData;
struct ImTextureData;

namespace lobby::kiosk::ui {

// 32 bits a pixel, 0xXXRRGGBB.
struct Canvas {
    uint32_t* pixels = nullptr;
    int width = 0;
    int height = 0;
    int pitch = 0;  // in pixels
};

struct PixelRect {
    int x = 0;
    int y = 0;
    int w = 0;
    int h = 0;
};

class SoftwareRaster {
public:
    static constexpr int tile_size = 64;

    // Takes over the textures that ImGui wants made, changed or given back, then draws. Gives the rectangles
    // that were drawn; nothing when the picture is the same as before.
    std::vector<PixelRect> render(ImDrawData& data, const Canvas& canvas);

    // What is in the canvas is no longer what was drawn (another surface, an exposed window).
    void invalidate() { hashes_.clear(); }

    [[nodiscard]] size_t tiles_drawn() const { return tiles_drawn_; }

private:
    struct Box {
        int x0, y0, x1, y1;
    };
    struct Corner {
        float x, y, u, v;
        uint32_t color;
    };
    struct Primitive {
        enum class Kind : uint8_t { rect, glyph, triangle } kind;
        Box box;  // clipped
        const ImTextureData* texture;
        Corner a, b, c;  // of a rectangle: a top left, c bottom right
        uint64_t hash;
    };

    void collect(const ImDrawData& data, const Canvas& canvas);
    void add_primitive(Primitive p, const Box& clip);
    void assign_tiles(const Canvas& canvas);
    static void draw(const Primitive& p, const Box& clip, const Canvas& canvas);
    static void draw_rect(const Primitive& p, const Box& box, const Canvas& canvas);
    static void draw_glyph(const Primitive& p, const Box& box, const Canvas& canvas);
    static void draw_triangle(const Primitive& p, const Box& box, const Canvas& canvas);

    std::vector<Primitive> primitives_;
    std::vector<std::vector<uint32_t>> tiles_;  // which primitives fall on each
    std::vector<uint64_t> hashes_;
    int columns_ = 0;
    int width_ = 0;
    int height_ = 0;
    size_t tiles_drawn_ = 0;
};

}  // namespace lobby::kiosk::ui
