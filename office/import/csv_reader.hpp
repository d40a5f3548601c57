// The records of a CSV export, one after the other, with the line in which each begins. Empty lines are
// passed over.
#pragma once

#include "office/import/csv_header.hpp"
#include "office/import/csv_record.hpp"
#include "office/import/text_source.hpp"

namespace lobby::office::imports {

class CsvReader {
public:
    explicit CsvReader(TextSource& source) : window_(source) {}

    // False after the last. fields() are valid until the next call.
    Result<bool, FileFault> next();
    [[nodiscard]] std::span<const std::string_view> fields() const { return parser_.fields(); }
    [[nodiscard]] uint64_t line() const { return line_; }

private:
    TextWindow window_;
    CsvRecordParser parser_;
    uint64_t line_ = 0;
    uint64_t next_line_ = 1;
};

// What the file is, by its beginning. Leaves it there.
Result<CsvHeader, FileFault> recognise(ExportFile& file);

}  // namespace lobby::office::imports
