// A secret of 32 bytes in a file of its own: data_dir/keys/NAME.key, owner only.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/secret_array.hpp"

namespace lobby::office {

using FileKey = SecretArray<32>;

// Reads the key, or makes it when there is none (safe against two processes starting at once, and against a
// power cut). Throws std::runtime_error when the file is not readable or not ours alone.
FileKey load_or_make_key(const std::filesystem::path& data_dir, std::string_view name);

}  // namespace lobby::office
