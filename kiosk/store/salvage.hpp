// Inside of the kiosk's store: what can be saved of a damaged kiosk.db. The journal goes on under its name
// and its numbers, so that the office applies nothing twice; what is lost of it is told as lost, entry by
// entry. Counts of tickets go on above everything that may have been told to a visitor.
#pragma once

#include <filesystem>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/clock.hpp"

namespace lobby::kiosk {

struct Salvaged {
    size_t entries = 0;  // of the journal
    size_t lost = 0;     // known to have been there
    bool same_journal = false;
};

// `fresh` is a new, empty kiosk database; all of it happens in one transaction. `damaged` is not written to;
// what stands beside it (-wal) is looked at too. `scratch` is a folder for a copy, which goes again. Throws
// SQLite::Exception or std::system_error when `fresh` cannot be written.
Salvaged salvage(SQLite::Database& fresh, const std::filesystem::path& damaged,
                 const std::filesystem::path& scratch, WallTime now);

}  // namespace lobby::kiosk
