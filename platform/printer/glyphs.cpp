#include "platform/printer/glyphs.hpp"

#include <algorithm>

#include <ft2build.h>
#include FT_FREETYPE_H

namespace lobby::platform {

namespace {

struct DoneLibrary {
    void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct DoneFace {
    void operator()(FT_Face face) const { FT_Done_Face(face); }
};
using Library = std::unique_ptr<FT_LibraryRec_, DoneLibrary>;
using Face = std::unique_ptr<FT_FaceRec_, DoneFace>;

constexpr int greatest_scale = 4;
constexpr int ink = 112;       // grey above this is black: thermal dots spread, so a little lighter than half
constexpr int body = 22;       // em in a cell of 24: glyphs of neighbouring cells must not touch
constexpr int half_body = 21;  // Noto's Latin letters are up to 0.55 em wide
constexpr int baseline = 20;   // from the cell's top

Face open(FT_Library library, const std::filesystem::path& file, long index) {
    FT_Face face = nullptr;
    if (FT_New_Face(library, file.c_str(), index, &face) != 0) return nullptr;
    return Face(face);
}

Raster missing(int width, int height) {
    Raster box(width, height);
    const int margin = std::min(width, height) / 8;
    for (int x = margin; x < width - margin; ++x) {
        box.set(x, margin);
        box.set(x, height - margin - 1);
    }
    for (int y = margin; y < height - margin; ++y) {
        box.set(margin, y);
        box.set(width - margin - 1, y);
    }
    return box;
}

}  // namespace

int cell_width(char32_t character) {
    return character < 0x80 ? half_cell_width : cell_height;
}

struct GlyphPress::Faces {
    Library library;
    Face regular;
    Face bold;
};

GlyphPress::GlyphPress(PrintTypeface typeface) : typeface_(std::move(typeface)) {}
GlyphPress::~GlyphPress() = default;

Raster GlyphPress::draw(char32_t character, bool bold, int scale_x, int scale_y) {
    scale_x = std::clamp(scale_x, 1, greatest_scale);
    scale_y = std::clamp(scale_y, 1, greatest_scale);
    const int width = cell_width(character) * scale_x;
    const int height = cell_height * scale_y;
    if (character == U' ' || character == 0x3000) return Raster(width, height);
    if (!faces_) {
        faces_ = std::make_unique<Faces>();
        FT_Library library = nullptr;
        if (FT_Init_FreeType(&library) == 0) {
            faces_->library.reset(library);
            faces_->regular = open(library, typeface_.regular, typeface_.face);
            faces_->bold = open(library, typeface_.bold, typeface_.face);
        }
    }
    FT_Face face = bold && faces_->bold ? faces_->bold.get() : faces_->regular.get();
    if (!face) return missing(width, height);
    const FT_UInt index = FT_Get_Char_Index(face, character);
    const int em = character < 0x80 ? half_body : body;
    const auto load = [&](int across) {
        return index != 0 &&
               FT_Set_Pixel_Sizes(face, static_cast<FT_UInt>(across), static_cast<FT_UInt>(em * scale_y)) ==
                   0 &&
               FT_Load_Glyph(face, index, FT_LOAD_RENDER | FT_LOAD_NO_BITMAP | FT_LOAD_TARGET_LIGHT) == 0;
    };
    if (!load(em * scale_x)) return missing(width, height);
    const auto& slot = *face->glyph;
    // A letter that is wider than its cell, such as an m, is made narrower.
    if (const int wide = static_cast<int>(slot.bitmap.width);
        wide > width && !load(em * scale_x * width / wide))
        return missing(width, height);
    Raster cell(width, height);
    const int advance = static_cast<int>(slot.advance.x / 64);
    const int ink_wide = static_cast<int>(slot.bitmap.width);
    const int left = std::clamp((width - advance) / 2 + slot.bitmap_left, 0, std::max(0, width - ink_wide));
    const int top = baseline * scale_y - slot.bitmap_top;
    for (int y = 0; y < static_cast<int>(slot.bitmap.rows); ++y)
        for (int x = 0; x < static_cast<int>(slot.bitmap.width); ++x)
            if (slot.bitmap.buffer[static_cast<ptrdiff_t>(y) * slot.bitmap.pitch + x] > ink)
                cell.set(left + x, top + y);
    return cell;
}

}  // namespace lobby::platform
