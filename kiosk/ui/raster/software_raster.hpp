#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kiosk/ui/raster/canvas.hpp"
#include "kiosk/ui/raster/damage.hpp"
#include "kiosk/ui/raster/primitives.hpp"

struct ImDrawData;
struct ImTextureData;

namespace lobby::kiosk::ui {

// Draws Dear ImGui's output without a GPU, and of a frame only what is not on the canvas already.
//
// It serves Dear ImGui's textures (ImGuiBackendFlags_RendererHasTextures, RendererHasVtxOffset): it draws
// straight from their pixels in memory, so that there is no second copy. Prefer ImTextureFormat_Alpha8 for
// the atlas. It relies on Dear ImGui's promise that a part of a texture which has been drawn is not written
// to again. One thread.
class SoftwareRaster {
public:
    // `background`: 0x00RRGGBB, what is behind everything.
    explicit SoftwareRaster(std::uint32_t background = 0) : background_(0xFF000000U | background) {}

    // Brings the canvas up to date and returns what was drawn anew, as rectangles that do not overlap.
    // All of it on the first call, after invalidate(), and when the canvas is another or has another size.
    std::vector<PixelRect> render(const ImDrawData& data, const Canvas& canvas);

    // The canvas has lost its picture (window shown again, surface made anew).
    void invalidate() { damage_.forget(); }

    // Gives back working memory; the picture stays known.
    void shrink();

    [[nodiscard]] std::size_t tiles_drawn() const { return damage_.stale_tiles(); }

private:
    void draw_run(const Canvas& canvas, const PixelRect& run);

    std::uint32_t background_;
    Canvas last_;
    DamageMap damage_;
    std::vector<Primitive> primitives_;
    std::vector<std::vector<std::uint32_t>> rows_;  // by tile row: indices of the primitives that touch it
};

// Does what a texture asks its renderer for. render() calls it for those of the frame; a program that ends,
// or makes a new atlas, calls it for the ones that remain.
void serve_texture(ImTextureData& texture);

}  // namespace lobby::kiosk::ui
