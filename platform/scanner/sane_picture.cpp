#include "platform/scanner/sane_picture.hpp"

#include <algorithm>

#include <sodium.h>

namespace lobby::platform {

namespace {

uint64_t most_lines(const SaneShape& shape) {
    if (shape.lines >= 0) return static_cast<uint64_t>(shape.lines);
    const auto width = static_cast<uint64_t>(shape.pixels_per_line);
    return std::min<uint64_t>(longest_picture_edge, most_picture_pixels / width);
}

}  // namespace

Result<SanePicture, FrameError> SanePicture::begin(const SaneShape& shape) {
    if (shape.depth != 8 || shape.pixels_per_line <= 0 || shape.lines == 0) return fail(FrameError::broken);
    const auto width = static_cast<uint64_t>(shape.pixels_per_line);
    if (!is_picture_size(width, std::max<uint64_t>(1, most_lines(shape)))) return fail(FrameError::too_large);
    const uint64_t least = width * (shape.colour ? 3 : 1);
    // A backend may pad its lines, but not to more than they are.
    if (shape.bytes_per_line < 0 || static_cast<uint64_t>(shape.bytes_per_line) < least ||
        static_cast<uint64_t>(shape.bytes_per_line) > least * 2 + 64)
        return fail(FrameError::broken);
    return SanePicture(shape);
}

SanePicture::SanePicture(const SaneShape& shape) : shape_(shape) {
    bytes_.reserve(static_cast<size_t>(most_lines(shape)) * static_cast<size_t>(shape.bytes_per_line));
}

SanePicture::~SanePicture() {
    if (!bytes_.empty()) sodium_memzero(bytes_.data(), bytes_.size());
}

bool SanePicture::add(std::span<const uint8_t> bytes) {
    if (bytes.size() > bytes_.capacity() - bytes_.size()) return false;
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return true;
}

Result<Picture, FrameError> SanePicture::finish() {
    FrameLayout layout{shape_.colour ? FrameCode::rgb24 : FrameCode::grey,
                       static_cast<uint32_t>(shape_.pixels_per_line), static_cast<uint32_t>(shape_.lines),
                       static_cast<uint32_t>(shape_.bytes_per_line)};
    if (shape_.lines < 0)
        layout.height = static_cast<uint32_t>(bytes_.size() / static_cast<size_t>(shape_.bytes_per_line));
    auto picture = decode_frame(bytes_, layout);
    sodium_memzero(bytes_.data(), bytes_.size());
    bytes_.clear();
    return picture;
}

}  // namespace lobby::platform
