// Reads the queue's part of the office's settings file: [queue], [[queue.service]], [[queue.window]]
// (docs/operator-guide.md). Total: any text gives settings or a plain message with the line.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "office/config/toml_section.hpp"
#include "office/queue/settings.hpp"

namespace lobby::office::queue {

using office::SettingsError;

// Sections that are not there keep the defaults (default_settings()); services or windows that are there
// replace all of the defaults' services or windows. Names that are not known are mistakes.
[[nodiscard]] Result<Settings, SettingsError> read_settings(std::string_view text);

// The same of a file. Throws std::runtime_error with the file's name, the line and what is wrong.
[[nodiscard]] Settings load_settings(const std::filesystem::path& file);

}  // namespace lobby::office::queue
