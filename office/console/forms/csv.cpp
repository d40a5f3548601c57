#include "office/console/forms/csv.hpp"

namespace lobby::office::console {

std::string csv_field(std::string_view text) {
    const bool formula = text.find_first_of("=+-@\t\r") == 0;
    const bool quoted = text.find_first_of("\",\r\n") != std::string_view::npos;
    std::string out;
    if (quoted) out.push_back('"');
    if (formula) out.push_back('\'');
    for (const char c : text) {
        if (c == '"') out.push_back('"');
        out.push_back(c);
    }
    if (quoted) out.push_back('"');
    return out;
}

void add_csv_row(std::string& to, std::initializer_list<std::string_view> fields) {
    bool first = true;
    for (const auto field : fields) {
        if (!first) to.push_back(',');
        first = false;
        to += csv_field(field);
    }
    to += "\r\n";
}

}  // namespace lobby::office::console
