// A record read as a whole is the record read with its end missing at first; its fields, written as RFC 4180
// has them, are read as the same fields.
#include <cstdlib>
#include <string>
#include <vector>

#include "office/import/csv_record.hpp"

namespace {

using namespace lobby::office::imports;
using Outcome = CsvRecordParser::Outcome;

void require(bool holds) {
    if (!holds) std::abort();
}

std::string written(const std::vector<std::string>& fields) {
    std::string out;
    for (const auto& field : fields) {
        out += out.empty() ? "\"" : ",\"";
        for (const char c : field) out += c == '"' ? std::string("\"\"") : std::string(1, c);
        out += '"';
    }
    return out + "\r\n";
}

std::vector<std::string> fields_of(const CsvRecordParser& parser) {
    return {parser.fields().begin(), parser.fields().end()};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    if (size == 0) return 0;
    const std::string given(reinterpret_cast<const char*>(data), size);
    CsvRecordParser parser;
    std::string text = given;
    const auto whole = parser.parse(text, true);
    require(whole.outcome != Outcome::need_more);
    if (whole.outcome == Outcome::fault) {
        require(text == given);
        return 0;
    }
    require(whole.used > 0 && whole.used <= size);
    const auto fields = fields_of(parser);
    require(!fields.empty() && fields.size() <= max_columns);

    std::string part = given;
    const auto first = parser.parse(part, false);
    require(first.outcome != Outcome::fault);
    if (first.outcome == Outcome::record) require(first.used == whole.used && fields_of(parser) == fields);
    if (first.outcome == Outcome::need_more) require(part == given);

    std::string again = written(fields);
    const auto second = parser.parse(again, true);
    require(second.outcome == Outcome::record && second.used == again.size() && fields_of(parser) == fields);
    return 0;
}
