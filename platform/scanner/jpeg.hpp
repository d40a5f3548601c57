// JPEG in and out of memory (libturbojpeg). Every byte that comes in is hostile: the header is read and its
// size judged before anything is decoded, so that no picture takes more memory than its limit.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "platform/scanner/picture.hpp"

namespace lobby::platform {

inline constexpr size_t most_jpeg_bytes = size_t{32} << 20;

enum class JpegError {
    not_jpeg,   // no header, or one that means nothing
    too_large,  // more bytes or pixels than are ever taken
    broken,     // damaged or cut short
};

struct JpegSize {
    uint32_t width = 0;
    uint32_t height = 0;
};

// Of the header alone. A size that it gives satisfies is_picture_size().
[[nodiscard]] Result<JpegSize, JpegError> jpeg_size(std::span<const uint8_t> jpeg);

// Grey becomes RGB; what is printed in four colours is refused. With `widest`: made smaller by a half, a
// quarter or an eighth while decoding, which is cheap, as long as it stays at least that wide; 0 keeps its
// size. What is cut short or damaged is refused.
[[nodiscard]] Result<Picture, JpegError> decode_jpeg(std::span<const uint8_t> jpeg, uint32_t widest = 0);

// Quality from 1 to 100, colours at half the resolution.
[[nodiscard]] std::vector<uint8_t> encode_jpeg(const Picture& picture, int quality);

}  // namespace lobby::platform
