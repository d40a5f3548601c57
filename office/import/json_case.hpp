// One line of an NDJSON export: a whole case with all that belongs to it. Streaming (no tree is built),
// bounded in depth and size; a field that is not known, stands there twice or is missing rejects the line.
//
// Pure. One parser serves many lines and keeps its memory. Identity numbers are checked and hashed while they
// are read; what a line said in clear is not kept.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "office/import/case_record.hpp"
#include "office/import/fields.hpp"

namespace lobby::office::imports {

// What a rejected line still says: enough to keep closed what it wants closed.
struct Remains {
    std::string acceptance_number;  // empty: could not be read
    uint32_t confidentiality = 0;   // `other` where the marks could not be read
};

class JsonCaseParser {
public:
    explicit JsonCaseParser(HashIdentity hash);
    JsonCaseParser(const JsonCaseParser&) = delete;
    JsonCaseParser& operator=(const JsonCaseParser&) = delete;
    ~JsonCaseParser();

    // Nothing when the line is a good case, which record() then is until the next call.
    std::optional<Problem> parse(std::string_view line);
    [[nodiscard]] CaseRecord& record();
    // After a rejection.
    [[nodiscard]] Remains remains() const;
    // The last line ended before its JSON did: the file was cut off where that is its last line.
    [[nodiscard]] bool incomplete() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lobby::office::imports
