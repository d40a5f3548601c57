// How well photographed certificates are read: each is drawn, photographed on a desk, found and straightened
// as the scanner does it, read, and compared with what stands on it. For the test (a few) and the benchmark
// (all).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "office/api/registration.hpp"

namespace lobby::test {

struct FieldTally {
    int shown = 0;       // stood on a page
    int exact = 0;       // proposed as it stands there
    int wrong = 0;       // something else was proposed
    int sure_wrong = 0;  // and with a confidence of 90 or more
};

struct Misread {
    api::FormField field{};
    uint64_t seed = 0;
    std::string stands;
    std::string said;  // empty: nothing was proposed
};

struct Accuracy {
    int pages = 0;
    int found = 0;       // the page was found in the picture
    int recognised = 0;  // as the kind that it is
    std::map<api::FormField, FieldTally> fields;
    std::vector<Misread> misread;
    std::vector<double> milliseconds;  // reading alone, of each page
};

struct AccuracyPlan {
    api::PageKind kind{};
    uint64_t first_seed = 1;
    int pages = 1;
    bool with_code = false;
};

[[nodiscard]] Accuracy measure_accuracy(const AccuracyPlan& plan, const std::filesystem::path& language_data);

}  // namespace lobby::test
