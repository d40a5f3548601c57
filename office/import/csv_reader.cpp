#include "office/import/csv_reader.hpp"

#include <algorithm>
#include <vector>

#include "office/api/text_rules.hpp"

namespace lobby::office::imports {

Result<bool, FileFault> CsvReader::next() {
    for (;;) {
        const auto unread = window_.unread();
        line_ = next_line_;
        if (unread.empty() && window_.at_end()) return false;
        if (line_ == 1 && std::string_view(unread.data(), unread.size()).starts_with(byte_order_mark)) {
            window_.take(byte_order_mark.size());
            continue;
        }
        const auto step = unread.empty() ? CsvRecordParser::Step{} : parser_.parse(unread, window_.at_end());
        if (step.outcome == CsvRecordParser::Outcome::fault)
            return fail(FileFault{step.fault, line_ + step.lines});
        const bool whole = step.outcome == CsvRecordParser::Outcome::record;
        if ((whole ? step.used : unread.size()) > max_line_bytes)
            return fail(FileFault{Fault::line_too_long, line_});
        if (!whole) {
            if (const auto more = window_.fill(); !more) return fail(FileFault{more.error().fault, line_});
            continue;
        }
        window_.take(step.used);
        next_line_ += step.lines;
        if (parser_.blank()) continue;
        if (!std::ranges::all_of(parser_.fields(), api::is_utf8))
            return fail(FileFault{Fault::not_utf8, line_});
        return true;
    }
}

Result<CsvHeader, FileFault> recognise(ExportFile& file) {
    std::vector<char> head(header_bytes);
    size_t size = 0;
    while (size < head.size()) {
        const auto n = file.read({head.data() + size, head.size() - size});
        if (!n) return fail(n.error());
        if (*n == 0) break;
        size += *n;
    }
    const auto header = recognise(std::string_view(head.data(), size));
    if (!header) return fail(FileFault{header.error(), 1});
    if (const auto back = file.rewind(); !back) return fail(back.error());
    return *header;
}

}  // namespace lobby::office::imports
