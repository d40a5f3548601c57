// Opening the office's two databases with the settings that its promises rest on, and bringing their schema
// up to date.
//
// cases.db  what the business system exported; written by imports only (docs/import-format.md)
// office.db ledger, entitlements by staff, attempts, kiosks and their journals, the queue, accounts; every
// commit is on disk when it returns
//
// A store::Database belongs to one thread at a time. All functions throw store::Error or
// std::runtime_error: a store that cannot be opened is a start-up fault.
#pragma once

#include <filesystem>

#include "office/store/database.hpp"

namespace lobby::office {

enum class Access { read, write };

// Makes data_dir (owner only) and the file where there is none and access is write; migrates the schema under
// an exclusive lock, so any number of processes may start at once. Reading needs the file to be there.
store::Database open_cases_db(const std::filesystem::path& data_dir, Access access);
store::Database open_office_db(const std::filesystem::path& data_dir, Access access);
// feed.db: what kiosks keep, sealed; made again from the others when it is lost.
store::Database open_feed_db(const std::filesystem::path& data_dir, Access access);

// Makes a folder that only its owner may enter. Throws std::filesystem::filesystem_error.
void make_private_dir(const std::filesystem::path& dir);

}  // namespace lobby::office
