#include "base/qr/qr_code.hpp"

#include <algorithm>
#include <memory>

#include <zint.h>

namespace lobby {

namespace {

struct DeleteSymbol {
    void operator()(zint_symbol* symbol) const { ZBarcode_Delete(symbol); }
};

constexpr int utf8_eci = 26;
constexpr int medium_correction = 2;

}  // namespace

std::optional<QrCode> qr_code(const std::string& text) {
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
    QrCode code;
    code.side = symbol->width;
    code.modules.reserve(static_cast<size_t>(code.side) * static_cast<size_t>(code.side));
    for (int row = 0; row < symbol->rows; ++row)
        for (int column = 0; column < symbol->width; ++column)
            code.modules.push_back(((symbol->encoded_data[row][column / 8] >> (column % 8)) & 1) != 0);
    return code;
}

}  // namespace lobby
