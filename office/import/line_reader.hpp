// The lines of an NDJSON export, each whole in memory, none longer than max_line_bytes.
//
// A line ends in LF or CR LF; the last may have no end. Lines without anything in them are passed over but
// counted.
#pragma once

#include <optional>
#include <string_view>

#include "office/import/text_source.hpp"

namespace lobby::office::imports {

class LineReader {
public:
    explicit LineReader(TextSource& source) : window_(source) {}

    // The next line without its end, nothing after the last. Valid until the next call.
    Result<std::optional<std::string_view>, FileFault> next();
    [[nodiscard]] uint64_t line() const { return line_; }  // of the last that was returned, from 1
    // The line that was returned last is the file's last and has no end.
    [[nodiscard]] bool without_end() const { return without_end_; }

private:
    TextWindow window_;
    uint64_t line_ = 0;
    bool without_end_ = false;
};

}  // namespace lobby::office::imports
