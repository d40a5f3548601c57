// A picture in memory as the generator passes it on: RGB, 8 bits a channel, row by row.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace lobby::test {

struct PagePicture {
    int width = 0;
    int height = 0;
    std::vector<uint8_t> rgb;

    PagePicture() = default;
    PagePicture(int w, int h, uint8_t fill = 255)
        : width(w), height(h), rgb(static_cast<size_t>(w) * static_cast<size_t>(h) * 3, fill) {}
    [[nodiscard]] uint8_t* at(int x, int y) {
        return rgb.data() +
               (static_cast<size_t>(y) * static_cast<size_t>(width) + static_cast<size_t>(x)) * 3;
    }
    [[nodiscard]] const uint8_t* at(int x, int y) const {
        return rgb.data() +
               (static_cast<size_t>(y) * static_cast<size_t>(width) + static_cast<size_t>(x)) * 3;
    }
};

// Quarter turns clockwise.
[[nodiscard]] PagePicture turned(const PagePicture& picture, int quarter_turns);

[[nodiscard]] std::vector<uint8_t> jpeg_of(const PagePicture& picture, int quality = 85);

}  // namespace lobby::test
