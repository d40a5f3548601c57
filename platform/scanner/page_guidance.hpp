// What the camera sees of a page: where it lies and what is in the way of a good picture, so that the screen
// can say what to do. Where no page was found, too_dark is said of the picture, and cut_edge when something
// like paper goes on beyond it; all else is false then.
#pragma once

#include <array>

namespace lobby::platform {

// Parts of the picture: 0,0 is its upper left corner, 1,1 its lower right one.
struct PicturePoint {
    float x = 0;
    float y = 0;
    friend bool operator==(const PicturePoint&, const PicturePoint&) = default;
};

struct PageGuidance {
    bool found = false;
    bool glare = false;     // a lamp is mirrored in the page, or it is lit so that nothing is left to see
    bool blurred = false;   // out of focus, or moved
    bool cut_edge = false;  // the page goes on beyond the picture
    bool too_dark = false;
    bool too_small = false;  // too far away to be read
    bool steady = false;     // lies where it lay for a moment: of previews only
    // Clockwise from the one that is upper left in the picture. Whether the page stands on its head is not
    // known here.
    std::array<PicturePoint, 4> corners{};
    friend bool operator==(const PageGuidance&, const PageGuidance&) = default;
};

// Found, and nothing in the way; steadiness apart.
[[nodiscard]] constexpr bool is_good(const PageGuidance& g) {
    return g.found && !g.glare && !g.blurred && !g.cut_edge && !g.too_dark && !g.too_small;
}

}  // namespace lobby::platform
