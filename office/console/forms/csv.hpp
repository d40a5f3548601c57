// Writing CSV (RFC 4180) that a spreadsheet opens without acting on it.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace lobby::office::console {

// Before the first row, so that spreadsheets read the file as UTF-8.
inline constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

// One field, quoted where needed. A text that a spreadsheet would take for a formula gets an apostrophe
// before it: = + - @ tab and carriage return (OWASP, CSV Injection).
[[nodiscard]] std::string csv_field(std::string_view text);

void add_csv_row(std::string& to, std::initializer_list<std::string_view> fields);

}  // namespace lobby::office::console
