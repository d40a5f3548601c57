// Credentials for gateways: small files that only their owner may read.
#pragma once

#include <filesystem>
#include <vector>

#include "base/secret.hpp"

namespace lobby::office {

// Without the line ends. Throws std::runtime_error, naming the file, when it is missing, larger than 16 KiB
// or open to others.
[[nodiscard]] std::vector<SecretString> read_secret_lines(const std::filesystem::path& file);

}  // namespace lobby::office
