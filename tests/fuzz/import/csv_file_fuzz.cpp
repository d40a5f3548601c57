// A whole CSV file: the encoding and kind told by its first line, the conversion, and each row as a value.
#include <algorithm>
#include <cstdlib>
#include <string>

#include "office/api/text_rules.hpp"
#include "office/import/csv_record.hpp"
#include "office/import/csv_rows.hpp"
#include "office/import/encoding.hpp"

namespace {

using namespace lobby;
using namespace lobby::office;
using namespace lobby::office::imports;

IdentityIndex hash(const IdentityNumber& number) {
    IdentityIndex out;
    out.bytes[0] = static_cast<uint8_t>(number.reveal().front());
    return out;
}

void require(bool holds) {
    if (!holds) std::abort();
}

template <class Row>
std::optional<Problem> read_child(const CsvRow& row) {
    Row out;
    return read_row(row, hash, out);
}

std::optional<Problem> read_any(CsvKind kind, const CsvRow& row) {
    switch (kind) {
        case CsvKind::cases: {
            CaseRow out;
            return read_case(row, out);
        }
        case CsvKind::parties:
            return read_child<PartyRow>(row);
        case CsvKind::events:
            return read_child<EventRow>(row);
        case CsvKind::entitlements:
            return read_child<EntitlementRow>(row);
    }
    return std::nullopt;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view given(reinterpret_cast<const char*>(data), size);
    const auto header = recognise(given);
    if (!header) return 0;
    std::string text(given);
    if (header->encoding == Encoding::gb18030) {
        auto converted = utf8_of_gb18030(given);
        if (!converted) return 0;
        require(api::is_utf8(*converted));
        text = std::move(*converted);
    }
    CsvRecordParser parser;
    for (std::span<char> rest(text); !rest.empty();) {
        const auto step = parser.parse(rest, true);
        if (step.outcome != CsvRecordParser::Outcome::record) return 0;
        rest = rest.subspan(step.used);
        if (parser.fields().size() != header->columns || !std::ranges::all_of(parser.fields(), api::is_utf8))
            continue;
        if (const auto problem = read_any(header->kind, CsvRow(*header, parser.fields())))
            require(!words_of(problem->reason).empty() && problem->value.size() < 128);
    }
    return 0;
}
