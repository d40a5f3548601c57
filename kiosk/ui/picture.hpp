// Writing what was drawn as a PNG (libpng).
#pragma once

#include <string>

#include "kiosk/ui/raster/software_raster.hpp"

namespace lobby::kiosk::ui {

// False when the file cannot be written.
bool write_png(const Canvas& canvas, const std::string& file);

}  // namespace lobby::kiosk::ui
