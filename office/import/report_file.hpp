// Puts a report on disk: whole or not at all, readable for its owner only.
#pragma once

#include <filesystem>
#include <string>

namespace lobby::office::imports {

// Makes the folder. Throws std::runtime_error or std::filesystem::filesystem_error.
void write_report(const std::filesystem::path& file, const std::string& text);

}  // namespace lobby::office::imports
