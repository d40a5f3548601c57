// A Dear ImGui context without windows, and pictures made of everything that the kiosk draws with.
#pragma once

#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include <imgui.h>

#include "kiosk/ui/raster/software_raster.hpp"

namespace lobby::kiosk::ui::testing {

struct Picture {
    Picture(int w, int h) : width(w), height(h), pixels(static_cast<size_t>(w) * static_cast<size_t>(h)) {}
    [[nodiscard]] Canvas canvas() { return {pixels.data(), width, height, width}; }
    [[nodiscard]] uint32_t at(int x, int y) const {
        return pixels[static_cast<size_t>(y) * static_cast<size_t>(width) + static_cast<size_t>(x)];
    }
    int width;
    int height;
    std::vector<uint32_t> pixels;
};

class Drawing {
public:
    Drawing(int width, int height) : context_(ImGui::CreateContext()), width_(width), height_(height) {
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
        io.Fonts->TexDesiredFormat = ImTextureFormat_Alpha8;
        ImGui::GetStyle().AntiAliasedLinesUseTex = false;
    }
    Drawing(const Drawing&) = delete;
    Drawing& operator=(const Drawing&) = delete;
    ~Drawing() {
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);
        }
        ImGui::DestroyContext(context_);
    }

    ImDrawData& frame(const std::function<void(ImDrawList&)>& content) {
        ImGui::SetCurrentContext(context_);
        ImGui::GetIO().DisplaySize = {static_cast<float>(width_), static_cast<float>(height_)};
        ImGui::GetIO().DeltaTime = 1.0F / 60;
        ImGui::NewFrame();
        content(*ImGui::GetBackgroundDrawList());
        ImGui::Render();
        return *ImGui::GetDrawData();
    }

private:
    ImGuiContext* context_;
    int width_;
    int height_;
};

// One thing on the screen, with everything about it chosen by the seed.
struct Shape {
    unsigned seed = 0;

    void draw(ImDrawList& list, float width, float height) const {
        std::mt19937 random(seed);
        const auto between = [&](float low, float high) {
            return low + (high - low) * static_cast<float>(random() % 4096) / 4095.0F;
        };
        const auto color = [&] {
            const auto alpha = random() % 3 == 0 ? 60 + random() % 180 : 255;
            return IM_COL32(random() % 256, random() % 256, random() % 256, alpha);
        };
        const ImVec2 a{between(-20, width), between(-20, height)};
        const ImVec2 b{a.x + between(1, width * 0.7F), a.y + between(1, height * 0.7F)};
        const bool clipped = random() % 4 == 0;
        if (clipped)
            list.PushClipRect({between(0, width / 2), between(0, height / 2)},
                              {between(width / 2, width), between(height / 2, height)}, true);
        switch (random() % 8) {
            case 0:
                list.AddRectFilled(a, b, color());
                break;
            case 1:
                list.AddRectFilled(a, b, color(), between(2, 30));
                break;
            case 2:
                list.AddRect(a, b, color(), between(0, 20), 0, between(1, 6));
                break;
            case 3:
                list.AddCircleFilled(a, between(1, 40), color());
                break;
            case 4:
                list.AddLine(a, b, color(), between(1, 9));
                break;
            case 5:
                list.AddText(nullptr, std::round(between(10, 40)), {std::floor(a.x), std::floor(a.y)},
                             color(), "Where is my case? 0123456789X");
                break;
            case 6:
                list.AddRectFilledMultiColor(a, b, color(), color(), color(), color());
                break;
            default:
                list.AddTriangleFilled(a, b, {between(0, width), between(0, height)}, color());
                break;
        }
        if (clipped) list.PopClipRect();
    }
};

}  // namespace lobby::kiosk::ui::testing
