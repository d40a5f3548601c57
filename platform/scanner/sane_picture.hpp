// A flatbed's scan, piece by piece as SANE hands it out, becomes a picture. Total: sizes and bytes are the
// backend's. Source: SANE Standard 1.06, 4.3.8 (parameters) and 4.3.10 (reading).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "platform/scanner/camera_frame.hpp"
#include "platform/scanner/picture.hpp"

namespace lobby::platform {

struct SaneShape {
    bool colour = false;  // red, green, blue beside each other; otherwise grey
    int depth = 8;        // only 8 is taken
    int bytes_per_line = 0;
    int pixels_per_line = 0;
    int lines = 0;  // below 0: known at the end only
};

class SanePicture {
public:
    [[nodiscard]] static Result<SanePicture, FrameError> begin(const SaneShape& shape);
    SanePicture(SanePicture&&) noexcept = default;
    SanePicture& operator=(SanePicture&&) = delete;
    SanePicture(const SanePicture&) = delete;
    SanePicture& operator=(const SanePicture&) = delete;
    ~SanePicture();

    // False: there are more lines than were announced, or than are ever taken.
    [[nodiscard]] bool add(std::span<const uint8_t> bytes);
    // Broken: lines are missing. What came is wiped.
    [[nodiscard]] Result<Picture, FrameError> finish();

private:
    explicit SanePicture(const SaneShape& shape);

    SaneShape shape_;
    std::vector<uint8_t> bytes_;  // reserved once, so that it never moves and leaves a copy
};

}  // namespace lobby::platform
