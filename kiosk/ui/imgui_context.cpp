#include "kiosk/ui/imgui_context.hpp"

#include <imgui_internal.h>
#include <sodium.h>

namespace lobby::kiosk::ui {

ImGuiFrame::Context::Context() : context(ImGui::CreateContext()) {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
    ImGui::GetStyle().AntiAliasedLinesUseTex = false;
    ImGui::GetStyle().CircleTessellationMaxError = 0.2F;
}

ImGuiFrame::Context::~Context() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
    ImGui::DestroyContext(context);
}

ImGuiFrame::ImGuiFrame(const FontFiles& files) : fonts_(files) {}
ImGuiFrame::~ImGuiFrame() = default;

ImDrawData& ImGuiFrame::draw(int width, int height, uint32_t now_ms, const Pointer& pointer, UiMemory& memory,
                             const Locale& locale, const std::function<void(Ui&)>& content,
                             SemanticTree& tree) {
    ImGui::SetCurrentContext(context_.context);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    io.DeltaTime = 1.0F / 60.0F;
    theme_ = Theme::for_screen(io.DisplaySize.x, io.DisplaySize.y);
    ImGui::NewFrame();
    Ui ui(io.DisplaySize.x, io.DisplaySize.y, now_ms, pointer, memory, theme_, fonts_, locale,
          *ImGui::GetBackgroundDrawList());
    content(ui);
    tree = SemanticTree(
        ui.tree());  // in fresh memory: what the old one said goes back to the heap, which wipes it
    ImGui::Render();
    return *ImGui::GetDrawData();
}

size_t ImGuiFrame::atlas_bytes() const {
    size_t bytes = 0;
    for (const ImTextureData* texture : ImGui::GetPlatformIO().Textures)
        bytes += static_cast<size_t>(texture->GetSizeInBytes());
    return bytes;
}

void ImGuiFrame::forget_glyphs() {
    ImGui::SetCurrentContext(context_.context);
    ImFontAtlas* atlas = ImGui::GetIO().Fonts;
    // Not CompactCache(): that keeps every glyph of a size that is in use.
    ImFontAtlasBuildClear(atlas);
    // The old atlas lives on until two frames from now, and the shapes of a name are the name.
    for (ImTextureData* texture : atlas->TexList) {
        if (texture == atlas->TexData || !texture->Pixels) continue;
        sodium_memzero(texture->Pixels, static_cast<size_t>(texture->GetSizeInBytes()));
        texture->DestroyPixels();
    }
    fonts_.release_pages();
}

}  // namespace lobby::kiosk::ui
