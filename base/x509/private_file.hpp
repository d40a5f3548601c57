// Small files that must be whole, on disk and readable by their owner only: keys and certificates.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace lobby {

// Replaces the file in one step (temporary file, fsync, rename, fsync of the folder): after a power cut
// either the old or the new content is there. Throws std::runtime_error.
void write_private_file(const std::filesystem::path& file, std::string_view content);

// Nothing when there is no such file or it is larger than max_bytes.
[[nodiscard]] std::optional<std::string> read_small_file(const std::filesystem::path& file,
                                                         size_t max_bytes = 64u << 10);

}  // namespace lobby
