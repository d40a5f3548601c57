#include "platform/emulator/scanner/frame_maker.hpp"

#include <algorithm>
#include <utility>

#include "platform/scanner/jpeg.hpp"

namespace lobby::emulator::scanner {

using platform::FrameCode;
using platform::FrameLayout;
using platform::Picture;

namespace {

constexpr int camera_quality = 90;

uint8_t level(int value) {
    return static_cast<uint8_t>(std::clamp(value, 0, 255));
}

// ITU-R BT.601, limited range; the colours of two pixels are the first one's.
std::vector<uint8_t> to_yuyv(const Picture& picture) {
    std::vector<uint8_t> bytes;
    bytes.reserve(size_t{2} * picture.width() * picture.height());
    const auto rgb = picture.rgb();
    for (size_t i = 0; i + 5 < rgb.size(); i += 6) {
        const auto luma = [&rgb](size_t at) {
            return level((66 * rgb[at] + 129 * rgb[at + 1] + 25 * rgb[at + 2] + 128) / 256 + 16);
        };
        bytes.push_back(luma(i));
        bytes.push_back(level((-38 * rgb[i] - 74 * rgb[i + 1] + 112 * rgb[i + 2] + 128) / 256 + 128));
        bytes.push_back(luma(i + 3));
        bytes.push_back(level((112 * rgb[i] - 94 * rgb[i + 1] - 18 * rgb[i + 2] + 128) / 256 + 128));
    }
    return bytes;
}

bool alike(const FrameLayout& a, const FrameLayout& b) {
    return a.code == b.code && a.width == b.width && a.height == b.height;
}

}  // namespace

void FrameMaker::lay(Picture page) {
    page_ = std::move(page);
    drawn_ = {};
}

void FrameMaker::change(const Scene& scene) {
    scene_ = scene;
    drawn_ = {};
}

const std::vector<uint8_t>& FrameMaker::drawn(const FrameLayout& layout) {
    if (!alike(layout, drawn_for_)) drawn_ = {};
    drawn_for_ = layout;
    const uint64_t which = frames_++ % drawn_.size();
    auto& frame = drawn_[which];
    if (frame.empty()) {
        Scene scene = scene_;
        scene.seed += which;
        const Picture picture = draw_scene(page_, scene, layout.width, layout.height);
        frame = layout.code == FrameCode::yuyv ? to_yuyv(picture)
                                               : platform::encode_jpeg(picture, camera_quality);
    }
    return frame;
}

std::vector<uint8_t> FrameMaker::next(const FrameLayout& layout) {
    if (!pretended_.empty()) return pretended_;
    auto frame = drawn(layout);
    if (damaged_ == 0) return frame;
    --damaged_;
    // As when a packet of the cable's is lost: the rest stays away.
    frame.resize(frame.size() / 2);
    return frame;
}

}  // namespace lobby::emulator::scanner
