#include "platform/scanner/scanner_device.hpp"

#include <algorithm>

namespace lobby::platform {

std::optional<ScannerDevice> parse_scanner_device(std::string_view text) {
    constexpr std::string_view socket = "v4l2-socket:";
    constexpr std::string_view flatbed = "sane:";
    constexpr size_t longest = 512;
    const bool plain = std::none_of(text.begin(), text.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (text.size() > longest || !plain) return std::nullopt;
    if (text.starts_with(socket) && text.size() > socket.size())
        return ScannerDevice{ScannerDevice::Kind::socket, std::string(text.substr(socket.size()))};
    if (text.starts_with(flatbed) && text.size() > flatbed.size())
        return ScannerDevice{ScannerDevice::Kind::flatbed, std::string(text.substr(flatbed.size()))};
    if (text.starts_with('/') && text.size() > 1)
        return ScannerDevice{ScannerDevice::Kind::kernel, std::string(text)};
    return std::nullopt;
}

}  // namespace lobby::platform
