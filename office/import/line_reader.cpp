#include "office/import/line_reader.hpp"

#include <cstring>

namespace lobby::office::imports {

Result<std::optional<std::string_view>, FileFault> LineReader::next() {
    size_t looked_at = 0;
    for (;;) {
        const auto unread = window_.unread();
        const auto* const end =
            static_cast<const char*>(unread.size() == looked_at ? nullptr
                                                                : std::memchr(unread.data() + looked_at, '\n',
                                                                              unread.size() - looked_at));
        if (!end && unread.size() <= max_line_bytes && !window_.at_end()) {
            looked_at = unread.size();
            if (const auto more = window_.fill(); !more)
                return fail(FileFault{more.error().fault, line_ + 1});
            continue;
        }
        if (unread.empty()) return std::nullopt;
        std::string_view line(unread.data(), end ? static_cast<size_t>(end - unread.data()) : unread.size());
        ++line_;
        without_end_ = !end;
        if (line.size() > max_line_bytes) return fail(FileFault{Fault::line_too_long, line_});
        window_.take(line.size() + (end ? 1 : 0));
        looked_at = 0;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.find('\0') != std::string_view::npos) return fail(FileFault{Fault::nul_byte, line_});
        if (!line.empty()) return line;
    }
}

}  // namespace lobby::office::imports
