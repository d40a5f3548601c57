// What the two forms of export share while a file is taken in: counts, rejects, and which cases the file has
// named already.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "office/import/case_store.hpp"
#include "office/import/csv_header.hpp"
#include "office/import/export_file.hpp"
#include "office/import/reject_report.hpp"

namespace lobby::office::imports {

struct Counts {
    uint64_t accepted = 0;
    uint64_t changed = 0;  // of those accepted
    uint64_t rejected = 0;
    uint64_t closed = 0;  // cases that a rejected line marked confidential
};

struct Progress {
    uint64_t bytes = 0;
    uint64_t bytes_in_all = 0;
    uint64_t records = 0;
};
using ShowProgress = std::function<void(const Progress&)>;  // on the import's thread, some times a second

// Cases by their number in the database: small and dense, so a bit each.
class SeenCases {
public:
    // False when it was there before.
    bool add(int64_t case_id) {
        const auto at = static_cast<size_t>(case_id);
        if (at >= bits_.size()) bits_.resize(at + at / 2 + 1024);
        if (bits_[at]) return false;
        bits_[at] = true;
        return true;
    }

    [[nodiscard]] bool has(int64_t case_id) const {
        const auto at = static_cast<size_t>(case_id);
        return at < bits_.size() && bits_[at];
    }
    void remove(int64_t case_id) {
        if (has(case_id)) bits_[static_cast<size_t>(case_id)] = false;
    }
    [[nodiscard]] int64_t end() const { return static_cast<int64_t>(bits_.size()); }

private:
    std::vector<bool> bits_;
};

struct Job {
    ExportFile& file;
    CaseStore& store;
    HashIdentity hash;
    ShowProgress progress;
    RejectReport report;
    Counts counts;
    SeenCases seen;

    void reject(uint64_t line, const Problem& problem) {
        ++counts.rejected;
        report.add(line, problem);
    }
    void accept(bool changed) {
        ++counts.accepted;
        counts.changed += changed ? 1 : 0;
    }
    struct Put {
        int64_t case_id = 0;
        bool changed = false;
    };
    // Nothing when the file had that case before.
    [[nodiscard]] std::optional<Put> put(const CaseRow& row);
    // Forgets all, for a second way through the file.
    void start_again() {
        counts = {};
        report.clear();
        seen = {};
    }
    // A rejected line still closes what it wants closed: an export that marks a case confidential never
    // leaves it open because of a mistake elsewhere in the line.
    void keep_closed(const std::string& acceptance_number, uint32_t confidentiality);
    void show(uint64_t records) const {
        if (progress && records % 4096 == 0) progress({file.position(), file.size(), records});
    }
};

// One form each. What is in the database after a fault has to be rolled back.
Result<void, FileFault> import_ndjson(Job& job);
Result<void, FileFault> import_csv(Job& job, const CsvHeader& header, store::Database& db);

}  // namespace lobby::office::imports
