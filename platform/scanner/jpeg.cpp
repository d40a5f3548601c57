#include "platform/scanner/jpeg.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <type_traits>

#include <sodium.h>
#include <turbojpeg.h>

namespace lobby::platform {

namespace {

struct Destroy {
    void operator()(tjhandle handle) const { tjDestroy(handle); }
};
using Codec = std::unique_ptr<std::remove_pointer_t<tjhandle>, Destroy>;

Codec decoder() {
    Codec codec(tjInitDecompress());
    if (!codec) throw std::bad_alloc();
    return codec;
}

// Of the header, which is judged here and nowhere else.
Result<JpegSize, JpegError> read_header(const Codec& codec, std::span<const uint8_t> jpeg) {
    if (jpeg.size() > most_jpeg_bytes) return fail(JpegError::too_large);
    if (jpeg.empty()) return fail(JpegError::not_jpeg);
    int width = 0;
    int height = 0;
    int sampling = 0;
    int colours = 0;
    if (tjDecompressHeader3(codec.get(), jpeg.data(), jpeg.size(), &width, &height, &sampling, &colours) !=
            0 ||
        width <= 0 || height <= 0 || colours == TJCS_CMYK || colours == TJCS_YCCK)
        return fail(JpegError::not_jpeg);
    const JpegSize size{static_cast<uint32_t>(width), static_cast<uint32_t>(height)};
    if (!is_picture_size(size.width, size.height)) return fail(JpegError::too_large);
    return size;
}

uint32_t part_of(uint32_t length, uint32_t divisor) {
    return (length + divisor - 1) / divisor;
}

}  // namespace

Result<JpegSize, JpegError> jpeg_size(std::span<const uint8_t> jpeg) {
    return read_header(decoder(), jpeg);
}

Result<Picture, JpegError> decode_jpeg(std::span<const uint8_t> jpeg, uint32_t widest) {
    const Codec codec = decoder();
    const auto size = read_header(codec, jpeg);
    if (!size) return fail(size.error());
    uint32_t divisor = 1;
    while (widest != 0 && divisor < 8 && part_of(size->width, divisor * 2) >= widest) divisor *= 2;
    Picture picture(part_of(size->width, divisor), part_of(size->height, divisor));
    // A picture of thousands of passes would take minutes; one that is damaged must not pass for whole.
    constexpr int flags = TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS;
    if (tjDecompress2(codec.get(), jpeg.data(), jpeg.size(), picture.rgb().data(),
                      static_cast<int>(picture.width()), 0, static_cast<int>(picture.height()), TJPF_RGB,
                      flags) != 0)
        return fail(JpegError::broken);
    return picture;
}

std::vector<uint8_t> encode_jpeg(const Picture& picture, int quality) {
    if (picture.empty()) return {};
    const Codec codec(tjInitCompress());
    if (!codec) throw std::bad_alloc();
    const int width = static_cast<int>(picture.width());
    const int height = static_cast<int>(picture.height());
    std::vector<uint8_t> room(tjBufSize(width, height, TJSAMP_420));
    unsigned char* target = room.data();
    unsigned long length = room.size();
    if (tjCompress2(codec.get(), picture.rgb().data(), width, 0, height, TJPF_RGB, &target, &length,
                    TJSAMP_420, std::clamp(quality, 1, 100), TJFLAG_NOREALLOC) != 0)
        throw std::logic_error("a picture in memory could not be encoded");
    std::vector<uint8_t> jpeg(room.begin(), room.begin() + static_cast<std::ptrdiff_t>(length));
    sodium_memzero(room.data(), length);
    return jpeg;
}

}  // namespace lobby::platform
