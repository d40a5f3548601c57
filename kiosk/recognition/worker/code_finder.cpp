#include "kiosk/recognition/worker/code_finder.hpp"

#include <allheaders.h>
#include <zbar.h>

#include "kiosk/recognition/page_text.hpp"

namespace lobby::kiosk {

std::vector<std::string> codes_of(Pix* grey) {
    const int width = pixGetWidth(grey);
    const int height = pixGetHeight(grey);
    std::vector<unsigned char> pixels(static_cast<size_t>(width) * static_cast<size_t>(height));
    const int words = pixGetWpl(grey);
    l_uint32* data = pixGetData(grey);
    for (int y = 0; y < height; ++y) {
        l_uint32* line = data + static_cast<ptrdiff_t>(y) * words;
        unsigned char* row = pixels.data() + static_cast<size_t>(y) * static_cast<size_t>(width);
        for (int x = 0; x < width; ++x) row[x] = static_cast<unsigned char>(GET_DATA_BYTE(line, x));
    }
    zbar::ImageScanner scanner;
    scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    for (const auto kind : {zbar::ZBAR_QRCODE, zbar::ZBAR_CODE128, zbar::ZBAR_CODE39})
        scanner.set_config(kind, zbar::ZBAR_CFG_ENABLE, 1);
    zbar::Image image(static_cast<unsigned>(width), static_cast<unsigned>(height), "Y800", pixels.data(),
                      pixels.size());
    std::vector<std::string> codes;
    if (scanner.scan(image) > 0)
        for (auto symbol = image.symbol_begin(); symbol != image.symbol_end(); ++symbol) {
            auto bytes = symbol->get_data();
            if (codes.size() < most_codes && bytes.size() <= most_code_bytes)
                codes.push_back(std::move(bytes));
        }
    image.set_data(nullptr, 0);
    return codes;
}

}  // namespace lobby::kiosk
