// Why a file as a whole was not imported. Nothing of it is in the database then.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lobby::office::imports {

enum class Fault : uint8_t {
    not_there,
    is_link,
    not_a_file,
    unreadable,
    too_large,
    unknown_kind,
    empty,
    changed_meanwhile,
    nul_byte,
    line_too_long,
    not_utf8,
    not_gb18030,
    cut_off,
    header_unknown,
    header_repeated,
    bad_quotes,
    bad_line_end,
    too_many_columns,
    too_few_columns,
    stopped,
    busy,
    store_failed,
};

struct FileFault {
    Fault fault{};
    uint64_t line = 0;  // 0: none in particular
};

[[nodiscard]] std::string_view word_of(Fault fault);      // for logs and the ledger
[[nodiscard]] std::string_view sentence_of(Fault fault);  // for people
// "line 17: a quote stands where none may". For people.
[[nodiscard]] std::string describe(const FileFault& fault);

}  // namespace lobby::office::imports
