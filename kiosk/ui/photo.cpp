#include "kiosk/ui/photo.hpp"

#include <algorithm>

#include <imgui.h>
#include <sodium.h>

namespace lobby::kiosk::ui {

namespace {

constexpr int longest_edge = 4096;

}  // namespace

Photo::Photo(int serial, std::span<const uint8_t> rgb, int width, int height)
    : texture_(std::make_unique<ImTextureData>()) {
    width = std::clamp(width, 1, longest_edge);
    height = std::clamp(height, 1, longest_edge);
    texture_->Create(ImTextureFormat_RGBA32, width, height);
    texture_->UniqueID = serial;
    texture_->UseColors = true;
    texture_->SetTexID(static_cast<ImTextureID>(serial) + 1);
    texture_->SetStatus(ImTextureStatus_OK);
    auto* out = texture_->Pixels;
    const size_t pixels = std::min(static_cast<size_t>(width) * static_cast<size_t>(height), rgb.size() / 3);
    for (size_t i = 0; i < pixels; ++i) {
        out[4 * i] = rgb[3 * i];
        out[4 * i + 1] = rgb[3 * i + 1];
        out[4 * i + 2] = rgb[3 * i + 2];
        out[4 * i + 3] = 255;
    }
}

Photo::~Photo() {
    sodium_memzero(texture_->Pixels, static_cast<size_t>(texture_->GetSizeInBytes()));
}

int Photo::width() const {
    return texture_->Width;
}

int Photo::height() const {
    return texture_->Height;
}

}  // namespace lobby::kiosk::ui
