#include "tests/bench/terminal/touches.hpp"

#include <stdexcept>

#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>
#include <X11/extensions/Xdamage.h>
#include <poll.h>

namespace lobby::bench {

struct Touches::Impl {
    Impl() : display(XOpenDisplay(nullptr)) {
        int error_base = 0;
        if (!display) throw std::runtime_error("no display");
        if (!XDamageQueryExtension(display, &event_base, &error_base))
            throw std::runtime_error("the display has no DAMAGE");
        XDamageCreate(display, DefaultRootWindow(display), XDamageReportRawRectangles);
        XSync(display, False);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() { XCloseDisplay(display); }

    // Takes all events that are there; true when one of them tells of drawing.
    bool take() {
        bool damaged = false;
        while (XPending(display) > 0) {
            XEvent event;
            XNextEvent(display, &event);
            damaged = damaged || event.type == event_base + XDamageNotify;
        }
        return damaged;
    }

    Display* display;
    int event_base = 0;
};

Touches::Touches() : impl_(std::make_unique<Impl>()) {}
Touches::~Touches() = default;

SteadyClock::time_point Touches::press(int x, int y) {
    XTestFakeMotionEvent(impl_->display, -1, x, y, CurrentTime);
    const auto now = SteadyClock::now();
    XTestFakeButtonEvent(impl_->display, 1, True, CurrentTime);
    XFlush(impl_->display);
    return now;
}

SteadyClock::time_point Touches::release() {
    const auto now = SteadyClock::now();
    XTestFakeButtonEvent(impl_->display, 1, False, CurrentTime);
    XFlush(impl_->display);
    return now;
}

void Touches::park() {
    const int screen = DefaultScreen(impl_->display);
    XTestFakeMotionEvent(impl_->display, -1, DisplayWidth(impl_->display, screen) - 1,
                         DisplayHeight(impl_->display, screen) - 1, CurrentTime);
    XSync(impl_->display, False);
}

void Touches::drain() {
    XSync(impl_->display, False);
    impl_->take();
}

std::optional<SteadyClock::time_point> Touches::drawn(SteadyClock::time_point until) {
    for (;;) {
        if (impl_->take()) return SteadyClock::now();
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - SteadyClock::now());
        if (left.count() <= 0) return std::nullopt;
        pollfd wait{ConnectionNumber(impl_->display), POLLIN, 0};
        ::poll(&wait, 1, static_cast<int>(left.count()));
    }
}

bool Touches::quiet(std::chrono::milliseconds calm, SteadyClock::time_point until) {
    for (;;) {
        const auto calm_until = SteadyClock::now() + calm;
        if (!drawn(calm_until)) return true;
        if (SteadyClock::now() > until) return false;
    }
}

}  // namespace lobby::bench
