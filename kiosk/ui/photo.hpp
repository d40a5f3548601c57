// A picture from outside, such as what a camera sees, ready to be drawn. Never changes; wiped when it goes.
// Main thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

struct ImTextureData;

namespace lobby::kiosk::ui {

class Photo {
public:
    // `rgb`: three bytes a pixel, row by row, width * height of them; with fewer the rest is black. `serial`
    // is another one for each picture that is ever drawn: by it the raster knows that a picture is a new one.
    Photo(int serial, std::span<const uint8_t> rgb, int width, int height);
    ~Photo();
    Photo(const Photo&) = delete;
    Photo& operator=(const Photo&) = delete;

    [[nodiscard]] int width() const;
    [[nodiscard]] int height() const;
    [[nodiscard]] ImTextureData& texture() const { return *texture_; }

private:
    std::unique_ptr<ImTextureData> texture_;
};

}  // namespace lobby::kiosk::ui
