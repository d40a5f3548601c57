#include "kiosk/ui/window.hpp"

#include <chrono>
#include <cstdlib>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include <SDL.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kiosk/ui/imgui_context.hpp"
#include "kiosk/ui/picture.hpp"
#include "kiosk/ui/raster/software_raster.hpp"

namespace lobby::kiosk::ui {

namespace {

constexpr int settle_rounds = 4;  // a touch may lead through some states at once, not through endless ones

// SDL prepares for typing, which a kiosk has none of: X's input method reads 6,000 key sequences for the
// locale, and looking for a session bus starts a process. Both cost more of the start than all of the first
// picture. Only while there is no other thread.
void prepare_without_keyboard() {
    ::setenv("LC_ALL", "C", 1);
    ::setenv("XCOMPOSEFILE", "/dev/null", 1);
    ::setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1);
}

struct SdlVideo {
    SdlVideo() {
        prepare_without_keyboard();
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");  // no OpenGL: its software form costs 100 MB
        SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
        SDL_SetHint(SDL_HINT_WINDOWS_NO_CLOSE_ON_ALT_F4, "1");
        SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "1");
        SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");  // the first touch counts like any other
        SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");        // the program has its own
        if (SDL_Init(SDL_INIT_VIDEO) != 0)
            throw std::runtime_error(std::string("no display: ") + SDL_GetError());
        SDL_EventState(SDL_TEXTINPUT, SDL_IGNORE);
        SDL_EventState(SDL_KEYDOWN, SDL_IGNORE);
        SDL_EventState(SDL_KEYUP, SDL_IGNORE);
    }
    SdlVideo(const SdlVideo&) = delete;
    SdlVideo& operator=(const SdlVideo&) = delete;
    ~SdlVideo() { SDL_Quit(); }
};

struct DestroyWindow {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
};
using WindowHandle = std::unique_ptr<SDL_Window, DestroyWindow>;

WindowHandle open_window(const WindowSettings& settings) {
    SDL_Rect bounds{0, 0, settings.width, settings.height};
    if (settings.width == 0 || settings.height == 0) SDL_GetDisplayBounds(0, &bounds);
    WindowHandle window(SDL_CreateWindow(settings.title.c_str(), bounds.x, bounds.y, bounds.w, bounds.h,
                                         SDL_WINDOW_BORDERLESS));
    if (!window) throw std::runtime_error(std::string("no window: ") + SDL_GetError());
    SDL_ShowCursor(settings.hide_cursor ? SDL_DISABLE : SDL_ENABLE);
    return window;
}

// The window's pixels are 8 MB that nobody has touched. The kernel hands them over in one go, beside the
// reading of the fonts, instead of page by page under the first picture: a tenth of the start.
std::jthread touch_pixels(SDL_Window* window) {
    const SDL_Surface* surface = SDL_GetWindowSurface(window);
    if (!surface) return {};
    const auto page = static_cast<uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto first = (reinterpret_cast<uintptr_t>(surface->pixels) + page - 1) / page * page;
    const auto end = reinterpret_cast<uintptr_t>(surface->pixels) +
                     static_cast<uintptr_t>(surface->pitch) * static_cast<uintptr_t>(surface->h);
    if (end <= first) return {};
    // Where the kernel does not know how (before 5.14) the pages come one by one, as ever.
    return std::jthread([first, length = (end - first) / page * page] {
        ::madvise(reinterpret_cast<void*>(first), length, MADV_POPULATE_WRITE);
    });
}

}  // namespace

struct Window::Impl {
    explicit Impl(const WindowSettings& settings)
        : window(open_window(settings)),
          touching(touch_pixels(window.get())),
          frame(settings.fonts),
          wake_event(SDL_RegisterEvents(1)),
          started(std::chrono::steady_clock::now()) {}

    [[nodiscard]] uint32_t now() const {
        return static_cast<uint32_t>(
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started)
                .count());
    }

    [[nodiscard]] Canvas canvas() const {
        SDL_Surface* surface = SDL_GetWindowSurface(window.get());
        if (!surface || surface->format->BytesPerPixel != 4)
            throw std::runtime_error("the display has no 32-bit surface");
        return {static_cast<uint32_t*>(surface->pixels), surface->w, surface->h, surface->pitch / 4};
    }

    // Builds the picture for the pointer's present state and carries out what was touched.
    void build(const Program& program) {
        const Canvas target = canvas();
        for (int round = 0; round < settle_rounds; ++round) {
            data = &frame.draw(target.width, target.height, now(), pointer, memory, program.locale(),
                               program.draw, tree);
            pointer.pressed = false;
            pointer.released = false;
            const bool learnt = std::exchange(memory.layout_changed, false);
            if (!program.settle(now()) && !learnt) return;
        }
    }

    void present(const Program& program, std::chrono::steady_clock::time_point began) {
        const Canvas target = canvas();
        const auto damage = raster.render(*data, target);
        if (!damage.empty()) {
            std::vector<SDL_Rect> rects;
            rects.reserve(damage.size());
            for (const auto& d : damage) rects.push_back({d.left, d.top, d.width(), d.height()});
            SDL_UpdateWindowSurfaceRects(window.get(), rects.data(), static_cast<int>(rects.size()));
            ++stats.frames;
            stats.last_us = static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(
                                                      std::chrono::steady_clock::now() - began)
                                                      .count());
            stats.worst_us = std::max(stats.worst_us, stats.last_us);
            stats.last_tiles = raster.tiles_drawn();
            stats.atlas_bytes = frame.atlas_bytes();
        }
        if (program.presented) program.presented(tree, stats);
    }

    void run_posted() {
        std::vector<std::function<void()>> work;
        {
            const std::scoped_lock lock(mutex);
            work.swap(posted);
        }
        for (const auto& w : work) w();
    }

    // True when the picture may have to change.
    bool handle(const SDL_Event& event, const Program& program) {
        switch (event.type) {
            case SDL_QUIT:
                quitting = true;
                return false;
            case SDL_MOUSEBUTTONDOWN:
            case SDL_MOUSEBUTTONUP:
                if (event.button.button != SDL_BUTTON_LEFT) return false;
                pointer.x = static_cast<float>(event.button.x);
                pointer.y = static_cast<float>(event.button.y);
                pointer.down = event.type == SDL_MOUSEBUTTONDOWN;
                pointer.pressed = pointer.down;
                pointer.released = !pointer.down;
                build(program);  // each touch is seen, however many arrive at once
                return true;
            case SDL_MOUSEMOTION:
                pointer.x = static_cast<float>(event.motion.x);
                pointer.y = static_cast<float>(event.motion.y);
                if (!pointer.down) return false;
                build(program);
                return true;
            case SDL_WINDOWEVENT:
                if (event.window.event == SDL_WINDOWEVENT_EXPOSED ||
                    event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED) {
                    raster.invalidate();
                    return true;
                }
                return false;
            default:
                break;
        }
        if (event.type != wake_event) return false;
        run_posted();
        return true;
    }

    SdlVideo video;
    WindowHandle window;
    std::jthread touching;  // ends by itself; before the window does
    ImGuiFrame frame;
    SoftwareRaster raster;
    UiMemory memory;
    Pointer pointer;
    SemanticTree tree;
    FrameStats stats;
    ImDrawData* data = nullptr;  // ImGui's, until the next frame
    uint32_t wake_event;
    std::chrono::steady_clock::time_point started;
    std::mutex mutex;
    std::vector<std::function<void()>> posted;
    bool quitting = false;
    bool dirty = true;  // the picture may have to change
};

Window::Window(const WindowSettings& settings) : impl_(std::make_unique<Impl>(settings)) {}
Window::~Window() = default;

uint32_t Window::now_ms() const {
    return impl_->now();
}

void Window::post(std::function<void()> work) {
    {
        const std::scoped_lock lock(impl_->mutex);
        impl_->posted.push_back(std::move(work));
    }
    SDL_Event event{};
    event.type = impl_->wake_event;
    SDL_PushEvent(&event);
}

void Window::quit() {
    post([this] { impl_->quitting = true; });
}

void Window::forget_glyphs() {
    impl_->frame.forget_glyphs();
    impl_->dirty = true;
}

bool Window::save_picture(const std::string& file) const {
    return write_png(impl_->canvas(), file);
}

void Window::run(const Program& program) {
    Impl& w = *impl_;
    auto began = std::chrono::steady_clock::now();
    while (!w.quitting) {
        if (std::exchange(w.dirty, false)) {
            w.build(program);
            w.present(program, began);
        }
        // What presenting itself asked for comes after the touches that are waiting.
        const auto wait = w.dirty ? std::optional<uint32_t>(0) : program.next_wake(w.now());
        SDL_Event event;
        const bool got =
            wait ? SDL_WaitEventTimeout(&event, static_cast<int>(*wait)) != 0 : SDL_WaitEvent(&event) != 0;
        began = std::chrono::steady_clock::now();
        if (got) {
            do w.dirty = w.handle(event, program) || w.dirty;
            while (!w.quitting && SDL_PollEvent(&event) != 0);
        }
        if (program.settle(w.now())) w.dirty = true;
    }
}

SemanticTree draw_to_file(int width, int height, const FontFiles& fonts, const Locale& locale,
                          const std::function<void(Ui&)>& draw, const std::string& file) {
    ImGuiFrame frame(fonts);
    UiMemory memory;
    SemanticTree tree;
    std::vector<uint32_t> pixels(static_cast<size_t>(width) * static_cast<size_t>(height));
    const Canvas canvas{pixels.data(), width, height, width};
    SoftwareRaster raster;
    for (int round = 0; round < 3; ++round) {
        auto& data = frame.draw(width, height, 0, {}, memory, locale, draw, tree);
        raster.render(data, canvas);
        if (!std::exchange(memory.layout_changed, false) && round > 0) break;
    }
    if (!write_png(canvas, file)) throw std::runtime_error("cannot write " + file);
    return tree;
}

}  // namespace lobby::kiosk::ui
