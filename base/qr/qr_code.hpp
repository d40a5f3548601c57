// A text as a QR code (ISO/IEC 18004) by zint: for the screen and for paper.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace lobby {

struct QrCode {
    int side = 0;               // modules, without the quiet zone
    std::vector<bool> modules;  // row by row; true is dark
};

inline constexpr size_t longest_qr_text = 600;  // bytes; more makes a code that phones read badly
inline constexpr int qr_quiet_zone = 4;         // modules of white that the standard asks for all around

// Error correction M. Nothing when the text is empty or too long.
[[nodiscard]] std::optional<QrCode> qr_code(const std::string& text);

}  // namespace lobby
