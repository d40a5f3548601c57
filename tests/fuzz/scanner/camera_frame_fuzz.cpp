// What a camera or a flatbed may send: a layout, and the bytes of a frame.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>

#include "platform/scanner/camera_frame.hpp"
#include "platform/scanner/jpeg.hpp"
#include "platform/scanner/sane_picture.hpp"

namespace {

using namespace lobby::platform;

void read_frame(std::span<const uint8_t> bytes, const FrameLayout& layout, uint32_t widest) {
    const auto picture = decode_frame(bytes, layout, widest);
    if (!picture) return;
    if (!is_picture_size(picture->width(), picture->height())) std::abort();
    if (picture->rgb().size() != size_t{3} * picture->width() * picture->height()) std::abort();
    if (layout.code != FrameCode::mjpeg) return;
    const auto size = jpeg_size(bytes);
    if (!size || size->width < picture->width() || size->height < picture->height()) std::abort();
}

void read_scan(std::span<const uint8_t> bytes, const SaneShape& shape) {
    auto scan = SanePicture::begin(shape);
    if (!scan) return;
    while (!bytes.empty()) {
        const size_t n = std::min<size_t>(bytes.size(), 1U + bytes.front());
        if (!scan->add(bytes.first(n))) break;
        bytes = bytes.subspan(n);
    }
    const auto picture = scan->finish();
    if (picture && picture->width() != static_cast<uint32_t>(shape.pixels_per_line)) std::abort();
}

}  // namespace

// code u8 | width u16 | height u16 | bytes per line u16 | widest u8 | the frame
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    if (size < 8) return 0;
    const auto number = [data](size_t at) { return static_cast<uint32_t>(data[at] | data[at + 1] << 8); };
    const std::span<const uint8_t> bytes(data + 8, size - 8);
    const uint32_t width = number(1);
    const uint32_t height = number(3);
    const uint32_t line = number(5);
    if (data[0] % 8 < 6) {
        read_frame(bytes, {static_cast<FrameCode>(data[0] % 8), width, height, line}, uint32_t{data[7]} * 8);
        return 0;
    }
    // Sizes beyond what a flatbed has are refused before memory is taken; below it, some are enough.
    read_scan(bytes, {data[0] % 8 == 6, 8, static_cast<int>(line), static_cast<int>(width % 2048),
                      static_cast<int>(height % 2048) - 1});
    return 0;
}
