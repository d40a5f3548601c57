#include "platform/emulator/scanner/page_file.hpp"

#include <fstream>
#include <iterator>
#include <vector>

#include <png.h>

#include "platform/scanner/jpeg.hpp"

namespace lobby::emulator::scanner {

using platform::Picture;

namespace {

Result<Picture, std::string> read_png(const std::vector<uint8_t>& bytes) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0)
        return fail(std::string("neither a JPEG nor a PNG"));
    if (!platform::is_picture_size(image.width, image.height)) {
        png_image_free(&image);
        return fail(std::string("too many pixels"));
    }
    image.format = PNG_FORMAT_RGB;
    Picture picture(image.width, image.height);
    const png_color white{255, 255, 255};
    if (png_image_finish_read(&image, &white, picture.rgb().data(), 0, nullptr) == 0)
        return fail(std::string("a damaged PNG"));
    return picture;
}

}  // namespace

Result<std::vector<uint8_t>, std::string> read_bytes(const std::filesystem::path& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error || size == 0 || size > platform::most_jpeg_bytes)
        return fail("no file of use: " + file.string());
    std::ifstream in(file, std::ios::binary);
    std::vector<uint8_t> bytes{std::istreambuf_iterator<char>(in), {}};
    if (!in || bytes.size() != size) return fail("cannot be read: " + file.string());
    return bytes;
}

Result<Picture, std::string> read_page_file(const std::filesystem::path& file) {
    const auto bytes = read_bytes(file);
    if (!bytes) return fail(bytes.error());
    auto picture = platform::decode_jpeg(*bytes);
    if (picture) return std::move(*picture);
    if (picture.error() != platform::JpegError::not_jpeg)
        return fail(std::string("a damaged or too large JPEG"));
    return read_png(*bytes);
}

}  // namespace lobby::emulator::scanner
