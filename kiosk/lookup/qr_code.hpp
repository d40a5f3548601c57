// A text as a QR code (ISO/IEC 18004) by zint.
#pragma once

#include <optional>
#include <string>

#include "kiosk/ui/ui.hpp"

namespace lobby::kiosk::lookup {

// Nothing when the text is too long for a code that a phone reads well.
[[nodiscard]] std::optional<ui::CodeMatrix> qr_code(const std::string& text);

}  // namespace lobby::kiosk::lookup
