// A page's picture as recognition wants it: grey, evenly lit, of a known size, level. Leptonica inside. Only
// in the reading process.
#pragma once

#include <memory>

#include "platform/scanner/picture.hpp"

struct Pix;  // Leptonica's

namespace lobby::kiosk {

struct ClosePix {
    void operator()(Pix* pix) const;
};
using PixPtr = std::unique_ptr<Pix, ClosePix>;

// The red channel, in which the seals over signatures and dates are pale, made smaller where it is larger
// than recognition has use for. Null: no memory, or too small for a page.
[[nodiscard]] PixPtr grey_of(const platform::Picture& picture);

// Shadows and yellow lamps taken out: paper becomes white wherever it is.
[[nodiscard]] PixPtr evenly_lit(Pix* grey);

// What is left of seals taken out, at the cost of thin strokes: for a second look at dates.
[[nodiscard]] PixPtr without_seals(Pix* lit);

// Lines of text made level; the page may still stand on its head or lie on its side.
[[nodiscard]] PixPtr levelled(Pix* grey);

// Whether lines of text seem to run from top to bottom, and how sure that is: 1 not at all.
struct LineDirection {
    bool sideways = false;
    double sure = 1;
};
[[nodiscard]] LineDirection direction_of_lines(Pix* grey);

// Clockwise.
[[nodiscard]] PixPtr turned(Pix* grey, int quarter_turns);

}  // namespace lobby::kiosk
