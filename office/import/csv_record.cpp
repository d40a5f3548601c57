#include "office/import/csv_record.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace lobby::office::imports {

namespace {

using Step = CsvRecordParser::Step;
using Outcome = CsvRecordParser::Outcome;

Step fault(Fault what, size_t lines = 0) {
    return {Outcome::fault, what, 0, lines};
}

// Bytes at which a field without quotes ends, or that it cannot have.
constexpr std::array<bool, 256> stops = [] {
    std::array<bool, 256> table{};
    for (const char c : {',', '"', '\r', '\n', '\0'}) table[static_cast<unsigned char>(c)] = true;
    return table;
}();

size_t find_stop(std::string_view text, size_t from) {
    while (from < text.size() && !stops[static_cast<unsigned char>(text[from])]) ++from;
    return from;
}

}  // namespace

CsvRecordParser::Step CsvRecordParser::parse(std::span<char> text, bool last) {
    const auto step = scan({text.data(), text.size()}, last);
    if (step.outcome != Outcome::record) return step;
    undouble(text);
    return step;
}

CsvRecordParser::Step CsvRecordParser::scan(std::string_view text, bool last) {
    const Step more = last ? fault(Fault::cut_off) : Step{};
    raw_.clear();
    blank_ = false;
    size_t at = 0;
    size_t lines = 0;
    for (;;) {
        if (raw_.size() == max_columns) return fault(Fault::too_many_columns, lines);
        Raw field;
        const bool quoted = at < text.size() && text[at] == '"';
        if (quoted) {
            field.from = ++at;
            for (;;) {
                const size_t quote = text.find('"', at);
                if (quote == std::string_view::npos || (quote + 1 == text.size() && !last)) return more;
                at = quote + 1;
                field.to = quote;
                if (at == text.size() || text[at] != '"') break;
                field.doubled = true;
                ++at;
            }
            const auto inside = text.substr(field.from, field.to - field.from);
            if (inside.find('\0') != std::string_view::npos) return fault(Fault::nul_byte, lines);
            lines += static_cast<size_t>(std::ranges::count(inside, '\n'));
        } else {
            field.from = at;
            at = find_stop(text, at);
            field.to = at;
        }
        raw_.push_back(field);

        if (at == text.size()) {
            if (!last) return {};
            return {Outcome::record, {}, at, lines};
        }
        switch (text[at]) {
            case ',':
                ++at;
                continue;
            case '\r':
                if (at + 1 == text.size() && !last) return {};
                if (at + 1 == text.size() || text[at + 1] != '\n') return fault(Fault::bad_line_end, lines);
                ++at;
                [[fallthrough]];
            case '\n':
                blank_ = raw_.size() == 1 && !quoted && field.from == field.to;
                return {Outcome::record, {}, at + 1, lines + 1};
            case '\0':
                return fault(Fault::nul_byte, lines);
            default:  // a quote inside of a field, or something behind a closing one
                return fault(Fault::bad_quotes, lines);
        }
    }
}

void CsvRecordParser::undouble(std::span<char> text) {
    fields_.clear();
    for (const auto& raw : raw_) {
        char* const from = text.data() + raw.from;
        size_t size = raw.to - raw.from;
        if (raw.doubled) {
            size_t kept = 0;
            for (size_t i = 0; i < size; ++i) {
                from[kept++] = from[i];
                if (from[i] == '"') ++i;
            }
            size = kept;
        }
        fields_.emplace_back(from, size);
    }
}

}  // namespace lobby::office::imports
