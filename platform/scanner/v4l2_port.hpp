// The boundary between our camera code and the driver: requests with the structures of linux/videodev2.h,
// buffers in shared memory, a descriptor that is readable when a frame is done. Two drivers: the kernel's,
// and one behind a Unix socket (v4l2_wire.hpp), where there is no camera.
//
// Belongs to one thread. Every function returns within patience.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include <linux/videodev2.h>

#include "base/result.hpp"

namespace lobby::platform {

// A buffer that the driver writes into; wiped and unmapped when it goes.
class FrameBuffer {
public:
    FrameBuffer(void* start, size_t length) : start_(start), length_(length) {}
    FrameBuffer(FrameBuffer&& other) noexcept;
    FrameBuffer& operator=(FrameBuffer&&) = delete;
    FrameBuffer(const FrameBuffer&) = delete;
    FrameBuffer& operator=(const FrameBuffer&) = delete;
    ~FrameBuffer();

    [[nodiscard]] std::span<const uint8_t> bytes() const {
        return {static_cast<const uint8_t*>(start_), length_};
    }
    void wipe();

private:
    void* start_;
    size_t length_;
};

class V4l2Port {
public:
    virtual ~V4l2Port() = default;

    // As ioctl(2): 0, or the error's number. `argument` is what `code` takes.
    [[nodiscard]] virtual int request(unsigned long code, void* argument) = 0;
    // Asks for the buffer's place (VIDIOC_QUERYBUF) and maps it; the error's number where that fails.
    [[nodiscard]] virtual Result<FrameBuffer, int> map(v4l2_buffer& buffer) = 0;
    // For poll(2): readable when a frame is done.
    [[nodiscard]] virtual int frame_descriptor() const = 0;
    // For poll(2): hangs up when the device goes; -1 where only a request tells.
    [[nodiscard]] virtual int life_descriptor() const = 0;
};

using OpenedPort = Result<std::unique_ptr<V4l2Port>, int>;
[[nodiscard]] OpenedPort open_kernel_camera(const std::filesystem::path& device);
[[nodiscard]] OpenedPort open_socket_camera(const std::filesystem::path& socket);

}  // namespace lobby::platform
