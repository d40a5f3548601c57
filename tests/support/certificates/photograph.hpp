// Makes a clean page look photographed: how a page comes out of the kiosk's perspective correction, or how
// the camera sees it on the desk. Deterministic by the seed.
#pragma once

#include <cstdint>

#include "tests/support/certificates/page_picture.hpp"

namespace lobby::test {

// What a photograph does to a page, in pixels of the page at 200 dpi where it is a length.
struct Photograph {
    double turn_degrees = 0;  // what is left of it after correction, or how it lies on the desk
    double perspective = 0;   // by how much of the page's side a corner is off
    double blur = 0;          // standard deviation
    double shadow = 0;        // 0 none, 1 black, at its darkest
    double noise = 0;         // standard deviation, of 255
    double light = 1;         // of the whole
    double yellow = 0;        // warm light, 0 to 1
    bool on_desk = false;     // with the desk around it, otherwise the page fills the picture
    uint64_t seed = 1;
};

// Harder or easier as chance has it, within what the kiosk's guidance lets through.
[[nodiscard]] Photograph random_photograph(uint64_t seed, bool on_desk);

[[nodiscard]] PagePicture photographed(const PagePicture& page, const Photograph& how);

}  // namespace lobby::test
