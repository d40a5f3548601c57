// An export that stays in memory.
#pragma once

#include <string>
#include <vector>

#include "office/demo/demo_export.hpp"

namespace lobby::office::demo {

class KeptCases final : public CaseWriter {
public:
    void write(const DemoCase& c) override { cases.push_back(c); }
    void finish() override { finished = true; }
    std::vector<DemoCase> cases;
    bool finished = false;
};

struct KeptExport {
    std::vector<DemoCase> cases;
    Showcase showcase;
    ExportCounts counts;
};

inline KeptExport keep_export(const ExportOptions& options) {
    const auto calendar = WorkingDays::built_in();
    KeptExport kept{{}, make_showcase(options.today, calendar), {}};
    KeptCases writer;
    kept.counts = write_export(options, kept.showcase, calendar, writer);
    kept.cases = std::move(writer.cases);
    return kept;
}

// Of an export too large to keep.
inline ExportCounts count_export(const ExportOptions& options) {
    class Nowhere final : public CaseWriter {
    public:
        void write(const DemoCase&) override {}
        void finish() override {}
    } nowhere;
    const auto calendar = WorkingDays::built_in();
    auto showcase = make_showcase(options.today, calendar);
    return write_export(options, showcase, calendar, nowhere);
}

inline ExportOptions options_of(uint64_t seed, const char* today, uint64_t scale = 0) {
    ExportOptions options;
    options.seed = seed;
    options.today = *parse_date(today);
    if (scale != 0) scale_to(options, scale);
    return options;
}

}  // namespace lobby::office::demo
