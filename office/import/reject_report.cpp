#include "office/import/reject_report.hpp"

#include <fmt/format.h>

namespace lobby::office::imports {

namespace {

constexpr std::string_view head = "\xEF\xBB\xBFline,field,value,reason\r\n";

}  // namespace

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
    std::string out(head);
    out += rows_;
    if (entries_ > max_entries)
        out += fmt::format("0,line,\"\",{} more are not listed\r\n", entries_ - max_entries);
    return out;
}

std::string report_on(const FileFault& fault) {
    return fmt::format("{}{},file,\"\",\"{}\"\r\n", head, fault.line, sentence_of(fault.fault));
}

}  // namespace lobby::office::imports
