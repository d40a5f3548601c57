// demo-data: writes a made-up export of the business system. docs/operator-guide.md, "Demo data".
#include <cstdio>
#include <exception>
#include <fstream>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/clock.hpp"
#include "office/demo/demo_export.hpp"

namespace {

using namespace lobby;
using namespace lobby::office::demo;

struct Options {
    ExportOptions cases;
    uint64_t scale = 0;
    std::string today;
    std::string format = "ndjson";
    std::string encoding = "utf8";
    std::filesystem::path folder;
};

void write_identities(const std::filesystem::path& file, const Showcase& showcase) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << identities_json(showcase);
    out.close();
    if (!out) throw std::runtime_error("cannot write " + file.string());
}

void run(Options& options) {
    if (options.scale != 0) scale_to(options.cases, options.scale);
    if (options.cases.prosecution + options.cases.arrest > most_cases)
        throw std::runtime_error(fmt::format("at most {} cases", most_cases));
    options.cases.today = office_date(SystemClock().wall());
    if (!options.today.empty()) {
        const auto day = parse_date(options.today);
        if (!day) throw std::runtime_error("--today is a date: 2026-12-31");
        options.cases.today = *day;
    }
    const auto calendar = office::WorkingDays::built_in();
    auto showcase = make_showcase(options.cases.today, calendar);
    const auto writer = make_writer(options.folder, options.format == "csv" ? Format::csv : Format::ndjson,
                                    options.encoding == "gb18030" ? Encoding::gb18030 : Encoding::utf8);
    const auto counts = write_export(options.cases, showcase, calendar, *writer);
    write_identities(options.folder / "demo-identities.json", showcase);
    fmt::print(
        "{} cases: {} for review and prosecution, {} for arrest approval; {} confidential, {} pending, {} of "
        "them overdue\n",
        counts.cases, options.cases.prosecution, options.cases.arrest, counts.confidential, counts.pending,
        counts.overdue);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        CLI::App app("Writes a made-up export of the business system: no such people, no such cases",
                     "demo-data");
        Options options;
        app.add_option("--out", options.folder, "Folder for the export and demo-identities.json")->required();
        app.add_option("--seed", options.cases.seed, "The same seed and day give the same bytes")
            ->capture_default_str();
        auto* prosecution =
            app.add_option("--prosecution", options.cases.prosecution, "Cases for review and prosecution")
                ->capture_default_str();
        auto* arrest = app.add_option("--arrest", options.cases.arrest, "Cases for arrest approval")
                           ->capture_default_str();
        app.add_option("--scale", options.scale,
                       fmt::format("So many cases in the same proportion, up to {}", most_cases))
            ->check(CLI::Range(uint64_t{1}, most_cases))
            ->excludes(prosecution)
            ->excludes(arrest);
        app.add_option("--today", options.today, "The export's last day; today at the office by default");
        app.add_option("--confidential", options.cases.confidential_percent,
                       "Per cent of confidential cases; the labelled people keep theirs")
            ->check(CLI::Range(0, 100))
            ->capture_default_str();
        app.add_option("--format", options.format, "Of the export")
            ->check(CLI::IsMember({"ndjson", "csv"}))
            ->capture_default_str();
        app.add_option("--encoding", options.encoding, "Of CSV; NDJSON is always UTF-8")
            ->check(CLI::IsMember({"utf8", "gb18030"}))
            ->capture_default_str();
        CLI11_PARSE(app, argc, argv);
        run(options);
        return 0;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "demo-data: %s\n", e.what());
        return 1;
    }
}
