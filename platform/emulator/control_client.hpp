// The hand at an emulated device: sends one line to its control socket and hears the answer.
#pragma once

#include <filesystem>
#include <string>

namespace lobby::emulator {

// The answer without its newline. Throws std::runtime_error where there is none within 10 s.
[[nodiscard]] std::string ask_device(const std::filesystem::path& socket, const std::string& line);

}  // namespace lobby::emulator
