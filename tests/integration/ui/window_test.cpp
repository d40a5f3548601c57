// The main loop on SDL's dummy display, with the real fonts and raster.
#include "kiosk/ui/window.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <SDL.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "kiosk/ui/imgui_context.hpp"
#include "kiosk/ui/raster/primitives.hpp"

namespace lobby::kiosk::ui {
namespace {

constexpr int width = 540;
constexpr int height = 960;
constexpr uint32_t patience_ms = 10'000;

void push_touch(uint32_t type, int x, int y) {
    SDL_Event event{};
    event.type = type;
    event.button.button = SDL_BUTTON_LEFT;
    event.button.x = x;
    event.button.y = y;
    SDL_PushEvent(&event);
}

// A folder with a catalogue that has no texts: keys are shown as they are.
class Words {
public:
    Words()
        : folder_(std::filesystem::temp_directory_path() / ("lobby_window_" + std::to_string(::getpid()))) {
        const auto place = folder_ / "en" / "LC_MESSAGES";
        std::filesystem::create_directories(place);
        std::string empty(28, '\0');
        const std::string head("\xDE\x12\x04\x95", 4);
        empty.replace(0, 4, head);
        empty[12] = empty[16] = 28;
        std::ofstream(place / "lobby.mo", std::ios::binary) << empty;
    }
    Words(const Words&) = delete;
    Words& operator=(const Words&) = delete;
    ~Words() { std::filesystem::remove_all(folder_); }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

private:
    std::filesystem::path folder_;
};

// A program of one button, that ends by itself: `after` is called after each presented frame.
class OneButton : public testing::Test {
protected:
    OneButton() : locale_(words_.folder(), "en") {
        ::setenv("SDL_VIDEODRIVER", "dummy", 1);
        settings_.width = width;
        settings_.height = height;
        window_.emplace(settings_);
    }

    void run(std::function<void()> after) {
        const uint32_t latest = window_->now_ms() + patience_ms;
        window_->run({
            [this](Ui& ui) {
                ++built_;
                if (during_) std::exchange(during_, nullptr)();
                const Rect page = ui.begin_screen("test", "test");
                ui.heading("test.heading", page, heading_, TextStyle::display);
                if (ui.button("test.button", {100, 400, 300, 100}, "go")) ++touched_;
            },
            [](uint32_t) { return false; },
            [this, latest](uint32_t now) -> std::optional<uint32_t> {
                ++asked_;
                if (now >= latest) window_->quit();
                return patience_ms;
            },
            [this]() -> const Locale& { return locale_; },
            [this, after = std::move(after)](const SemanticTree&, const FrameStats& stats) {
                stats_ = stats;
                after();
            },
        });
        EXPECT_LT(window_->now_ms(), latest) << "the loop did not get to its end in time";
    }

    std::string picture() const {
        const auto file = words_.folder() / "picture.png";
        EXPECT_TRUE(window_->save_picture(file.string()));
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    Words words_;
    Locale locale_;
    WindowSettings settings_;
    std::optional<Window> window_;
    std::function<void()> during_;  // in the middle of drawing, once
    std::string heading_ = "Welcome";
    FrameStats stats_;
    int built_ = 0;
    int asked_ = 0;
    int touched_ = 0;
};

TEST_F(OneButton, DrawsOnceAndThenNothing) {
    run([this] {
        // The end comes through the event queue: what else would have been drawn comes before it.
        window_->quit();
    });
    EXPECT_EQ(stats_.frames, 1U);
    EXPECT_LE(asked_, 2);
}

TEST_F(OneButton, ATouchThatComesWhileDrawingIsNotLost) {
    during_ = [] {
        push_touch(SDL_MOUSEBUTTONDOWN, 200, 450);
        push_touch(SDL_MOUSEBUTTONUP, 200, 450);
    };
    run([this] {
        if (touched_ > 0) window_->quit();
    });
    EXPECT_EQ(touched_, 1);
}

TEST_F(OneButton, WhatTheDisplayLostIsDrawnAgain) {
    std::vector<uint64_t> tiles;
    run([&] {
        tiles.push_back(stats_.last_tiles);
        if (tiles.size() == 2) return window_->quit();
        SDL_Event event{};
        event.type = SDL_WINDOWEVENT;
        event.window.event = SDL_WINDOWEVENT_EXPOSED;
        SDL_PushEvent(&event);
    });
    ASSERT_EQ(tiles.size(), 2U);
    EXPECT_EQ(stats_.frames, 2U);
    EXPECT_EQ(tiles[1], tiles[0]);
    EXPECT_GE(tiles[0], uint64_t{width} * height / (64 * 32));
}

TEST_F(OneButton, ForgettingGlyphsDrawsTheSamePictureWithFreshOnes) {
    std::string before;
    int frames = 0;
    run([&] {
        if (++frames == 1) {
            before = picture();
            window_->forget_glyphs();
        } else {
            window_->quit();
        }
    });
    EXPECT_EQ(stats_.frames, 2U);
    EXPECT_EQ(picture(), before);
}

TEST_F(OneButton, TouchesThatWaitComeBeforeTheRedrawAfterForgetting) {
    bool forgotten = false;
    run([&] {
        if (std::exchange(forgotten, true)) {
            if (touched_ > 0) window_->quit();
            return;
        }
        window_->forget_glyphs();
        push_touch(SDL_MOUSEBUTTONDOWN, 200, 450);
        push_touch(SDL_MOUSEBUTTONUP, 200, 450);
    });
    EXPECT_EQ(touched_, 1);
    EXPECT_EQ(stats_.frames, 2U);
}

// ---- text

TEST(Text, IsDrawnGlyphByGlyphAndNeverStretched) {
    const Words words;
    const Locale locale(words.folder(), "en");
    ImGuiFrame frame{FontFiles{}};
    UiMemory memory;
    SemanticTree tree;
    for (const int wide : {1080, 800, 768, 1366}) {
        const auto& data = frame.draw(
            wide, 1920, 0, {}, memory, locale,
            [](Ui& ui) {
                Rect page = ui.begin_screen("test", "test");
                for (const auto style : {TextStyle::display, TextStyle::title, TextStyle::heading,
                                         TextStyle::body, TextStyle::small, TextStyle::digits})
                    for (const auto align : {Align::left, Align::center, Align::right})
                        page.take_top(
                            ui.paragraph("", page, "Where does my case stand? 530521", style, align));
            },
            tree);
        std::vector<Primitive> primitives;
        collect_primitives(data, {0, 0, wide, 1920}, primitives);
        size_t glyphs = 0;
        for (const auto& p : primitives) {
            glyphs += p.kind == Primitive::Kind::glyph ? 1U : 0U;
            EXPECT_FALSE(p.kind == Primitive::Kind::triangle && p.texture) << "at a width of " << wide;
            if (HasFailure()) return;
        }
        EXPECT_GT(glyphs, 300U);
    }
}

// ---- memory

uint64_t anonymous_kib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("RssAnon:")) return std::stoull(line.substr(8));
    return 0;
}

TEST(Fonts, AreMappedAndNotCopied) {
    const auto before = anonymous_kib();
    const ImGuiFrame frame{FontFiles{}};
    EXPECT_LT(anonymous_kib() - before, 8U * 1024) << "the two files have 38 MB";
}

TEST(Fonts, TheAtlasDoesNotGrowWithTheNamesThatWereShown) {
    const Words words;
    const Locale locale(words.folder(), "en");
    ImGuiFrame frame{FontFiles{}};
    UiMemory memory;
    SemanticTree tree;
    size_t most = 0;
    for (char32_t first = 0x4E00; first < 0x4E00 + 2000; first += 100) {
        std::string text;
        for (char32_t c = first; c < first + 100; ++c) {
            text += static_cast<char>(0xE0 | c >> 12);
            text += static_cast<char>(0x80 | (c >> 6 & 0x3F));
            text += static_cast<char>(0x80 | (c & 0x3F));
        }
        frame.draw(
            1080, 1920, 0, {}, memory, locale,
            [&](Ui& ui) { ui.heading("names", ui.begin_screen("test", "test"), text, TextStyle::title); },
            tree);
        most = std::max(most, frame.atlas_bytes());
        frame.forget_glyphs();
    }
    EXPECT_LE(most, 4U * 1024 * 1024);
}

}  // namespace
}  // namespace lobby::kiosk::ui
