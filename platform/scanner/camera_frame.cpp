#include "platform/scanner/camera_frame.hpp"

#include <algorithm>
#include <array>

#include "platform/scanner/jpeg.hpp"

namespace lobby::platform {

namespace {

using Pixel = std::array<uint8_t, 3>;

uint8_t level(int value) {
    return static_cast<uint8_t>(std::clamp(value, 0, 255));
}

// ITU-R BT.601, limited range, in 1/256.
Pixel from_yuv(int y, int u, int v) {
    const int c = 298 * (y - 16) + 128;
    const int d = u - 128;
    const int e = v - 128;
    return {level((c + 409 * e) / 256), level((c - 100 * d - 208 * e) / 256), level((c + 516 * d) / 256)};
}

uint64_t least_line(FrameCode code, uint64_t width) {
    switch (code) {
        case FrameCode::yuyv:
        case FrameCode::uyvy:
            return (width + width % 2) * 2;
        case FrameCode::rgb24:
            return width * 3;
        case FrameCode::nv12:
            return width + width % 2;
        case FrameCode::grey:
        case FrameCode::mjpeg:
            break;
    }
    return width;
}

// Of a frame that was checked to hold all of its lines.
class Lines {
public:
    Lines(std::span<const uint8_t> bytes, const FrameLayout& layout, size_t line)
        : bytes_(bytes), layout_(layout), line_(line) {}

    [[nodiscard]] Pixel at(size_t x, size_t y) const {
        const auto row = bytes_.subspan(y * line_, line_);
        const size_t pair = x / 2 * 4;
        switch (layout_.code) {
            case FrameCode::yuyv:
                return from_yuv(row[x * 2], row[pair + 1], row[pair + 3]);
            case FrameCode::uyvy:
                return from_yuv(row[x * 2 + 1], row[pair], row[pair + 2]);
            case FrameCode::nv12: {
                const auto colours = bytes_.subspan((layout_.height + y / 2) * line_, line_);
                return from_yuv(row[x], colours[x / 2 * 2], colours[x / 2 * 2 + 1]);
            }
            case FrameCode::rgb24:
                return {row[x * 3], row[x * 3 + 1], row[x * 3 + 2]};
            case FrameCode::grey:
            case FrameCode::mjpeg:
                break;
        }
        return {row[x], row[x], row[x]};
    }

private:
    std::span<const uint8_t> bytes_;
    const FrameLayout& layout_;
    size_t line_;
};

}  // namespace

Result<Picture, FrameError> decode_frame(std::span<const uint8_t> bytes, const FrameLayout& layout,
                                         uint32_t widest) {
    if (layout.code == FrameCode::mjpeg) {
        auto picture = decode_jpeg(bytes, widest);
        if (picture) return std::move(*picture);
        return fail(picture.error() == JpegError::too_large ? FrameError::too_large : FrameError::broken);
    }
    if (layout.width == 0 || layout.height == 0) return fail(FrameError::broken);
    if (!is_picture_size(layout.width, layout.height)) return fail(FrameError::too_large);
    const uint64_t least = least_line(layout.code, layout.width);
    const uint64_t line = layout.bytes_per_line != 0 ? layout.bytes_per_line : least;
    const uint64_t lines =
        layout.height + (layout.code == FrameCode::nv12 ? (uint64_t{layout.height} + 1) / 2 : 0);
    if (line < least || line * lines > bytes.size()) return fail(FrameError::broken);
    uint32_t step = 1;
    while (widest != 0 && step < 8 && layout.width / (step * 2) >= widest) step *= 2;
    Picture picture(std::max(1U, layout.width / step), std::max(1U, layout.height / step));
    const Lines frame(bytes, layout, line);
    auto to = picture.rgb().begin();
    for (size_t y = 0; y < picture.height(); ++y)
        for (size_t x = 0; x < picture.width(); ++x) {
            const Pixel pixel = frame.at(x * step, y * step);
            to = std::copy(pixel.begin(), pixel.end(), to);
        }
    return picture;
}

}  // namespace lobby::platform
