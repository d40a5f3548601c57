#include "office/import/reject_report.hpp"

#include <fmt/format.h>

namespace lobby::office::imports {

void RejectReport::add(uint64_t line, const Problem& problem) {
    if (++entries_ > max_entries) return;
    auto field = naming_ == FieldNaming::json ? json_name_of(problem.field) : csv_header_of(problem.field);
    if (field.empty()) field = json_name_of(problem.field);
    // Neither field names nor classes hold quotes; classes hold commas.
    fmt::format_to(std::back_inserter(rows_), "{},{},\"{}\",{}\r\n", line, field, problem.value,
                   words_of(problem.reason));
}

void RejectReport::clear() {
    entries_ = 0;
    rows_.clear();
}

std::string RejectReport::text() const {
    std::string out = "\xEF\xBB\xBFline,field,value,reason\r\n" + rows_;
    if (entries_ > max_entries)
        out += fmt::format("0,line,\"\",{} more are not listed\r\n", entries_ - max_entries);
    return out;
}

}  // namespace lobby::office::imports
