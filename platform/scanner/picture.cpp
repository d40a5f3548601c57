#include "platform/scanner/picture.hpp"

#include <stdexcept>
#include <utility>

#include <sodium.h>

namespace lobby::platform {

Picture::Picture(uint32_t width, uint32_t height) : width_(width), height_(height) {
    if (!is_picture_size(width, height)) throw std::length_error("no size of a picture");
    rgb_.resize(size_t{3} * width * height);
}

Picture::Picture(Picture&& other) noexcept
    : width_(std::exchange(other.width_, 0)),
      height_(std::exchange(other.height_, 0)),
      rgb_(std::exchange(other.rgb_, {})) {}

Picture& Picture::operator=(Picture&& other) noexcept {
    if (this == &other) return *this;
    wipe();
    width_ = std::exchange(other.width_, 0);
    height_ = std::exchange(other.height_, 0);
    rgb_ = std::exchange(other.rgb_, {});
    return *this;
}

Picture::~Picture() {
    wipe();
}

Picture Picture::clone() const {
    Picture copy;
    copy.width_ = width_;
    copy.height_ = height_;
    copy.rgb_ = rgb_;
    return copy;
}

void Picture::wipe() {
    if (!rgb_.empty()) sodium_memzero(rgb_.data(), rgb_.size());
    rgb_.clear();
    width_ = 0;
    height_ = 0;
}

}  // namespace lobby::platform
