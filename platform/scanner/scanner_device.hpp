// The forms in which a scanner is named: document_scanner.hpp. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lobby::platform {

struct ScannerDevice {
    enum class Kind { kernel, socket, flatbed };
    Kind kind{};
    std::string name;  // path, or SANE's name
};

// Nothing: it is none of them.
[[nodiscard]] std::optional<ScannerDevice> parse_scanner_device(std::string_view text);

}  // namespace lobby::platform
