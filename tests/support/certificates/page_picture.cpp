#include "tests/support/certificates/page_picture.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include <turbojpeg.h>

namespace lobby::test {

PagePicture turned(const PagePicture& picture, int quarter_turns) {
    const int turns = ((quarter_turns % 4) + 4) % 4;
    if (turns == 0) return picture;
    const bool sideways = turns % 2 == 1;
    PagePicture result(sideways ? picture.height : picture.width, sideways ? picture.width : picture.height);
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x) {
            const uint8_t* from = turns == 1   ? picture.at(y, picture.height - 1 - x)
                                  : turns == 2 ? picture.at(picture.width - 1 - x, picture.height - 1 - y)
                                               : picture.at(picture.width - 1 - y, x);
            std::copy_n(from, 3, result.at(x, y));
        }
    return result;
}

std::vector<uint8_t> jpeg_of(const PagePicture& picture, int quality) {
    const auto close = [](void* handle) { tjDestroy(handle); };
    const std::unique_ptr<void, decltype(close)> encoder(tjInitCompress(), close);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    const int failed = encoder ? tjCompress2(encoder.get(), picture.rgb.data(), picture.width, 0,
                                             picture.height, TJPF_RGB, &bytes, &size, TJSAMP_420, quality, 0)
                               : -1;
    const std::unique_ptr<unsigned char, decltype(&tjFree)> owned(bytes, tjFree);
    if (failed != 0) throw std::runtime_error("the picture could not be encoded");
    return {bytes, bytes + size};
}

}  // namespace lobby::test
