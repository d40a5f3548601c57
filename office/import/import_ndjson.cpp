#include "office/api/text_rules.hpp"
#include "office/import/import_job.hpp"
#include "office/import/json_case.hpp"
#include "office/import/line_reader.hpp"

namespace lobby::office::imports {

namespace {

// Nothing when the file had that case before; otherwise whether anything changed.
std::optional<bool> put(Job& job, CaseRecord& record) {
    const auto stored = job.put(record.row);
    if (!stored) return std::nullopt;
    auto& store = job.store;
    bool changed = store.rows<PartyRow>().put(stored->case_id, record.parties);
    changed = store.rows<EventRow>().put(stored->case_id, record.events) || changed;
    changed = store.rows<EntitlementRow>().put(stored->case_id, record.entitlements) || changed;
    return changed || stored->changed;
}

}  // namespace

Result<void, FileFault> import_ndjson(Job& job) {
    TextSource source(job.file, Encoding::utf8);
    LineReader lines(source);
    JsonCaseParser parser(job.hash);
    for (uint64_t records = 1;; ++records) {
        const auto line = lines.next();
        if (!line) return fail(line.error());
        if (!*line) return {};
        job.show(records);
        std::string_view text = **line;
        if (lines.line() == 1 && text.starts_with(byte_order_mark))
            text.remove_prefix(byte_order_mark.size());

        auto problem = parser.parse(text);
        if (!problem) {
            if (const auto changed = put(job, parser.record())) {
                job.accept(*changed);
                continue;
            }
            problem = Problem{FieldId::acceptance_number, Reason::repeated_case,
                              value_class(parser.record().row.acceptance_number)};
        }
        if (problem->reason == Reason::not_json) {
            if (!api::is_utf8(text)) return fail(FileFault{Fault::not_utf8, lines.line()});
            if (parser.incomplete() && lines.without_end())
                return fail(FileFault{Fault::cut_off, lines.line()});
        }
        job.reject(lines.line(), *problem);
        const auto remains = parser.remains();
        job.keep_closed(remains.acceptance_number, remains.confidentiality);
    }
}

}  // namespace lobby::office::imports
