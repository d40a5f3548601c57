// One record of CSV as RFC 4180 has it, strictly: quotes only around whole fields and doubled inside of them,
// records that end in CR LF or LF, no zero bytes. Why not a library: docs/decisions/0002.
//
// Pure. One parser serves many records and keeps its memory.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "office/import/file_fault.hpp"

namespace lobby::office::imports {

inline constexpr size_t max_columns = 64;

class CsvRecordParser {
public:
    enum class Outcome { record, need_more, fault };
    struct Step {
        Outcome outcome = Outcome::need_more;
        Fault fault{};
        size_t used = 0;   // bytes of the record with its end
        size_t lines = 0;  // line ends in them
    };

    // The record at the front of `text`, which is not empty. `last`: nothing follows the text. After
    // `record`, fields() are views into `text`, in which doubled quotes were undone; after anything else
    // `text` is as it was.
    Step parse(std::span<char> text, bool last);
    [[nodiscard]] std::span<const std::string_view> fields() const { return fields_; }
    // An empty line: one field without quotes and without anything in it.
    [[nodiscard]] bool blank() const { return blank_; }

private:
    struct Raw {
        size_t from = 0;
        size_t to = 0;
        bool doubled = false;
    };
    Step scan(std::string_view text, bool last);
    void undouble(std::span<char> text);

    std::vector<Raw> raw_;
    std::vector<std::string_view> fields_;
    bool blank_ = false;
};

}  // namespace lobby::office::imports
