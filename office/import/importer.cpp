#include "office/import/importer.hpp"

#include <algorithm>

#include "office/cases/person_roots.hpp"
#include "office/import/csv_reader.hpp"
#include "office/import/report_file.hpp"
#include "office/ledger/ledger.hpp"
#include "office/store/databases.hpp"

namespace lobby::office::imports {

namespace fs = std::filesystem;

namespace {

void account(const fs::path& data_dir, const StoreKey& key, WallTime at, const LedgerEntry& entry) {
    auto db = open_office_db(data_dir, Access::write);
    store::Transaction transaction(db);
    append_to_ledger(db, key, at, entry);
    transaction.commit();
}

// Without the file's name, in which a person's may stand: its hash tells which it was.
void record_import(store::Database& db, const Imported& done, WallTime started, WallTime finished) {
    store::Statement put(db,
                         "INSERT INTO imports (kind, file_hash, started_at, finished_at, accepted, changed, "
                         "rejected) VALUES (?, ?, ?, ?, ?, ?, ?)");
    put.bind(1, std::string(done.kind));
    put.bind(2, done.file_hash);
    put.bind(3, int64_t{started.time_since_epoch().count()});
    put.bind(4, int64_t{finished.time_since_epoch().count()});
    put.bind(5, static_cast<int64_t>(done.counts.accepted));
    put.bind(6, static_cast<int64_t>(done.counts.changed));
    put.bind(7, static_cast<int64_t>(done.counts.rejected));
    put.exec();
}

HashIdentity hash_with(PersonRoots& roots) {
    return [&roots](const IdentityNumber& number) { return roots.keep(number); };
}

// By the ending of its name.
std::optional<FieldNaming> form_of(const fs::path& file) {
    const auto ending = file.extension();
    if (ending == ".csv") return FieldNaming::csv;
    if (ending == ".ndjson" || ending == ".jsonl") return FieldNaming::json;
    return std::nullopt;
}

// Cases first, then what belongs to them; a file that is none of these will say so itself.
int rank_of(const fs::path& file) {
    if (form_of(file) != FieldNaming::csv) return 0;
    auto opened = ExportFile::open(file, {});
    if (!opened) return 0;
    const auto header = recognise(*opened);
    return header ? static_cast<int>(header->kind) : 0;
}

Result<Imported, FileFault> import_in_transaction(const fs::path& data_dir, const StoreKey& key,
                                                  const Clock& clock, const ImportRequest& request) {
    const auto started = clock.wall();
    const auto form = form_of(request.file);
    if (!form) return fail(FileFault{Fault::unknown_kind});
    auto file = ExportFile::open(request.file, request.stop);
    if (!file) return fail(file.error());
    CsvHeader header;
    if (*form == FieldNaming::csv) {
        const auto recognised = recognise(*file);
        if (!recognised) return fail(recognised.error());
        header = *recognised;
    }
    auto db = open_cases_db(data_dir, Access::write);
    db.begin_bulk();
    db.set_patience(request.patience);
    store::Transaction transaction(db);
    Imported done;
    {
        CaseStore store(db);
        PersonRoots roots(db, key);
        done.kind = *form == FieldNaming::csv ? word_of(header.kind) : "cases_ndjson";
        Job job{*file, store, hash_with(roots), request.progress, RejectReport(*form), {}, {}};
        const auto taken = *form == FieldNaming::csv ? import_csv(job, header, db) : import_ndjson(job);
        if (!taken) return fail(taken.error());
        const auto hash = file->finish();
        if (!hash) return fail(hash.error());
        done.file_hash = *hash;
        done.counts = job.counts;
        if (job.report.entries() > 0) {
            done.report = request.report;
            write_report(request.report, job.report.text());
        }
    }
    record_import(db, done, started, clock.wall());
    transaction.commit();
    db.end_bulk();
    return done;
}

Fault fault_of(const store::Error& e) {
    return e.kind() == store::Error::Kind::busy ? Fault::busy : Fault::store_failed;
}

}  // namespace

Importer::Importer(fs::path data_dir, const StoreKey& key, const Clock& clock, Log& log)
    : data_dir_(std::move(data_dir)), key_(key), clock_(clock), log_(log) {}

Result<Imported, FileFault> Importer::run(const ImportRequest& request) {
    const auto started = clock_.steady();
    account(data_dir_, key_, clock_.wall(), {LedgerKind::import_started, {}});
    log_.write(Event::import_started);
    Result<Imported, FileFault> done = fail(FileFault{Fault::store_failed});
    try {
        done = import_in_transaction(data_dir_, key_, clock_, request);
    } catch (const store::Error& e) {
        done = fail(FileFault{fault_of(e)});
        log_.write(Event::import_failed, {{Field::code, e.code()}});
    }
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(clock_.steady() - started).count();
    if (!done) {
        account(data_dir_, key_, clock_.wall(),
                {LedgerKind::import_finished,
                 {{"result", word_of(done.error().fault)}, {"line", done.error().line}}});
        log_.write(Event::import_failed, {{Field::reason, word_of(done.error().fault)}});
        return done;
    }
    account(data_dir_, key_, clock_.wall(),
            {LedgerKind::import_finished,
             {{"result", "done"},
              {"kind", done->kind},
              {"file", hex(done->file_hash)},
              {"accepted", done->counts.accepted},
              {"changed", done->counts.changed},
              {"rejected", done->counts.rejected},
              {"closed", done->counts.closed}}});
    log_.write(Event::import_finished, {{Field::kind, done->kind},
                                        {Field::count, done->counts.accepted},
                                        {Field::rejected, done->counts.rejected},
                                        {Field::milliseconds, took}});
    return done;
}

Result<std::vector<fs::path>, FileFault> exports_in(const fs::path& dir) {
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::directory_iterator at(dir, error), end; !error && at != end; at.increment(error))
        if (is_export_name(at->path())) files.push_back(at->path());
    if (error) return fail(FileFault{Fault::unreadable});
    put_in_order(files);
    return files;
}

bool is_export_name(const fs::path& file) {
    const auto name = file.filename().string();
    return !name.starts_with('.') && !name.ends_with(".rejects.csv") && form_of(file).has_value();
}

void put_in_order(std::vector<fs::path>& files) {
    std::vector<std::pair<int, fs::path>> ranked;
    ranked.reserve(files.size());
    for (auto& file : files) ranked.emplace_back(rank_of(file), std::move(file));
    std::ranges::sort(ranked);
    files.clear();
    for (auto& [rank, file] : ranked) files.push_back(std::move(file));
}

}  // namespace lobby::office::imports
