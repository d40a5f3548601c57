#include "platform/printer/qr_raster.hpp"

#include <algorithm>
#include <memory>

#include <zint.h>

namespace lobby::platform {

namespace {

struct DeleteSymbol {
    void operator()(zint_symbol* symbol) const { ZBarcode_Delete(symbol); }
};

constexpr int utf8_eci = 26;
constexpr int medium_correction = 2;
constexpr int quiet_modules = 4;

}  // namespace

std::optional<Raster> qr_raster(const std::string& text, int module_dots) {
    if (text.empty() || text.size() > longest_qr_text) return std::nullopt;
    const std::unique_ptr<zint_symbol, DeleteSymbol> symbol(ZBarcode_Create());
    if (!symbol) return std::nullopt;
    symbol->symbology = BARCODE_QRCODE;
    symbol->input_mode = UNICODE_MODE;
    // Plain ASCII needs no ECI designator, and old readers stumble over one.
    const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
    if (!ascii) symbol->eci = utf8_eci;
    symbol->option_1 = medium_correction;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    if (ZBarcode_Encode(symbol.get(), bytes, static_cast<int>(text.size())) >= ZINT_ERROR ||
        symbol->rows != symbol->width)
        return std::nullopt;
    const int dots = std::clamp(module_dots, 2, 16);
    const int side = (symbol->width + 2 * quiet_modules) * dots;
    Raster code(side, side);
    for (int row = 0; row < symbol->rows; ++row)
        for (int column = 0; column < symbol->width; ++column)
            if (((symbol->encoded_data[row][column / 8] >> (column % 8)) & 1) != 0)
                code.fill((column + quiet_modules) * dots, (row + quiet_modules) * dots, dots, dots);
    return code;
}

}  // namespace lobby::platform
