#include "kiosk/ui/raster/damage.hpp"

#include <cstddef>

namespace lobby::kiosk::ui {

void DamageMap::take(const std::vector<Primitive>& primitives, const PixelRect& canvas) {
    const int columns = (canvas.width() + tile_width - 1) / tile_width;
    const int rows = (canvas.height() + tile_height - 1) / tile_height;
    if (columns != columns_ || rows != rows_) {
        columns_ = columns;
        rows_ = rows;
        known_ = false;
    }
    const auto tiles = static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
    std::swap(before_, now_);
    before_.resize(tiles);
    now_.assign(tiles, 0);
    for (const Primitive& p : primitives) {
        const int left = p.bounds.left / tile_width;
        const int right = (p.bounds.right - 1) / tile_width;
        const int bottom = (p.bounds.bottom - 1) / tile_height;
        for (int y = p.bounds.top / tile_height; y <= bottom; ++y) {
            std::uint64_t* row = now_.data() + static_cast<std::ptrdiff_t>(y) * columns_;
            for (int x = left; x <= right; ++x) {
                // Not commutative: what lies on top of what is part of the picture.
                row[x] = (row[x] ^ p.identity) * 0x9E3779B97F4A7C15ULL + 0x7F4A7C15ULL;
                row[x] ^= row[x] >> 32;
            }
        }
    }
    find_stale(canvas);
    known_ = true;
}

void DamageMap::find_stale(const PixelRect& canvas) {
    stale_.clear();
    stale_tiles_ = 0;
    for (int y = 0; y < rows_; ++y) {
        int run_start = -1;
        for (int x = 0; x <= columns_; ++x) {
            const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) +
                            static_cast<std::size_t>(x);
            const bool is_stale = x < columns_ && (!known_ || before_[at] != now_[at]);
            if (is_stale) {
                ++stale_tiles_;
                if (run_start < 0) run_start = x;
            } else if (run_start >= 0) {
                stale_.push_back(intersection(canvas, {run_start * tile_width, y * tile_height,
                                                       x * tile_width, (y + 1) * tile_height}));
                run_start = -1;
            }
        }
    }
}

std::vector<PixelRect> joined(const std::vector<PixelRect>& runs) {
    std::vector<PixelRect> result;
    for (const PixelRect& run : runs) {
        bool grown = false;
        for (auto other = result.rbegin(); other != result.rend() && !grown; ++other) {
            if (other->bottom == run.top && other->left == run.left && other->right == run.right) {
                other->bottom = run.bottom;
                grown = true;
            }
        }
        if (!grown) result.push_back(run);
    }
    return result;
}

}  // namespace lobby::kiosk::ui
