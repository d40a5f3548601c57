// SQLite as the office's engine: a file in the data folder, journal in WAL mode, every commit synced.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "office/store/engine.hpp"

namespace lobby::office::store {

// The file has to be there. Read only where `reading`.
std::unique_ptr<Connection> open_sqlite(const std::filesystem::path& file, bool reading,
                                        std::chrono::milliseconds patience);

}  // namespace lobby::office::store
