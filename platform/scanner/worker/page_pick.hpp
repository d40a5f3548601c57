// Looks at a camera's frames until one of them makes a page: the sharpest of a few. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <variant>

#include "platform/scanner/camera_frame.hpp"
#include "platform/scanner/scanner_events.hpp"

namespace lobby::platform {

class PagePick {
public:
    using Outcome = std::variant<PageCaptured, CaptureFailed>;

    // `pass_over`: frames at the beginning that are not looked at, while the camera finds its exposure.
    explicit PagePick(unsigned pass_over) : pass_over_(pass_over) {}

    // Nothing: another frame is wanted.
    [[nodiscard]] std::optional<Outcome> look(std::span<const uint8_t> frame, const FrameLayout& layout);
    // No more time: the best that there is.
    [[nodiscard]] Outcome finish();

private:
    void keep_if_best(Picture picture, const PageGuidance& guidance);

    unsigned pass_over_;
    unsigned usable_ = 0;
    unsigned empty_ = 0;
    unsigned broken_ = 0;
    Picture best_;
    PageGuidance guidance_;
    float sharpness_ = -1;
};

}  // namespace lobby::platform
