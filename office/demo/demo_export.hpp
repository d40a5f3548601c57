// Makes a whole export, case by case in order of acceptance: the same for the same options, on every machine.
#pragma once

#include <cstdint>

#include "office/demo/demo_case.hpp"
#include "office/demo/showcase.hpp"
#include "office/demo/writers.hpp"

namespace lobby::office::demo {

inline constexpr uint64_t most_cases = 3'000'000;

struct ExportOptions {
    uint64_t seed = 1;
    uint64_t prosecution = 623;  // the office's own published load of a year
    uint64_t arrest = 442;
    int confidential_percent = 5;
    Date today;
};

// `cases` with the kinds in the default's proportion.
void scale_to(ExportOptions& options, uint64_t cases);

struct ExportCounts {
    uint64_t cases = 0;
    uint64_t confidential = 0;
    uint64_t pending = 0;
    uint64_t overdue = 0;
};

// Writes every case and finishes the writer. The showcase's cases are among them as far as the numbers of
// either kind allow, and get their acceptance numbers here. Throws what the writer throws.
ExportCounts write_export(const ExportOptions& options, Showcase& showcase, const WorkingDays& calendar,
                          CaseWriter& writer);

}  // namespace lobby::office::demo
