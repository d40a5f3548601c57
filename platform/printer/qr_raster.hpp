// A text as a QR code in dots: every printer can print it, also one that has no QR command of its own.
#pragma once

#include <optional>
#include <string>

#include "platform/printer/raster.hpp"

namespace lobby::platform {

// Modules of `module_dots` dots (2 to 16), with the quiet zone. Nothing when the text is empty or longer than
// longest_qr_text (base/qr).
[[nodiscard]] std::optional<Raster> qr_raster(const std::string& text, int module_dots);

}  // namespace lobby::platform
