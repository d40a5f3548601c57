// The kiosk's one window, and the loop that sleeps until something happens: a touch, an event that another
// thread posted, or a time that the program asked to be woken at. Nothing changed, nothing is drawn.
//
// Everything but post() belongs to the main thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/ui/fonts.hpp"
#include "kiosk/ui/semantic_tree.hpp"
#include "kiosk/ui/ui.hpp"

namespace lobby::kiosk::ui {

struct WindowSettings {
    std::string title;
    int width = 0;  // 0: the whole display
    int height = 0;
    bool hide_cursor = true;
    FontFiles fonts;
};

struct FrameStats {
    uint64_t frames = 0;   // presented
    uint64_t last_us = 0;  // from the start of drawing to the end of presenting
    uint64_t worst_us = 0;
    uint64_t last_tiles = 0;
    uint64_t atlas_bytes = 0;
};

// What the window shows and asks; all called on the main thread.
struct Program {
    std::function<void(Ui&)> draw;
    // Carries out what the last frame's touches asked for; true when the picture may have changed.
    std::function<bool(uint32_t now_ms)> settle;
    // How long the program can sleep without being asked again; nothing: until an event.
    std::function<std::optional<uint32_t>(uint32_t now_ms)> next_wake;
    std::function<const Locale&()> locale;
    // After each presented frame.
    std::function<void(const SemanticTree&, const FrameStats&)> presented;
};

class Window {
public:
    explicit Window(const WindowSettings& settings);  // throws std::runtime_error
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    // Returns after quit().
    void run(const Program& program);
    // Wipes and drops all glyphs, and draws the screen with fresh ones when no event is waiting. Call between
    // visitors: what a name looked like does not stay in memory, and the atlas cannot grow for years.
    void forget_glyphs();
    [[nodiscard]] uint32_t now_ms() const;

    // From any thread: runs `work` on the main thread soon.
    void post(std::function<void()> work);
    // From any thread.
    void quit();

    // What is on the screen now, as a PNG. False when it cannot be written.
    bool save_picture(const std::string& file) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// One picture without a window: for the gallery. Writes a PNG; throws std::runtime_error.
SemanticTree draw_to_file(int width, int height, const FontFiles& fonts, const Locale& locale,
                          const std::function<void(Ui&)>& draw, const std::string& file);

}  // namespace lobby::kiosk::ui
