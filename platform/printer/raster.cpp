#include "platform/printer/raster.hpp"

#include <algorithm>

namespace lobby::platform {

Raster::Raster(int width, int height)
    : width_(std::max(width, 0)),
      height_(std::max(height, 0)),
      stride_((static_cast<size_t>(width_) + 7) / 8),
      bits_(stride_ * static_cast<size_t>(height_)) {}

std::span<const uint8_t> Raster::row(int y) const {
    return std::span<const uint8_t>(bits_).subspan(stride_ * static_cast<size_t>(y), stride_);
}

bool Raster::black(int x, int y) const {
    if (x < 0 || y < 0 || x >= width_ || y >= height_) return false;
    return ((row(y)[static_cast<size_t>(x) / 8] >> (7 - x % 8)) & 1) != 0;
}

void Raster::set(int x, int y) {
    if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
    auto& byte = bits_[stride_ * static_cast<size_t>(y) + static_cast<size_t>(x) / 8];
    byte = static_cast<uint8_t>(byte | 0x80u >> (x % 8));
}

void Raster::fill(int x, int y, int width, int height) {
    const int right = std::min(x + width, width_);
    const int bottom = std::min(y + height, height_);
    for (int row = std::max(y, 0); row < bottom; ++row)
        for (int column = std::max(x, 0); column < right; ++column) set(column, row);
}

void Raster::stamp(const Raster& picture, int x, int y, int scale_x, int scale_y) {
    for (int row = 0; row < picture.height(); ++row)
        for (int column = 0; column < picture.width(); ++column)
            if (picture.black(column, row)) fill(x + column * scale_x, y + row * scale_y, scale_x, scale_y);
}

void Raster::add_rows(int rows) {
    if (rows <= 0) return;
    height_ += rows;
    bits_.resize(stride_ * static_cast<size_t>(height_));
}

void Raster::add_row_of(const Raster& picture, int row) {
    if (picture.width_ != width_ || row < 0 || row >= picture.height_) return;
    const auto bits = picture.row(row);
    bits_.insert(bits_.end(), bits.begin(), bits.end());
    ++height_;
}

}  // namespace lobby::platform
