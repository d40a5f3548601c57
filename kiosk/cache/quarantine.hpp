// Damaged files are kept for an expert, as many as the disk can spare and no more.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/clock.hpp"

namespace lobby::kiosk::cache {

struct QuarantineLimits {
    size_t files = 4;
    uint64_t bytes = uint64_t{128} << 20;  // one that is larger is removed at once
};

// Moves a database file with what stands beside it (-wal, -shm) into `folder`, made where there is none;
// the oldest that are there go until the limits hold. Never throws: what cannot be moved is removed, and what
// cannot be removed stays.
void quarantine(const std::filesystem::path& file, const std::filesystem::path& folder, WallTime now,
                const QuarantineLimits& limits = {}) noexcept;

// The file and what stands beside it.
void remove_database(const std::filesystem::path& file) noexcept;

}  // namespace lobby::kiosk::cache
