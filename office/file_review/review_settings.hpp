// Reads [file_review] and [[file_review.room]] of the office's settings file (docs/operator-guide.md).
#pragma once

#include <filesystem>
#include <string_view>

#include "office/config/toml_section.hpp"
#include "office/file_review/review_rules.hpp"

namespace lobby::office::file_review {

// What is not there keeps its default; rooms that are there replace the default's. Closed and open days and
// the local time are the hall's (`hall`). Total: any text gives rules or a plain message with the line.
[[nodiscard]] Result<Rules, SettingsError> read_rules(std::string_view text, const api::HallCalendar& hall);

// The same of a file. Throws std::runtime_error with the file's name, the line and what is wrong.
[[nodiscard]] Rules load_rules(const std::filesystem::path& file, const api::HallCalendar& hall);

}  // namespace lobby::office::file_review
