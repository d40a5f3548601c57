// The worker with a camera: opens it and keeps it, streams while the kiosk watches or wants a page, and
// tells.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "platform/scanner/steady_watch.hpp"
#include "platform/scanner/v4l2_camera.hpp"
#include "platform/scanner/worker/kiosk_side.hpp"
#include "platform/scanner/worker/page_pick.hpp"
#include "platform/scanner/worker/worker_settings.hpp"

namespace lobby::platform {

class CameraWork {
public:
    using Open = std::function<OpenedPort()>;
    CameraWork(KioskSide& kiosk, const WorkerSettings& settings, Open open);
    // Until the kiosk is gone.
    void run();

private:
    [[nodiscard]] bool on_orders();
    void order(ScanOrder order);
    void wait_for_something();
    [[nodiscard]] SteadyTime next_deadline() const;
    void try_to_open();
    void stream_as_wanted();
    void look_at_frame();
    void on_frame(std::span<const uint8_t> bytes, const FrameLayout& layout);
    void show(std::span<const uint8_t> bytes, const FrameLayout& layout);
    void keep_deadlines();
    void lose();
    void end_capture(PagePick::Outcome outcome);
    void tell(const ScanNews& news);

    KioskSide& kiosk_;
    const WorkerSettings settings_;
    Open open_;
    std::optional<V4l2Camera> camera_;
    std::chrono::milliseconds pause_;
    SteadyTime next_try_{};
    SteadyTime next_look_{};
    SteadyTime next_preview_{};
    SteadyTime last_good_{};  // moved on by what the worker itself takes: only the camera is held to it
    bool watching_ = false;
    bool preview_wanted_ = true;  // the last one was handed over
    bool told_lost_ = false;
    bool gone_ = false;  // the kiosk
    uint32_t bad_frames_ = 0;
    SteadyWatch steady_;
    std::optional<PagePick> pick_;
    SteadyTime pick_until_{};
};

}  // namespace lobby::platform
