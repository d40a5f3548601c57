#include <algorithm>

#include "office/import/case_rules.hpp"
#include "office/import/csv_reader.hpp"
#include "office/import/csv_rows.hpp"
#include "office/import/field_rules.hpp"
#include "office/import/import_job.hpp"

namespace lobby::office::imports {

namespace {

// The next row behind the header. Nothing after the last.
Result<std::optional<CsvRow>, FileFault> next_row(CsvReader& csv, const CsvHeader& header) {
    const auto more = csv.next();
    if (!more) return fail(more.error());
    if (!*more) return std::nullopt;
    const size_t columns = csv.fields().size();
    if (columns > header.columns) return fail(FileFault{Fault::too_many_columns, csv.line()});
    if (columns < header.columns) return fail(FileFault{Fault::too_few_columns, csv.line()});
    return CsvRow(header, csv.fields());
}

Result<void, FileFault> import_cases(Job& job, const CsvHeader& header) {
    TextSource source(job.file, header.encoding);
    CsvReader csv(source);
    if (const auto first = csv.next(); !first) return fail(first.error());
    CaseRow row;
    for (uint64_t records = 1;; ++records) {
        const auto fields = next_row(csv, header);
        if (!fields) return fail(fields.error());
        if (!*fields) return {};
        job.show(records);
        auto problem = read_case(**fields, row);
        if (!problem) {
            if (const auto put = job.put(row)) {
                job.accept(put->changed);
                continue;
            }
            problem = Problem{FieldId::acceptance_number, Reason::repeated_case, value_class((**fields)[0])};
        }
        job.reject(csv.line(), *problem);
        job.keep_closed(row.acceptance_number, row.confidentiality);
    }
}

// ---- rows that belong to cases

// The rows of one case that stand one below the other.
template <class Row>
struct Group {
    std::string given;  // the acceptance number as the file has it
    std::optional<Problem> unknown;
    int64_t case_id = 0;
    std::vector<Row> rows;
    std::vector<uint64_t> lines;
    bool rejected = false;
};

// A history with a gap tells something untrue: of events all rows of a case are taken or none. Of parties and
// entitlements a row less only withholds.
template <class Row>
constexpr bool all_or_none = std::is_same_v<Row, EventRow>;

// A case whose rows are not all below one another cannot be replaced as they come. They are gathered under
// the negative of its number, in the same tables and the same transaction, and put in place at the end.
enum class Way { directly, gathering };

enum class Ending { done, scattered };

template <class Row>
class ChildImport {
public:
    ChildImport(Job& job, const CsvHeader& header, Way way)
        : job_(job), header_(header), way_(way), table_(job.store.rows<Row>()) {}

    Result<Ending, FileFault> run() {
        TextSource source(job_.file, header_.encoding);
        CsvReader csv(source);
        if (const auto first = csv.next(); !first) return fail(first.error());
        for (uint64_t records = 1;; ++records) {
            const auto fields = next_row(csv, header_);
            if (!fields) return fail(fields.error());
            if (!*fields) break;
            job_.show(records);
            const CsvRow& row = **fields;
            if (records == 1 || row[0] != group_.given) {
                if (!flush()) return Ending::scattered;
                begin(row[0]);
            }
            take(row, csv.line());
        }
        if (!flush()) return Ending::scattered;
        if (way_ == Way::gathering) put_gathered();
        return Ending::done;
    }

private:
    void begin(std::string_view given) {
        group_.given = given;
        group_.unknown.reset();
        group_.case_id = 0;
        group_.rows.clear();
        group_.lines.clear();
        group_.rejected = false;
        if (const auto wrong = read_acceptance_number(given, number_)) {
            group_.unknown = Problem{FieldId::acceptance_number, *wrong, value_class(given)};
        } else if (const auto found = job_.store.find(number_)) {
            group_.case_id = *found;
        } else {
            group_.unknown = Problem{FieldId::acceptance_number, Reason::unknown_case, value_class(given)};
        }
    }

    void take(const CsvRow& fields, uint64_t line) {
        if (group_.unknown) return job_.reject(line, *group_.unknown);
        Row row;
        auto problem = read_row(fields, job_.hash, row);
        if (!problem) problem = conflict(std::span<const Row>(group_.rows), row);
        if (problem) {
            group_.rejected = true;
            return job_.reject(line, *problem);
        }
        group_.rows.push_back(std::move(row));
        group_.lines.push_back(line);
    }

    // False when the case had rows further up and this is not the way for that.
    bool flush() {
        if (group_.case_id == 0) return true;
        const bool again = !job_.seen.add(group_.case_id);
        if (way_ == Way::gathering)
            gather(again);
        else if (again)
            return false;
        else
            settle(group_.case_id, group_.rows, group_.rejected);
        return true;
    }

    void gather(bool again) {
        std::vector<Row> rows;
        if (again) table_.load(-group_.case_id, rows);
        for (size_t i = 0; i < group_.rows.size(); ++i) {
            if (const auto problem = conflict(std::span<const Row>(rows), group_.rows[i])) {
                group_.rejected = true;
                job_.reject(group_.lines[i], *problem);
            } else {
                rows.push_back(std::move(group_.rows[i]));
            }
        }
        if (group_.rejected) incomplete_.add(group_.case_id);
        group_.lines.clear();
        table_.put(-group_.case_id, rows);
    }

    void put_gathered() {
        std::vector<Row> rows;
        while (const auto gathered = table_.first_gathered()) {
            table_.load(*gathered, rows);
            std::vector<Row> none;
            table_.put(*gathered, none);
            settle(-*gathered, rows, incomplete_.has(-*gathered));
            incomplete_.remove(-*gathered);
        }
        rows.clear();
        for (int64_t case_id = 1; case_id < incomplete_.end(); ++case_id)
            if (incomplete_.has(case_id)) settle(case_id, rows, true);
    }

    void settle(int64_t case_id, std::vector<Row>& rows, bool incomplete) {
        if (all_or_none<Row> && incomplete) {
            job_.counts.rejected += rows.size() - group_.lines.size();
            for (const uint64_t line : group_.lines)
                job_.reject(line, {FieldId::line, Reason::beside_rejected, ""});
            return;
        }
        const bool changed = table_.put(case_id, rows);
        job_.counts.accepted += rows.size();
        if (changed) job_.counts.changed += rows.size();
    }

    Job& job_;
    const CsvHeader& header_;
    Way way_;
    RowTable<Row>& table_;
    Group<Row> group_;
    std::string number_;
    SeenCases incomplete_;  // cases of which a row was rejected, while gathering
};

template <class Row>
Result<void, FileFault> import_children(Job& job, const CsvHeader& header, store::Database& db) {
    db.exec("SAVEPOINT before_rows");
    auto ending = ChildImport<Row>(job, header, Way::directly).run();
    if (ending && *ending == Ending::scattered) {
        db.exec("ROLLBACK TO before_rows");
        job.start_again();
        if (const auto back = job.file.rewind(); !back) return fail(back.error());
        ending = ChildImport<Row>(job, header, Way::gathering).run();
    }
    if (!ending) return fail(ending.error());
    db.exec("RELEASE before_rows");
    return {};
}

}  // namespace

Result<void, FileFault> import_csv(Job& job, const CsvHeader& header, store::Database& db) {
    switch (header.kind) {
        case CsvKind::cases:
            return import_cases(job, header);
        case CsvKind::parties:
            return import_children<PartyRow>(job, header, db);
        case CsvKind::events:
            return import_children<EventRow>(job, header, db);
        case CsvKind::entitlements:
            return import_children<EntitlementRow>(job, header, db);
    }
    return fail(FileFault{Fault::header_unknown});
}

}  // namespace lobby::office::imports
