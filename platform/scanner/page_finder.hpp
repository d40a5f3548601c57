// Finds the page in a picture and says what is in the way of a good one. Pure; OpenCV inside, nothing of it
// outside, and its copies of the picture are wiped.
#pragma once

#include "platform/scanner/page_guidance.hpp"
#include "platform/scanner/picture.hpp"

namespace lobby::platform {

// `steady` stays false: one picture does not tell.
[[nodiscard]] PageGuidance find_page(const Picture& picture);

// How sharp the strongest edges inside of the corners are: 0 (none) to 1. For picking the best of several
// pictures of the same page.
[[nodiscard]] float sharpness(const Picture& picture, const std::array<PicturePoint, 4>& corners);

// Whether there is anything at all to see: a flatbed's picture of its white lid has nothing.
[[nodiscard]] bool is_blank(const Picture& picture);

}  // namespace lobby::platform
