#include "office/import/file_fault.hpp"

#include <fmt/format.h>

namespace lobby::office::imports {

namespace {

struct Words {
    std::string_view word;
    std::string_view sentence;
};

Words words_of(Fault fault) {
    switch (fault) {
        case Fault::not_there:
            return {"not_there", "there is no such file"};
        case Fault::is_link:
            return {"is_link", "it is a link; name the file itself"};
        case Fault::not_a_file:
            return {"not_a_file", "it is not a regular file"};
        case Fault::unreadable:
            return {"unreadable", "it cannot be read"};
        case Fault::too_large:
            return {"too_large", "it is too large: 16 GiB is the most"};
        case Fault::unknown_kind:
            return {"unknown_kind", "its name ends neither in .csv nor in .ndjson or .jsonl"};
        case Fault::empty:
            return {"empty", "it is empty"};
        case Fault::changed_meanwhile:
            return {"changed_meanwhile", "it was written to while it was read"};
        case Fault::nul_byte:
            return {"nul_byte", "a zero byte stands there, as in no text"};
        case Fault::line_too_long:
            return {"line_too_long", "the line is longer than 1 MiB"};
        case Fault::not_utf8:
            return {"not_utf8", "the text is not UTF-8 there"};
        case Fault::not_gb18030:
            return {"not_gb18030", "the text is not GB18030 there"};
        case Fault::cut_off:
            return {"cut_off", "the file ends in the middle of the line: the copy is not complete"};
        case Fault::header_unknown:
            return {
                "header_unknown",
                "the first line is not the header of a kind of file that is known (docs/import-format.md)"};
        case Fault::header_repeated:
            return {"header_repeated", "the header names a column twice"};
        case Fault::bad_quotes:
            return {"bad_quotes", "a quote stands where none may"};
        case Fault::bad_line_end:
            return {"bad_line_end", "a carriage return stands there alone"};
        case Fault::too_many_columns:
            return {"too_many_columns", "the line has more columns than the header"};
        case Fault::too_few_columns:
            return {"too_few_columns", "the line has fewer columns than the header"};
        case Fault::stopped:
            return {"stopped", "the import was stopped"};
        case Fault::busy:
            return {"busy", "another import is running"};
        case Fault::store_failed:
            return {"store_failed", "the database could not be written"};
    }
    return {"unknown", "it could not be imported"};
}

}  // namespace

std::string_view word_of(Fault fault) {
    return words_of(fault).word;
}

std::string_view sentence_of(Fault fault) {
    return words_of(fault).sentence;
}

std::string describe(const FileFault& fault) {
    const auto sentence = sentence_of(fault.fault);
    return fault.line == 0 ? std::string(sentence) : fmt::format("line {}: {}", fault.line, sentence);
}

}  // namespace lobby::office::imports
