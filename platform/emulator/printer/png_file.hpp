// A sheet as it lies in the hand: the strip that the head can reach, with the paper's white edges, as a PNG.
#pragma once

#include <filesystem>

#include "platform/printer/raster.hpp"

namespace lobby::emulator::printer {

inline constexpr int paper_edge =
    32;  // dots on each side: 80 mm paper has 640, of which 576 can be printed on

// Complete or not at all: it appears under its name when it is written. False when it cannot be.
[[nodiscard]] bool write_png(const platform::Raster& picture, const std::filesystem::path& file);

}  // namespace lobby::emulator::printer
