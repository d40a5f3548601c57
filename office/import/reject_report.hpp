// What an import rejected: line, field, class of the value, reason, as CSV. It says words of ours and numbers
// only, so that neither personal data nor a formula for a spreadsheet can come into it. Bounded.
#pragma once

#include <cstdint>
#include <string>

#include "office/import/fields.hpp"
#include "office/import/file_fault.hpp"

namespace lobby::office::imports {

enum class FieldNaming { json, csv };

class RejectReport {
public:
    static constexpr uint64_t max_entries = 10'000;

    explicit RejectReport(FieldNaming naming) : naming_(naming) {}

    void add(uint64_t line, const Problem& problem);
    [[nodiscard]] uint64_t entries() const { return entries_; }
    void clear();
    // UTF-8 with a byte order mark, so that spreadsheets show Chinese column names.
    [[nodiscard]] std::string text() const;

private:
    FieldNaming naming_;
    uint64_t entries_ = 0;
    std::string rows_;
};

// The same form for a file of which nothing was imported.
[[nodiscard]] std::string report_on(const FileFault& fault);

}  // namespace lobby::office::imports
