// The emulated camera's picture, in the layout that its driver set: drawn when something changed, and twice,
// so that its noise moves.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "platform/emulator/scanner/scene.hpp"
#include "platform/scanner/camera_frame.hpp"

namespace lobby::emulator::scanner {

class FrameMaker {
public:
    // What happens on the desk.
    void lay(platform::Picture page);  // empty: take it away
    [[nodiscard]] bool has_page() const { return !page_.empty(); }
    void change(const Scene& scene);
    [[nodiscard]] const Scene& scene() const { return scene_; }
    // The camera breaks: so many frames are damaged; or each is these bytes, whatever they are (empty: no
    // more).
    void damage(uint32_t frames) { damaged_ = frames; }
    [[nodiscard]] uint32_t damaged() const { return damaged_; }
    void pretend(std::vector<uint8_t> bytes) { pretended_ = std::move(bytes); }

    [[nodiscard]] std::vector<uint8_t> next(const platform::FrameLayout& layout);

private:
    [[nodiscard]] const std::vector<uint8_t>& drawn(const platform::FrameLayout& layout);

    platform::Picture page_;
    Scene scene_;
    std::vector<uint8_t> pretended_;
    std::array<std::vector<uint8_t>, 2> drawn_;
    platform::FrameLayout drawn_for_;
    uint64_t frames_ = 0;
    uint32_t damaged_ = 0;
};

}  // namespace lobby::emulator::scanner
