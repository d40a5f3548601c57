// Inside of the kiosk's store: whether SQLite's write-ahead log is damaged. SQLite takes a frame that does
// not fit for the end of the log, and so forgets, without a word, whatever was committed behind it.
#pragma once

#include <filesystem>
#include <istream>

namespace lobby::kiosk {

// True: behind a frame that does not fit stands the end of a transaction of the same log. A kill leaves no
// such log; a power cut may, in a transaction that nobody was told of. Format:
// https://www.sqlite.org/fileformat2.html #walformat. Total; a log that is not there, or cannot be read, is
// not damaged.
[[nodiscard]] bool is_wal_damaged(const std::filesystem::path& wal);
[[nodiscard]] bool is_wal_damaged(std::istream& in);

}  // namespace lobby::kiosk
