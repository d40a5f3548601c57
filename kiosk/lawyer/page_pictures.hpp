// What the document scanner sees, and the page that was taken last: for the screen only, in memory only, gone
// with the visit. Main thread only.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "kiosk/ui/photo.hpp"
#include "kiosk/ui/ui.hpp"

namespace lobby::kiosk::lawyer {

struct PagePictures {
    std::shared_ptr<const ui::Photo> preview;
    std::vector<ui::Spot> corners;  // of the page in the preview; none: none found
    bool good = false;              // nothing is in the way of a good picture
    std::shared_ptr<const ui::Photo> taken;

    void forget() { *this = {}; }
};

}  // namespace lobby::kiosk::lawyer
