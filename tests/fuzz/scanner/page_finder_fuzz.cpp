// A small picture, whatever it shows, and corners, wherever they are.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>

#include "platform/scanner/page_finder.hpp"
#include "platform/scanner/page_shape.hpp"
#include "platform/scanner/page_sharpness.hpp"

// width u8 | height u8 | 8 × f32 corners | bytes from which the picture is filled
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::platform;
    constexpr size_t head = 2 + 8 * 4;
    if (size <= head) return 0;
    Picture picture(1U + data[0], 1U + data[1]);
    const std::span<const uint8_t> bytes(data + head, size - head);
    // In blocks, so that few bytes make shapes.
    for (size_t y = 0; y < picture.height(); ++y)
        for (size_t x = 0; x < picture.width() * 3; ++x)
            picture.rgb()[y * picture.width() * 3 + x] = bytes[(y / 16 * 16 + x / 48) % bytes.size()];
    const auto guidance = find_page(picture);
    for (const auto& corner : guidance.corners)
        if (!(corner.x >= 0 && corner.x <= 1 && corner.y >= 0 && corner.y <= 1)) std::abort();
    std::array<PicturePoint, 4> corners;
    std::memcpy(corners.data(), data + 2, sizeof corners);
    for (const auto& where : {guidance.corners, corners}) {
        const float sharp = sharpness(picture, where);
        if (!(sharp >= 0 && sharp <= 1)) std::abort();
        const Picture page = straighten(picture, where);
        if (page.empty() || std::max(page.width(), page.height()) > longest_page_edge) std::abort();
    }
    return 0;
}
