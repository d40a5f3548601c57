// The office's pepper, without which nothing of the cache can be found or read: in a file of its own, owner
// only, in another folder than the databases, so that a copy of those alone tells nothing.
//
// Functions that write throw std::system_error.
#pragma once

#include <filesystem>
#include <optional>

#include "office/api/feed.hpp"

namespace lobby::kiosk::cache {

// Nothing: there is none, it is damaged, or others may read it.
[[nodiscard]] std::optional<api::CachePepper> read_pepper(const std::filesystem::path& file);

// On the disk when it returns.
void keep_pepper(const std::filesystem::path& file, const api::CachePepper& pepper);

// Overwritten, then removed.
void erase_pepper(const std::filesystem::path& file);

}  // namespace lobby::kiosk::cache
