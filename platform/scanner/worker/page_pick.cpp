#include "platform/scanner/worker/page_pick.hpp"

#include <utility>

#include "platform/scanner/page_finder.hpp"
#include "platform/scanner/page_shape.hpp"
#include "platform/scanner/page_sharpness.hpp"

namespace lobby::platform {

namespace {

constexpr unsigned enough_usable = 3;
constexpr unsigned enough_empty = 6;
constexpr unsigned enough_broken = 8;

}  // namespace

std::optional<PagePick::Outcome> PagePick::look(std::span<const uint8_t> frame, const FrameLayout& layout) {
    if (pass_over_ > 0) {
        --pass_over_;
        return std::nullopt;
    }
    auto picture = decode_frame(frame, layout);
    if (!picture && picture.error() == FrameError::too_large) return CaptureFailed{CaptureFailure::too_large};
    if (!picture) {
        if (++broken_ >= enough_broken) return finish();
        return std::nullopt;
    }
    const auto guidance = find_page(*picture);
    if (!guidance.found) {
        if (++empty_ >= enough_empty) return finish();
        return std::nullopt;
    }
    ++usable_;
    keep_if_best(std::move(*picture), guidance);
    if (usable_ < enough_usable) return std::nullopt;
    return finish();
}

void PagePick::keep_if_best(Picture picture, const PageGuidance& guidance) {
    // A page whole and without a lamp in it is better than a sharper one with.
    const float sharp = sharpness(picture, guidance.corners) - (guidance.cut_edge ? 2.0F : 0.0F) -
                        (guidance.glare ? 1.0F : 0.0F);
    if (usable_ > 1 && sharp <= sharpness_) return;
    sharpness_ = sharp;
    guidance_ = guidance;
    best_ = std::move(picture);
}

PagePick::Outcome PagePick::finish() {
    if (!best_.empty()) {
        const Picture page = straighten(best_, guidance_.corners);
        best_.wipe();
        return PageCaptured{encode_page(page), guidance_};
    }
    if (empty_ > 0) return CaptureFailed{CaptureFailure::no_page};
    return CaptureFailed{broken_ > 0 ? CaptureFailure::picture_broken : CaptureFailure::timed_out};
}

}  // namespace lobby::platform
