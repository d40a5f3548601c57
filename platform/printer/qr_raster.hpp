// A text as a QR code (ISO/IEC 18004) in dots, by zint: every printer can print it, also one that has no QR
// command of its own.
#pragma once

#include <optional>
#include <string>

#include "platform/printer/raster.hpp"

namespace lobby::platform {

constexpr size_t longest_qr_text = 600;  // bytes; more makes a code that phones read badly from paper

// Modules of `module_dots` dots (2 to 16), with the quiet zone of four modules that the standard asks for.
// Nothing when the text is empty or too long.
[[nodiscard]] std::optional<Raster> qr_raster(const std::string& text, int module_dots);

}  // namespace lobby::platform
