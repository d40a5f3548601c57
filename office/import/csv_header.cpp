#include "office/import/csv_header.hpp"

#include <algorithm>
#include <vector>

#include "office/import/csv_record.hpp"

namespace lobby::office::imports {

namespace {

using enum FieldId;

constexpr std::array case_columns{acceptance_number, kind,       cause,     department, accepted_on,
                                  confidentiality,   in_custody, procedure, outcome,    concluded_on};
constexpr std::array party_columns{acceptance_number, party_ordinal, party_position,
                                   party_name,        party_number,  party_measure};
constexpr std::array event_columns{acceptance_number, event_seq, event_stage, event_on};
constexpr std::array entitlement_columns{acceptance_number,    entitlement_number,    entitlement_name,
                                         entitlement_role,     entitlement_principal, entitlement_valid_until,
                                         entitlement_withdrawn};
constexpr std::array kinds{CsvKind::cases, CsvKind::parties, CsvKind::events, CsvKind::entitlements};

Result<CsvHeader, Fault> recognise_names(std::span<const std::string_view> names) {
    for (const auto candidate : kinds) {
        const auto wanted = columns_of(candidate);
        CsvHeader header{candidate, Encoding::utf8, names.size(), {}};
        bool all = true;
        for (size_t i = 0; i < wanted.size() && all; ++i) {
            const auto at = std::ranges::find(names, csv_header_of(wanted[i]));
            all = at != names.end();
            header.place[i] = static_cast<uint8_t>(at - names.begin());
        }
        if (!all) continue;
        if (names.size() == wanted.size()) return header;
        const bool repeated = std::ranges::all_of(names, [&](std::string_view name) {
            return std::ranges::any_of(wanted, [&](FieldId f) { return csv_header_of(f) == name; });
        });
        return fail(repeated ? Fault::header_repeated : Fault::header_unknown);
    }
    return fail(Fault::header_unknown);
}

Result<CsvHeader, Fault> recognise_line(std::string_view text) {
    std::vector<char> copy(text.begin(), text.end());
    if (copy.empty()) return fail(Fault::header_unknown);
    CsvRecordParser parser;
    const auto step = parser.parse(copy, text.size() < header_bytes);
    if (step.outcome == CsvRecordParser::Outcome::fault && step.fault == Fault::nul_byte)
        return fail(Fault::nul_byte);
    if (step.outcome != CsvRecordParser::Outcome::record) return fail(Fault::header_unknown);
    return recognise_names(parser.fields());
}

}  // namespace

std::span<const FieldId> columns_of(CsvKind kind) {
    switch (kind) {
        case CsvKind::cases:
            return case_columns;
        case CsvKind::parties:
            return party_columns;
        case CsvKind::events:
            return event_columns;
        case CsvKind::entitlements:
            return entitlement_columns;
    }
    return {};
}

std::string_view word_of(CsvKind kind) {
    switch (kind) {
        case CsvKind::cases:
            return "cases_csv";
        case CsvKind::parties:
            return "parties_csv";
        case CsvKind::events:
            return "events_csv";
        case CsvKind::entitlements:
            return "entitlements_csv";
    }
    return "csv";
}

Result<CsvHeader, Fault> recognise(std::string_view head) {
    head = head.substr(0, header_bytes);
    if (head.empty()) return fail(Fault::empty);
    if (head.starts_with(byte_order_mark)) return recognise_line(head.substr(byte_order_mark.size()));
    const auto as_utf8 = recognise_line(head);
    if (as_utf8 || as_utf8.error() != Fault::header_unknown) return as_utf8;
    const size_t end = std::min(head.find('\n'), head.size() - 1);
    const auto converted = utf8_of_gb18030(head.substr(0, end + 1));
    if (!converted) return as_utf8;
    auto as_gb18030 = recognise_line(*converted);
    if (as_gb18030) as_gb18030->encoding = Encoding::gb18030;
    return as_gb18030;
}

}  // namespace lobby::office::imports
