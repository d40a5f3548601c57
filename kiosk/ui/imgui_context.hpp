// Dear ImGui without its windows and inputs: a draw list, fonts and a glyph atlas. One a thread.
#pragma once

#include <imgui.h>

#include "kiosk/ui/fonts.hpp"
#include "kiosk/ui/ui.hpp"

namespace lobby::kiosk::ui {

class ImGuiFrame {
public:
    explicit ImGuiFrame(const FontFiles& files);
    ~ImGuiFrame();
    ImGuiFrame(const ImGuiFrame&) = delete;
    ImGuiFrame& operator=(const ImGuiFrame&) = delete;

    // Draws one frame; the draw data belongs to ImGui until the next call.
    ImDrawData& draw(int width, int height, uint32_t now_ms, const Pointer& pointer, UiMemory& memory,
                     const Locale& locale, const std::function<void(Ui&)>& content, SemanticTree& tree);
    [[nodiscard]] size_t atlas_bytes() const;
    // What was drawn last cannot be rendered any more: draw anew before rendering.
    void forget_glyphs();

private:
    struct Context {
        Context();
        ~Context();
        Context(const Context&) = delete;
        Context& operator=(const Context&) = delete;
        ImGuiContext* context;
    };
    Context context_;
    Fonts fonts_;
    Theme theme_;
};

}  // namespace lobby::kiosk::ui
