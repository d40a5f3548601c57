// The text of an export as UTF-8, whichever of the two encodings the file is in, block by block; and a window
// over it in which lines and records are found.
//
// UTF-8 is passed on as it is (whoever takes a line checks it); GB18030 is converted strictly: one sequence
// that is none ends the file with a fault.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "office/import/encoding.hpp"
#include "office/import/export_file.hpp"

namespace lobby::office::imports {

inline constexpr size_t max_line_bytes = size_t{1} << 20;

class TextSource {
public:
    TextSource(ExportFile& file, Encoding encoding);

    // Up to block.size() bytes; 0 at the end.
    Result<size_t, FileFault> read(std::span<char> block);

private:
    Result<size_t, FileFault> read_converted(std::span<char> block);

    ExportFile& file_;
    std::optional<Gb18030Decoder> decoder_;
    std::string raw_;
    size_t raw_size_ = 0;
    bool at_end_ = false;
    bool broken_ = false;
};

class TextWindow {
public:
    explicit TextWindow(TextSource& source);

    [[nodiscard]] std::span<char> unread() { return {buffer_.data() + from_, to_ - from_}; }
    void take(size_t bytes) { from_ += bytes; }
    [[nodiscard]] bool at_end() const { return at_end_; }  // nothing follows what is unread
    // Reads on behind what is unread, which moves. Only while less than max_line_bytes are unread.
    Result<void, FileFault> fill();

private:
    TextSource& source_;
    std::string buffer_;
    size_t from_ = 0;
    size_t to_ = 0;
    bool at_end_ = false;
};

}  // namespace lobby::office::imports
