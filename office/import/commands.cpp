#include "office/import/commands.hpp"

#include <memory>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/civil_date.hpp"
#include "office/import/importer.hpp"
#include "office/import/report_file.hpp"
#include "office/store/databases.hpp"

namespace lobby::office::imports {

namespace fs = std::filesystem;

namespace {

// Rewrites one line of a terminal.
class Meter {
public:
    explicit Meter(const Clock& clock) : clock_(clock), on_(::isatty(STDERR_FILENO) == 1) {}
    void show(const Progress& p) {
        const auto now = clock_.steady();
        if (!on_ || now - last_ < std::chrono::milliseconds(200)) return;
        last_ = now;
        const auto percent = p.bytes_in_all == 0 ? 100 : p.bytes * 100 / p.bytes_in_all;
        fmt::print(stderr, "\r{:3} %  {} records ", percent, p.records);
        drawn_ = true;
    }
    void clear() {
        if (drawn_) fmt::print(stderr, "\r\033[K");
        drawn_ = false;
    }

private:
    const Clock& clock_;
    bool on_;
    bool drawn_ = false;
    SteadyTime last_{};
};

// A name of the operator's own, put so that it cannot write on his terminal.
std::string shown(const fs::path& file) {
    std::string name = file.filename().string();
    for (char& c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
    return name;
}

fs::path report_for(const fs::path& data_dir, const fs::path& file, WallTime now) {
    auto stamp = iso_time(now).substr(0, 19);
    std::erase_if(stamp, [](char c) { return c == ':' || c == '-'; });
    return data_dir / "import-reports" / (stamp + "-" + short_name(file) + ".rejects.csv");
}

void tell(const fs::path& file, const Imported& done) {
    const auto& c = done.counts;
    fmt::print(stderr, "{}: {} accepted ({} changed, {} unchanged), {} rejected\n", shown(file), c.accepted,
               c.changed, c.accepted - c.changed, c.rejected);
    if (c.closed > 0)
        fmt::print(stderr, "{}: {} rejected lines marked their case confidential: it is closed\n",
                   shown(file), c.closed);
    if (!done.report.empty())
        fmt::print(stderr, "{}: rejected lines: {}\n", shown(file), done.report.string());
}

void take(const OfficeConfig& config, const fs::path& given) {
    ::umask(077);
    const SystemClock clock;
    auto log = Log::discard(clock);
    std::vector<fs::path> files{given};
    if (fs::is_directory(given)) {
        auto found = exports_in(given);
        if (!found || found->empty()) {
            fmt::print(stderr, "there is no export in the folder (.csv, .ndjson or .jsonl)\n");
            throw CLI::RuntimeError(2);
        }
        files = std::move(*found);
    }
    const auto key = StoreKey::load_or_make(config.data_dir);
    Importer importer(config.data_dir, key, clock, log);
    bool failed = false;
    for (const auto& file : files) {
        Meter meter(clock);
        const auto done =
            importer.run({file, report_for(config.data_dir, file, clock.wall()), {}, [&](const Progress& p) {
                              meter.show(p);
                          }});
        meter.clear();
        if (done)
            tell(file, *done);
        else
            fmt::print(stderr, "{}: not imported: {}\n", shown(file), describe(done.error()));
        failed = failed || !done;
    }
    if (failed) throw CLI::RuntimeError(1);
}

}  // namespace

void add_commands(CLI::App& app, const ConfigSource& config) {
    auto given = std::make_shared<std::string>();
    auto* command = app.add_subcommand("import", "Take an export of the business system");
    command->fallthrough();
    command->add_option("export", *given, "A file (.csv, .ndjson, .jsonl) or a folder of them")->required();
    command->callback([config, given] { take(config(), *given); });
}

}  // namespace lobby::office::imports
