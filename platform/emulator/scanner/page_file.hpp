// A page's picture from a JPEG or PNG file.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "platform/scanner/picture.hpp"

namespace lobby::emulator::scanner {

// The error says what is wrong, in words for who named the file.
[[nodiscard]] Result<platform::Picture, std::string> read_page_file(const std::filesystem::path& file);
// Whatever is in it, up to 32 MiB.
[[nodiscard]] Result<std::vector<uint8_t>, std::string> read_bytes(const std::filesystem::path& file);

}  // namespace lobby::emulator::scanner
