#include "kiosk/ui/raster/software_raster.hpp"

#include <cstddef>
#include <utility>

#include <imgui.h>

#include "kiosk/ui/raster/blend.hpp"

namespace lobby::kiosk::ui {

void serve_texture(ImTextureData& texture) {
    switch (texture.Status) {
        case ImTextureStatus_WantCreate:
            // Dear ImGui wants some name that is not 0; pixels are found through ImTextureRef.
            texture.SetTexID(static_cast<ImTextureID>(texture.UniqueID) + 1);
            texture.SetStatus(ImTextureStatus_OK);
            break;
        case ImTextureStatus_WantUpdates:
            texture.SetStatus(ImTextureStatus_OK);
            break;
        case ImTextureStatus_WantDestroy:
            texture.SetTexID(ImTextureID_Invalid);
            texture.SetStatus(ImTextureStatus_Destroyed);
            break;
        case ImTextureStatus_OK:
        case ImTextureStatus_Destroyed:
            break;
    }
}

std::vector<PixelRect> SoftwareRaster::render(const ImDrawData& data, const Canvas& canvas) {
    if (canvas.pixels == nullptr || canvas.width <= 0 || canvas.height <= 0) return {};
    if (canvas.pixels != last_.pixels || canvas.width != last_.width || canvas.height != last_.height ||
        canvas.pitch != last_.pitch)
        damage_.forget();
    last_ = canvas;
    if (data.Textures != nullptr)
        for (ImTextureData* texture : *data.Textures)
            if (texture->Status != ImTextureStatus_WantDestroy) serve_texture(*texture);

    collect_primitives(data, canvas.bounds(), primitives_);
    damage_.take(primitives_, canvas.bounds());

    const std::vector<PixelRect>& stale = damage_.stale();
    if (!stale.empty()) {
        const auto row_count =
            static_cast<std::size_t>((canvas.height + DamageMap::tile_height - 1) / DamageMap::tile_height);
        if (rows_.size() != row_count) rows_.resize(row_count);
        for (auto& row : rows_) row.clear();
        for (std::size_t i = 0; i < primitives_.size(); ++i) {
            const PixelRect& b = primitives_[i].bounds;
            const int bottom = (b.bottom - 1) / DamageMap::tile_height;
            for (int y = b.top / DamageMap::tile_height; y <= bottom; ++y)
                rows_[static_cast<std::size_t>(y)].push_back(static_cast<std::uint32_t>(i));
        }
        for (const PixelRect& run : stale) draw_run(canvas, run);
    }

    if (data.Textures != nullptr)
        for (ImTextureData* texture : *data.Textures)
            if (texture->Status == ImTextureStatus_WantDestroy) serve_texture(*texture);
    return joined(stale);
}

void SoftwareRaster::draw_run(const Canvas& canvas, const PixelRect& run) {
    const auto& row = rows_[static_cast<std::size_t>(run.top / DamageMap::tile_height)];
    // Nothing below an opaque rectangle that covers all of the run is seen.
    std::size_t first = 0;
    bool covered = false;
    for (std::size_t i = row.size(); i > 0 && !covered; --i) {
        const Primitive& p = primitives_[row[i - 1]];
        covered = p.kind == Primitive::Kind::rectangle && blend::alpha_of(p.colour) == 255 &&
                  p.bounds.contains(run);
        if (covered) first = i - 1;
    }
    if (!covered)
        for (int y = run.top; y < run.bottom; ++y)
            blend::solid_span(canvas.row(y) + run.left, run.width(), background_);
    for (std::size_t i = first; i < row.size(); ++i) draw_primitive(canvas, run, primitives_[row[i]]);
}

void SoftwareRaster::shrink() {
    std::exchange(primitives_, {});
    std::exchange(rows_, {});
}

}  // namespace lobby::kiosk::ui
