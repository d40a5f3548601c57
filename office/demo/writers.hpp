// The export's files, in the forms that the import takes (docs/import-format.md). Written beside their names
// and moved into place by finish(), so that nothing takes a half-written export for a whole one.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "office/demo/demo_case.hpp"

namespace lobby::office::demo {

enum class Format { ndjson, csv };
enum class Encoding { utf8, gb18030 };

class CaseWriter {
public:
    virtual ~CaseWriter() = default;
    // Throws std::runtime_error when the disk does not take it.
    virtual void write(const DemoCase& c) = 0;
    virtual void finish() = 0;
};

// Makes `folder` where it is missing. NDJSON is always UTF-8.
[[nodiscard]] std::unique_ptr<CaseWriter> make_writer(const std::filesystem::path& folder, Format format,
                                                      Encoding encoding);

// One line of NDJSON with its line feed.
[[nodiscard]] std::string ndjson_line(const DemoCase& c);

// Rows of the four CSV files, CRLF at each end; the headers when there is no case.
struct CsvRows {
    std::string cases, parties, events, entitlements;
};
void append_csv_headers(CsvRows& rows);
void append_csv_rows(CsvRows& rows, const DemoCase& c);

}  // namespace lobby::office::demo
