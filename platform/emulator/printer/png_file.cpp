#include "platform/emulator/printer/png_file.hpp"

#include <system_error>
#include <vector>

#include <png.h>

namespace lobby::emulator::printer {

bool write_png(const platform::Raster& picture, const std::filesystem::path& file) {
    constexpr unsigned char white = 255;
    const auto width = static_cast<size_t>(picture.width()) + 2 * static_cast<size_t>(paper_edge);
    const auto height = static_cast<size_t>(picture.height()) + 2 * static_cast<size_t>(paper_edge);
    std::vector<unsigned char> grey(width * height, white);
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            if (picture.black(x, y))
                grey[static_cast<size_t>(y + paper_edge) * width + static_cast<size_t>(x + paper_edge)] = 0;
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = PNG_FORMAT_GRAY;
    auto unfinished = file;
    unfinished += ".new";
    if (png_image_write_to_file(&image, unfinished.c_str(), 0, grey.data(), 0, nullptr) == 0) return false;
    std::error_code error;
    std::filesystem::rename(unfinished, file, error);
    return !error;
}

}  // namespace lobby::emulator::printer
