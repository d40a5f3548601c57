// A black and white picture as a line printer takes it: rows of dots, eight to a byte, the leftmost dot in
// the highest bit, 1 is black. A value; drawing outside of it is cut off.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace lobby::platform {

class Raster {
public:
    Raster() = default;
    Raster(int width, int height);  // white; negative sizes count as 0

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] size_t row_bytes() const { return stride_; }
    [[nodiscard]] std::span<const uint8_t> row(int y) const;  // y must be within
    [[nodiscard]] bool black(int x, int y) const;
    void set(int x, int y);
    void fill(int x, int y, int width, int height);
    // Puts the black dots of another picture here, each as a block of scale_x by scale_y.
    void stamp(const Raster& picture, int x, int y, int scale_x = 1, int scale_y = 1);
    void add_rows(int rows);                          // white, at the bottom
    void add_row_of(const Raster& picture, int row);  // of a picture of the same width; others do nothing

    friend bool operator==(const Raster&, const Raster&) = default;

private:
    int width_ = 0;
    int height_ = 0;
    size_t stride_ = 0;
    std::vector<uint8_t> bits_;
};

}  // namespace lobby::platform
