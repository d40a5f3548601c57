// From a picture and the corners of the page in it to the page as it is kept.
#pragma once

#include <array>

#include "base/result.hpp"
#include "platform/scanner/page_guidance.hpp"
#include "platform/scanner/page_image.hpp"
#include "platform/scanner/picture.hpp"

namespace lobby::platform {

// The page alone, seen from straight above, in the proportions that it has (not those of its image), within
// longest_page_edge × shorter_page_edge and never larger than it was seen. Corners as find_page gives them;
// where they make no page (crossed, or without area) the picture is given whole.
[[nodiscard]] Picture straighten(const Picture& picture, const std::array<PicturePoint, 4>& corners);

// Quality falls, then size, until it fits most_page_bytes. A picture beyond a page's size is made smaller.
[[nodiscard]] PageImage encode_page(const Picture& picture);

}  // namespace lobby::platform
