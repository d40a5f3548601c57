#include "platform/scanner/page_image.hpp"

#include <utility>

#include <sodium.h>

namespace lobby::platform {

PageImage::PageImage(std::vector<uint8_t> jpeg, uint32_t width, uint32_t height)
    : jpeg_(std::move(jpeg)), width_(width), height_(height) {}

PageImage::PageImage(PageImage&& other) noexcept
    : jpeg_(std::exchange(other.jpeg_, {})),
      width_(std::exchange(other.width_, 0)),
      height_(std::exchange(other.height_, 0)) {}

PageImage& PageImage::operator=(PageImage&& other) noexcept {
    if (this == &other) return *this;
    wipe();
    jpeg_ = std::exchange(other.jpeg_, {});
    width_ = std::exchange(other.width_, 0);
    height_ = std::exchange(other.height_, 0);
    return *this;
}

PageImage::~PageImage() {
    wipe();
}

void PageImage::wipe() {
    if (!jpeg_.empty()) sodium_memzero(jpeg_.data(), jpeg_.size());
    jpeg_.clear();
    width_ = 0;
    height_ = 0;
}

}  // namespace lobby::platform
