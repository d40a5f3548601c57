// A picture of every screen, in every language and orientation, with made-up cases: for looking at and for
// audits.
#pragma once

#include <filesystem>

namespace lobby::kiosk::app {

// Writes screen.language.mode.png and index.html; 0 when all were drawn.
int draw_gallery(const std::filesystem::path& catalogues, const std::filesystem::path& folder);

}  // namespace lobby::kiosk::app
