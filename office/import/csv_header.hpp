// Which of the four kinds of CSV a file is, in which encoding, and where each column stands: told by its
// first line alone, which is in Chinese and so never reads the same in both encodings. Pure.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "base/result.hpp"
#include "office/import/encoding.hpp"
#include "office/import/fields.hpp"
#include "office/import/file_fault.hpp"

namespace lobby::office::imports {

enum class CsvKind { cases, parties, events, entitlements };

inline constexpr size_t header_bytes = size_t{16} << 10;  // a header is never longer

[[nodiscard]] std::span<const FieldId> columns_of(CsvKind kind);
[[nodiscard]] std::string_view word_of(CsvKind kind);  // "cases_csv"

struct CsvHeader {
    CsvKind kind{};
    Encoding encoding{};
    size_t columns = 0;
    std::array<uint8_t, 16> place{};  // of columns_of(kind)[i] in a row
};

// `head` is the file's beginning, header_bytes of it where it has so many. Columns may be in any order; all
// have to be there, each once, and no other: a column that is not understood might be one that withholds.
[[nodiscard]] Result<CsvHeader, Fault> recognise(std::string_view head);

}  // namespace lobby::office::imports
