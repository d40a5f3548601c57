#include "platform/printer/qr_raster.hpp"

#include <algorithm>

#include "base/qr/qr_code.hpp"

namespace lobby::platform {

std::optional<Raster> qr_raster(const std::string& text, int module_dots) {
    const auto code = qr_code(text);
    if (!code) return std::nullopt;
    const int dots = std::clamp(module_dots, 2, 16);
    const int side = (code->side + 2 * qr_quiet_zone) * dots;
    Raster picture(side, side);
    for (int row = 0; row < code->side; ++row)
        for (int column = 0; column < code->side; ++column)
            if (code->modules[static_cast<size_t>(row) * static_cast<size_t>(code->side) +
                              static_cast<size_t>(column)])
                picture.fill((column + qr_quiet_zone) * dots, (row + qr_quiet_zone) * dots, dots, dots);
    return picture;
}

}  // namespace lobby::platform
