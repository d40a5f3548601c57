#include "kiosk/ui/picture.hpp"

#include <vector>

#include <png.h>

namespace lobby::kiosk::ui {

bool write_png(const Canvas& canvas, const std::string& file) {
    std::vector<unsigned char> rgb(static_cast<size_t>(canvas.width) * static_cast<size_t>(canvas.height) *
                                   3);
    auto* out = rgb.data();
    for (int y = 0; y < canvas.height; ++y) {
        const uint32_t* row = canvas.pixels + static_cast<ptrdiff_t>(y) * canvas.pitch;
        for (int x = 0; x < canvas.width; ++x) {
            *out++ = static_cast<unsigned char>(row[x] >> 16);
            *out++ = static_cast<unsigned char>(row[x] >> 8);
            *out++ = static_cast<unsigned char>(row[x]);
        }
    }
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(canvas.width);
    image.height = static_cast<png_uint_32>(canvas.height);
    image.format = PNG_FORMAT_RGB;
    return png_image_write_to_file(&image, file.c_str(), 0, rgb.data(), 0, nullptr) != 0;
}

}  // namespace lobby::kiosk::ui
