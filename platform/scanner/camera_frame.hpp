// A camera's frame, in one of the layouts that cameras for documents have, becomes a picture. Total: the
// bytes are the device's, and whatever they are, memory stays within a picture's limits. Layouts: V4L2's
// documentation, "Image formats".
#pragma once

#include <cstdint>
#include <span>

#include "base/result.hpp"
#include "platform/scanner/picture.hpp"

namespace lobby::platform {

enum class FrameCode { mjpeg, yuyv, uyvy, nv12, rgb24, grey };

// As the driver set it.
struct FrameLayout {
    FrameCode code{};
    uint32_t width = 0;
    uint32_t height = 0;
    uint32_t bytes_per_line = 0;  // 0: no padding; without meaning for mjpeg
};

enum class FrameError {
    broken,     // damaged, cut short, or not what the layout says
    too_large,  // more pixels than are ever taken
};

// With `widest`: made smaller by a half, a quarter or an eighth as long as it stays at least that wide; 0
// keeps its size.
[[nodiscard]] Result<Picture, FrameError> decode_frame(std::span<const uint8_t> bytes,
                                                       const FrameLayout& layout, uint32_t widest = 0);

}  // namespace lobby::platform
