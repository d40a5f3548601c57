// Finds the page in a picture and says what is in the way of a good one. Pure; OpenCV inside, nothing of it
// outside, and its copies of the picture are wiped.
#pragma once

#include "platform/scanner/page_guidance.hpp"
#include "platform/scanner/picture.hpp"

namespace lobby::platform {

// `steady` stays false: one picture does not tell.
[[nodiscard]] PageGuidance find_page(const Picture& picture);

// Whether there is anything at all to see: a flatbed's picture of its white lid has nothing.
[[nodiscard]] bool is_blank(const Picture& picture);

}  // namespace lobby::platform
