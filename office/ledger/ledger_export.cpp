#include "office/ledger/ledger_export.hpp"

#include <limits>
#include <string>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace lobby::office {

namespace {

namespace json = boost::json;

constexpr size_t longest_line = 1u << 20;

struct Line {
    int64_t seq{};
    Digest32 previous{};
    Digest32 hash{};
    bool fits = false;  // the hash is that of what the line says
};

std::optional<Line> read_line(std::string_view text) {
    boost::system::error_code error;
    const auto parsed = json::parse(json::string_view(text.data(), text.size()), error);
    const auto* object = error ? nullptr : parsed.if_object();
    if (!object) return std::nullopt;
    const auto number = [&](const char* name) {
        const auto* value = object->if_contains(name);
        return value ? value->if_int64() : nullptr;
    };
    const auto text_at = [&](const char* name) {
        const auto* value = object->if_contains(name);
        return value ? value->if_string() : nullptr;
    };
    const auto* seq = number("seq");
    const auto* at = number("at");
    const auto* kind = text_at("kind");
    const auto* body = text_at("body");
    const auto* previous = text_at("prev_hash");
    const auto* hash = text_at("hash");
    if (!seq || *seq < 1 || !at || !kind || !body || !previous || !hash) return std::nullopt;
    Line line;
    line.seq = *seq;
    if (!from_hex({previous->data(), previous->size()}, line.previous) ||
        !from_hex({hash->data(), hash->size()}, line.hash))
        return std::nullopt;
    line.fits = line.hash == ledger_hash(*seq, *at, {kind->data(), kind->size()},
                                         {body->data(), body->size()}, line.previous);
    return line;
}

// The next line without its end; false: there is none, or it is too long.
bool next_line(std::istream& in, std::string& line) {
    line.clear();
    for (int c = in.get(); c != std::istream::traits_type::eof(); c = in.get()) {
        if (c == '\n') return true;
        if (line.size() == longest_line) return false;
        line += static_cast<char>(c);
    }
    return !line.empty();
}

}  // namespace

int64_t export_ledger(store::Database& db, const LedgerRange& range,
                      const std::function<void(std::string_view)>& take) {
    const store::OneView view(db);
    store::Statement query(
        db,
        "SELECT seq, at, kind, body, prev_hash, hash FROM ledger WHERE seq >= ? AND seq <= ? ORDER BY seq");
    query.bind(1, range.first);
    query.bind(2, range.last.value_or(std::numeric_limits<int64_t>::max()));
    int64_t count = 0;
    while (query.step()) {
        const auto line = json::serialize(json::object{{"seq", query.column(0).int64()},
                                                       {"at", query.column(1).int64()},
                                                       {"kind", query.column(2).text()},
                                                       {"body", query.column(3).text()},
                                                       {"prev_hash", hex(query.column(4).bytes())},
                                                       {"hash", hex(query.column(5).bytes())}}) +
                          "\n";
        take(line);
        ++count;
    }
    return count;
}

Result<CheckedExport, ExportBreak> check_export(std::istream& in, std::optional<int64_t> ask) {
    using What = ExportBreak::What;
    std::optional<CheckedExport> seen;
    std::string text;
    size_t at = 0;
    while (next_line(in, text)) {
        ++at;
        const auto line = read_line(text);
        if (!line) return fail(ExportBreak{at, What::malformed});
        if (seen && line->seq != seen->last + 1) return fail(ExportBreak{at, What::missing});
        const bool follows =
            seen ? line->previous == seen->hash : line->seq > 1 || line->previous == Digest32{};
        if (!line->fits || !follows) return fail(ExportBreak{at, What::altered});
        if (!seen) seen.emplace().first = line->seq;
        seen->last = line->seq;
        seen->hash = line->hash;
        if (ask == line->seq) seen->asked = line->hash;
    }
    if (!in.eof()) return fail(ExportBreak{at + 1, What::malformed});
    if (!seen) return fail(ExportBreak{1, What::missing});
    return *seen;
}

}  // namespace lobby::office
