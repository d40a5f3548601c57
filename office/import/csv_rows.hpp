// Rows of the four kinds of CSV as values, checked field by field. Pure.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "office/import/case_record.hpp"
#include "office/import/csv_header.hpp"
#include "office/import/fields.hpp"

namespace lobby::office::imports {

// A record's fields in the order of columns_of(header.kind). The record has as many as the header.
class CsvRow {
public:
    CsvRow(const CsvHeader& header, std::span<const std::string_view> fields)
        : header_(header), fields_(fields) {}
    [[nodiscard]] std::string_view operator[](size_t column) const { return fields_[header_.place[column]]; }

private:
    const CsvHeader& header_;
    std::span<const std::string_view> fields_;
};

// Each returns the first problem. A rejected case still has number and marks as far as they could be read;
// the marks are `other` where they could not.
std::optional<Problem> read_case(const CsvRow& row, CaseRow& out);
// Of the three kinds of rows that belong to a case; without the acceptance number, which stands first.
std::optional<Problem> read_row(const CsvRow& row, const HashIdentity& hash, PartyRow& out);
std::optional<Problem> read_row(const CsvRow& row, const HashIdentity& hash, EventRow& out);
std::optional<Problem> read_row(const CsvRow& row, const HashIdentity& hash, EntitlementRow& out);

}  // namespace lobby::office::imports
