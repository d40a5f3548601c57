// Inside of the kiosk's store: opening kiosk.db with the settings that its promises rest on, and putting a
// damaged one aside.
#pragma once

#include <filesystem>
#include <memory>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/clock.hpp"
#include "base/log.hpp"

namespace lobby::kiosk {

// A file that is damaged, or that was found to be while it was used, keeps existing under another name,
// kiosk.db.damaged-<time>, and a new one is begun with what could be saved (salvage.hpp). Throws
// std::runtime_error or SQLite::Exception when there can be no store: no disk, no rights, in use by another
// program, written by a newer one.
std::unique_ptr<SQLite::Database> open_kiosk_database(const std::filesystem::path& dir, const Clock& clock,
                                                      Log& log);

[[nodiscard]] bool says_damaged(const SQLite::Exception& e);
// The next start replaces it. Never throws: a disk that does not take the note will say so again.
void suspect_kiosk_database(const std::filesystem::path& dir) noexcept;

}  // namespace lobby::kiosk
