// How sharp a page is in a picture. Pure.
#pragma once

#include <array>

#include "platform/scanner/page_guidance.hpp"
#include "platform/scanner/picture.hpp"

namespace lobby::platform {

// Below it small print runs together; found with pages blurred step by step (tests/unit/scanner).
inline constexpr float least_sharpness = 0.47F;

// How steep the steepest edges of the page within the corners are, in the direction that is less sharp (a
// page that moves is blurred in one): 0 to 1. Of an empty page its outline tells. Also for picking the best
// of several pictures of the same page.
[[nodiscard]] float sharpness(const Picture& picture, const std::array<PicturePoint, 4>& corners);

}  // namespace lobby::platform
