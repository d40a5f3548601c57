// A page as it is kept: a JPEG of bounded size. Moved, never copied, wiped when it goes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace lobby::platform {

inline constexpr size_t most_page_bytes = size_t{2} << 20;
// A4 at 300 dots an inch, upright or lying.
inline constexpr uint32_t longest_page_edge = 3508;
inline constexpr uint32_t shorter_page_edge = 2480;

class PageImage {
public:
    PageImage() = default;  // empty
    // `jpeg` is a whole JPEG of that size, of at most most_page_bytes.
    PageImage(std::vector<uint8_t> jpeg, uint32_t width, uint32_t height);
    PageImage(PageImage&& other) noexcept;
    PageImage& operator=(PageImage&& other) noexcept;
    PageImage(const PageImage&) = delete;
    PageImage& operator=(const PageImage&) = delete;
    ~PageImage();

    [[nodiscard]] std::span<const uint8_t> jpeg() const { return jpeg_; }
    [[nodiscard]] uint32_t width() const { return width_; }
    [[nodiscard]] uint32_t height() const { return height_; }
    [[nodiscard]] bool empty() const { return jpeg_.empty(); }
    void wipe();

private:
    std::vector<uint8_t> jpeg_;
    uint32_t width_ = 0;
    uint32_t height_ = 0;
};

}  // namespace lobby::platform
