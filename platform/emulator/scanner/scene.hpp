// What the emulated camera sees: a page on a desk, under a lamp, through a lens. Pure and the same for the
// same seed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "platform/scanner/page_guidance.hpp"
#include "platform/scanner/picture.hpp"

namespace lobby::emulator::scanner {

enum class Desk { dark, wood, grey };

struct Scene {
    Desk desk = Desk::dark;
    double tilt = 6;     // degrees, by which the camera does not look straight down
    double lens = 1.0;   // focal length as a part of the picture's longer edge
    double turn = 3;     // degrees, clockwise
    double size = 0.86;  // of the picture's shorter side that the page's longer side or width fills
    double left = 0;     // moved aside, parts of the picture's width; with 0.4 an edge is outside
    double light = 0.9;  // 1: paper is as bright as it can be without being washed out
    bool glare = false;
    double blur = 0;   // standard deviation in pixels
    double smear = 0;  // pixels of movement to the side
    double noise = 2;  // standard deviation in levels
    uint64_t seed = 1;
};

// `page` is the page's own picture; empty: the desk alone. The size is the camera's.
[[nodiscard]] platform::Picture draw_scene(const platform::Picture& page, const Scene& scene, uint32_t width,
                                           uint32_t height);

// Where the page's own corners are in the scene, in find_page's parts of the picture, beginning with the
// page's own upper left one; also when they are outside.
[[nodiscard]] std::array<platform::PicturePoint, 4> page_corners(uint32_t page_width, uint32_t page_height,
                                                                 const Scene& scene, uint32_t width,
                                                                 uint32_t height);

// A page with a title, lines of print and a red seal in its lower right part, which tells its sides apart.
[[nodiscard]] platform::Picture sample_page(uint32_t width = 1240, uint32_t height = 1754);

}  // namespace lobby::emulator::scanner
