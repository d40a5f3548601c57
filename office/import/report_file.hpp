// Puts a report on disk: whole or not at all, readable for its owner only.
#pragma once

#include <filesystem>
#include <string>

namespace lobby::office::imports {

// A file's name short enough for a time in front and an ending behind it: its last 160 bytes, whole
// characters.
[[nodiscard]] std::string short_name(const std::filesystem::path& file);

// Makes the folder. Throws std::runtime_error or std::filesystem::filesystem_error.
void write_report(const std::filesystem::path& file, const std::string& text);

}  // namespace lobby::office::imports
