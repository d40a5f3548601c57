// The part of a printer that makes strips of dots out of text and pictures: the line that is being gathered,
// and the modes in force. What it returns is what the head would burn while the paper moves by that much.
#pragma once

#include <optional>
#include <vector>

#include "platform/emulator/printer/escpos_reader.hpp"
#include "platform/printer/gb18030.hpp"
#include "platform/printer/glyphs.hpp"
#include "platform/printer/raster.hpp"

namespace lobby::emulator::printer {

class TypeSetter {
public:
    TypeSetter(int width_dots, platform::PrintTypeface typeface);

    // The strips that this command prints, mostly none or one. A full line is printed by itself.
    [[nodiscard]] std::vector<platform::Raster> carry_out(const Command& command);
    // Modes as after switching on; drops the line that was begun.
    void reset();
    void drop_line() { line_.clear(); }
    // Pictures that came with a line begun are not printed (Epson: only at the start of a line).
    [[nodiscard]] size_t dropped_rows() const { return dropped_rows_; }

private:
    using Strips = std::vector<platform::Raster>;
    struct Cell {
        platform::Raster glyph;
    };
    struct Size {
        int across = 1;
        int down = 1;
    };
    void on(const Character& character, Strips& out);
    void on(const EndLine&, Strips& out);
    void on(const Initialize&, Strips&);
    void on(const SetAlign& set, Strips&);
    void on(const SetBold& set, Strips&);
    void on(const SetSize& set, Strips&);
    void on(const SetSpacing& set, Strips&);
    void on(const Feed& feed, Strips& out);
    void on(const Cut& cut, Strips& out);
    void on(const PictureRow& row, Strips& out);
    template <class Other>
    void on(const Other&, Strips&) {}
    [[nodiscard]] int indent(int width) const;
    [[nodiscard]] int line_width() const;

    int width_;
    platform::GbConverter gb_;
    platform::GlyphPress press_;
    std::vector<Cell> line_;
    int align_ = 0;
    bool bold_ = false;
    Size size_;
    Size chinese_size_;
    int spacing_;
    size_t dropped_rows_ = 0;
};

}  // namespace lobby::emulator::printer
