// Characters drawn as a printer's font draws them: black and white, in a cell of 24 dots (half as wide for
// ASCII). For those that the printer lacks, and for the emulator, which has no font in ROM.
//
// Opens the font files when the first character is drawn (FreeType maps them; 19 MB each). Not thread-safe.
#pragma once

#include <filesystem>
#include <memory>

#include "platform/printer/raster.hpp"

namespace lobby::platform {

constexpr int cell_height = 24;      // dots of a character, width of a full one
constexpr int half_cell_width = 12;  // of an ASCII character

// Dots that the character takes across, at single size.
[[nodiscard]] int cell_width(char32_t character);

struct PrintTypeface {
    std::filesystem::path regular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
    std::filesystem::path bold = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";
    long face = 2;  // Simplified Chinese in Noto's collections
};

class GlyphPress {
public:
    explicit GlyphPress(PrintTypeface typeface = {});
    ~GlyphPress();
    GlyphPress(const GlyphPress&) = delete;
    GlyphPress& operator=(const GlyphPress&) = delete;

    // The cell at `scale` times its size (1 to 4). A character that the font lacks is an empty box with a
    // border, as is every character when the font cannot be opened: a mark that something is missing.
    [[nodiscard]] Raster draw(char32_t character, bool bold, int scale_x, int scale_y);

private:
    struct Faces;
    PrintTypeface typeface_;
    std::unique_ptr<Faces> faces_;
};

}  // namespace lobby::platform
