// A camera that speaks V4L2: says what it is, streams into mapped buffers while it is asked to, and hands out
// the newest frame. Source: linux/videodev2.h and the kernel's "Video for Linux API",
// chapters 1.3, 1.10, 3.2.
//
// Belongs to one thread. Errors are the driver's error numbers; ENODEV: it is gone.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "platform/scanner/camera_frame.hpp"
#include "platform/scanner/v4l2_port.hpp"

namespace lobby::platform {

struct CameraMode {
    FrameCode code{};
    uint32_t width = 0;
    uint32_t height = 0;
    friend bool operator==(const CameraMode&, const CameraMode&) = default;
};

// The most dots that are of use for a page and can be held; among alike ones the compressed, which comes
// faster. Nothing: none that we can read.
[[nodiscard]] std::optional<CameraMode> choose_mode(const std::vector<CameraMode>& modes);

class V4l2Camera {
public:
    // Asks what it is. ENODEV: no camera that streams.
    [[nodiscard]] static Result<V4l2Camera, int> open(std::unique_ptr<V4l2Port> port);
    V4l2Camera(V4l2Camera&&) noexcept = default;
    V4l2Camera& operator=(V4l2Camera&&) = delete;
    V4l2Camera(const V4l2Camera&) = delete;
    V4l2Camera& operator=(const V4l2Camera&) = delete;
    ~V4l2Camera();

    [[nodiscard]] bool streams() const { return streaming_; }
    [[nodiscard]] int start();
    void stop();
    // While it streams: the newest frame is shown to `look`, older ones are passed over, all are wiped.
    // EAGAIN: there is none.
    [[nodiscard]] int take(const std::function<void(std::span<const uint8_t>, const FrameLayout&)>& look);
    // 0 while it is there.
    [[nodiscard]] int is_there();
    [[nodiscard]] int frame_descriptor() const { return port_->frame_descriptor(); }
    [[nodiscard]] int life_descriptor() const { return port_->life_descriptor(); }

private:
    explicit V4l2Camera(std::unique_ptr<V4l2Port> port) : port_(std::move(port)) {}
    [[nodiscard]] std::vector<CameraMode> modes();
    void add_sizes(uint32_t fourcc, FrameCode code, std::vector<CameraMode>& modes);
    [[nodiscard]] int set_mode();
    [[nodiscard]] int make_buffers();
    [[nodiscard]] int queue(uint32_t index);

    std::unique_ptr<V4l2Port> port_;
    FrameLayout layout_;
    std::vector<FrameBuffer> buffers_;
    bool requested_ = false;  // the driver holds buffers for us
    bool streaming_ = false;
};

}  // namespace lobby::platform
