#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kiosk/ui/raster/canvas.hpp"
#include "kiosk/ui/raster/primitives.hpp"

namespace lobby::kiosk::ui {

// Finds which parts of the screen changed between two frames: the screen is cut into tiles, each tile has a
// hash of everything that is drawn on it in order, and a tile is stale when its hash is not that of the frame
// before.
class DamageMap {
public:
    static constexpr int tile_width = 64;
    static constexpr int tile_height = 32;

    // The next frame is all stale.
    void forget() { known_ = false; }

    // Takes the next frame, then answers for it until the next call.
    void take(const std::vector<Primitive>& primitives, const PixelRect& canvas);

    // Runs of stale tiles, at most one tile row high, from the top down and left to right; they do not
    // overlap.
    [[nodiscard]] const std::vector<PixelRect>& stale() const { return stale_; }
    [[nodiscard]] std::size_t stale_tiles() const { return stale_tiles_; }

private:
    void find_stale(const PixelRect& canvas);

    int columns_ = 0;
    int rows_ = 0;
    bool known_ = false;
    std::size_t stale_tiles_ = 0;
    std::vector<std::uint64_t> before_;
    std::vector<std::uint64_t> now_;
    std::vector<PixelRect> stale_;
};

// Joins runs that lie on top of each other and are equally wide: fewer rectangles for the window system.
[[nodiscard]] std::vector<PixelRect> joined(const std::vector<PixelRect>& runs);

}  // namespace lobby::kiosk::ui
