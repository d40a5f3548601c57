// A copy of the office's data while it serves: the databases as of one moment each, the sealed pages, the
// ledger's anchors, and a list of all with their hashes. Keys and authority are not in it: they are kept
// apart (docs/operator-guide.md).
//
//   DIR/manifest.json
//   {"backup":1,"at":…,"ledger":{"seq":…,"hash":"…"},"files":[{"file":"office.db","bytes":…,
//                       "blake2b":"…"},…]}
//   DIR/cases.db, DIR/office.db, DIR/scans/…, DIR/anchors/…
//
// For databases that SQLite keeps. All throw store::Error, std::system_error or std::runtime_error where a
// disk or a database does not do its part; a copy that was not finished has another name and is no backup.
#pragma once

#include <filesystem>
#include <string>

#include "base/clock.hpp"
#include "office/ledger/ledger.hpp"

namespace lobby::office::backup {

struct Summary {
    WallTime at{};
    size_t files = 0;
    uint64_t bytes = 0;
    LedgerEnd ledger;  // 0 where it is empty
};

enum class BackupError {
    there_already,  // where it should go something is
    no_backup,      // there is no list, or it is none of ours
    damaged,        // a file is not the one that was copied
    no_keys,        // the data's keys have to be put back first
};
[[nodiscard]] std::string_view word_of(BackupError error);
struct Trouble {
    BackupError error{};
    std::string file;
};

// `to` is made; it must not be there.
Result<Summary, Trouble> make(const std::filesystem::path& data_dir, const std::filesystem::path& to,
                              WallTime now);
// Whether everything is as it was copied.
Result<Summary, Trouble> check(const std::filesystem::path& dir);
// Into a data folder without databases, in which the keys lie already. Whatever goes wrong, office.db is not
// there, and it can be begun again.
Result<Summary, Trouble> restore(const std::filesystem::path& dir, const std::filesystem::path& data_dir);

}  // namespace lobby::office::backup
