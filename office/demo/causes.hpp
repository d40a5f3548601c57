// What cases are about: the charges of the Criminal Law that a county sees, and which of them are
// confidential.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace lobby::office::demo {

struct Cause {
    std::string_view name;
    std::string_view department;
    int weight;                // relative frequency
    int victims_per_mille;     // how many of the cases have a victim as a party
    int group_per_mille;       // how many have several suspects
    int fast_track_per_mille;  // of the prosecution reviews
    int bail_per_mille;        // how many suspects are at large on a lighter measure
};

// Causes of cases without a confidentiality mark.
[[nodiscard]] std::span<const Cause> open_causes();

// Why a case is confidential: the mark and the causes that go with it.
struct MarkedCauses {
    uint32_t mark;  // Confidentiality
    int weight;
    std::span<const Cause> causes;
};
[[nodiscard]] std::span<const MarkedCauses> marked_causes();

}  // namespace lobby::office::demo
