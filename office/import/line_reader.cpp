#include "office/import/line_reader.hpp"

#include <algorithm>
#include <cstring>

namespace lobby::office::imports {

namespace {

constexpr size_t block_bytes = size_t{256} << 10;

}  // namespace

LineReader::LineReader(ExportFile& file) : file_(file), buffer_(max_line_bytes + block_bytes, '\0') {}

// False at the end of the file.
Result<bool, FileFault> LineReader::fill() {
    if (at_end_) return false;
    if (from_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + from_, to_ - from_);
        to_ -= from_;
        from_ = 0;
    }
    const auto n = file_.read({buffer_.data() + to_, std::min(block_bytes, buffer_.size() - to_)});
    if (!n) return fail(FileFault{n.error().fault, line_ + 1});
    if (*n == 0) at_end_ = true;
    to_ += *n;
    return *n > 0;
}

Result<std::optional<std::string_view>, FileFault> LineReader::next() {
    size_t looked_at = 0;
    for (;;) {
        const char* const start = buffer_.data() + from_;
        const auto* const end =
            static_cast<const char*>(std::memchr(start + looked_at, '\n', to_ - from_ - looked_at));
        looked_at = to_ - from_;
        if (!end && looked_at <= max_line_bytes) {
            const auto more = fill();
            if (!more) return fail(more.error());
            if (*more) continue;
            if (looked_at == 0) return std::nullopt;
        }
        const size_t size = end ? static_cast<size_t>(end - start) : looked_at;
        ++line_;
        if (size > max_line_bytes) return fail(FileFault{Fault::line_too_long, line_});
        without_end_ = !end;
        from_ += size + (end ? 1 : 0);
        looked_at = 0;
        std::string_view line(start, size);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.find('\0') != std::string_view::npos) return fail(FileFault{Fault::nul_byte, line_});
        if (!line.empty()) return line;
    }
}

}  // namespace lobby::office::imports
