// Frames as they are written on protocol pages.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace lobby {

// "AA AA 96" as bytes.
inline std::vector<uint8_t> bytes(std::string_view hex) {
    std::vector<uint8_t> out;
    const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
    for (size_t i = 0; i + 1 < hex.size();) {
        if (hex[i] == ' ') {
            ++i;
            continue;
        }
        out.push_back(static_cast<uint8_t>(digit(hex[i]) * 16 + digit(hex[i + 1])));
        i += 2;
    }
    return out;
}

}  // namespace lobby
