// Takes an export into cases.db: one transaction a file, so that a file is in it wholly or not at all,
// whenever the program ends; accounts for it in the ledger and in the log; writes the report of rejected
// lines.
//
// A thread of its own or a process of its own: lookups read on meanwhile. Of two imports at
// once one waits for the other. What goes wrong with a file is a FileFault; exceptions are for a ledger that
// cannot be written.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "office/import/import_job.hpp"

namespace lobby::office::imports {

struct Imported {
    std::string_view kind;  // of file: cases_ndjson, cases_csv, …
    Counts counts;
    Digest32 file_hash{};
    std::filesystem::path report;  // empty: nothing was rejected
};

struct ImportRequest {
    std::filesystem::path file;
    std::filesystem::path report;  // where rejected lines are to be reported; its folder is made
    std::stop_token stop;
    ShowProgress progress;
    std::chrono::milliseconds patience = std::chrono::minutes(10);  // with another import that is running
};

class Importer {
public:
    Importer(std::filesystem::path data_dir, const StoreKey& key, const Clock& clock, Log& log);

    Result<Imported, FileFault> run(const ImportRequest& request);

private:
    std::filesystem::path data_dir_;
    const StoreKey& key_;
    const Clock& clock_;
    Log& log_;
};

// The exports of a folder in the order in which they have to be taken: files of cases before files of what
// belongs to cases, then by name. Hidden and temporary files and those of other endings are left out.
Result<std::vector<std::filesystem::path>, FileFault> exports_in(const std::filesystem::path& dir);
[[nodiscard]] bool is_export_name(const std::filesystem::path& file);
void put_in_order(std::vector<std::filesystem::path>& files);

}  // namespace lobby::office::imports
