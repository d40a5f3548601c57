// The lines of an export, each whole in memory, none longer than 1 MiB.
//
// A line ends in LF or CR LF; the last may have no end. Lines without anything in them are skipped but
// counted.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "office/import/export_file.hpp"

namespace lobby::office::imports {

inline constexpr size_t max_line_bytes = size_t{1} << 20;

class LineReader {
public:
    explicit LineReader(ExportFile& file);

    // The next line without its end, nothing after the last. Valid until the next call.
    Result<std::optional<std::string_view>, FileFault> next();
    [[nodiscard]] uint64_t line() const { return line_; }  // of the last that was returned, from 1
    // The line that was returned last is the file's last and has no end.
    [[nodiscard]] bool without_end() const { return without_end_; }

private:
    Result<bool, FileFault> fill();

    ExportFile& file_;
    std::string buffer_;
    size_t from_ = 0;  // unread part of the buffer
    size_t to_ = 0;
    uint64_t line_ = 0;
    bool at_end_ = false;
    bool without_end_ = false;
};

}  // namespace lobby::office::imports
