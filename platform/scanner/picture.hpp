// A picture in memory: 8-bit red, green, blue, row by row from the top without padding. It may show
// somebody's papers: moved, never copied by accident, wiped when it goes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace lobby::platform {

// More pixels than this are never held: a 60-megapixel picture is refused before it is decoded.
inline constexpr uint64_t most_picture_pixels = 24'000'000;
inline constexpr uint32_t longest_picture_edge = 8192;

// Neither empty nor beyond the limits above.
[[nodiscard]] constexpr bool is_picture_size(uint64_t width, uint64_t height) {
    return width > 0 && height > 0 && width <= longest_picture_edge && height <= longest_picture_edge &&
           width * height <= most_picture_pixels;
}

class Picture {
public:
    Picture() = default;  // empty
    // Black. Throws std::length_error for a size that is_picture_size() refuses.
    Picture(uint32_t width, uint32_t height);
    Picture(Picture&& other) noexcept;
    Picture& operator=(Picture&& other) noexcept;
    Picture(const Picture&) = delete;
    Picture& operator=(const Picture&) = delete;
    ~Picture();

    [[nodiscard]] uint32_t width() const { return width_; }
    [[nodiscard]] uint32_t height() const { return height_; }
    [[nodiscard]] bool empty() const { return rgb_.empty(); }
    [[nodiscard]] std::span<uint8_t> rgb() { return rgb_; }
    [[nodiscard]] std::span<const uint8_t> rgb() const { return rgb_; }
    [[nodiscard]] Picture clone() const;
    void wipe();

private:
    uint32_t width_ = 0;
    uint32_t height_ = 0;
    std::vector<uint8_t> rgb_;
};

}  // namespace lobby::platform
