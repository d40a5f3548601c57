// What Xvfb shows, read where it draws: with -fbdir its frame buffer is a file in X's window dump form, which
// is mapped here. Looking costs the X server nothing, and there is no picture between what it shows and what
// is seen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace lobby::bench {

using Picture = std::vector<std::uint32_t>;  // 0xXXRRGGBB, the top byte has no meaning

class Framebuffer {
public:
    explicit Framebuffer(const std::filesystem::path& window_dump);  // throws std::runtime_error
    ~Framebuffer();
    Framebuffer(const Framebuffer&) = delete;
    Framebuffer& operator=(const Framebuffer&) = delete;

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] Picture copy() const;
    // Whether the uppermost rows are those of the picture; stops at the first one that is not.
    [[nodiscard]] bool shows(const Picture& picture, int rows) const;
    // 0 to 1.
    [[nodiscard]] double equal_share(const Picture& picture) const;

private:
    [[nodiscard]] const std::uint32_t* row(int y) const;

    void* mapped_ = nullptr;
    std::size_t size_ = 0;
    std::size_t pixels_at_ = 0;
    std::size_t pitch_ = 0;  // bytes
    int width_ = 0;
    int height_ = 0;
};

}  // namespace lobby::bench
