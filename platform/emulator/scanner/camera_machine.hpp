// A V4L2 camera without its kernel: structures in, structures out, as a driver fills them. Pure. What it is
// true to: the calls that need buffers fail without them, a queued buffer is the driver's until it is taken
// back, a frame that finds no buffer is lost. Source: linux/videodev2.h, "Video for Linux API" chapter 1.3
// and 3.2.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "platform/scanner/camera_frame.hpp"

namespace lobby::emulator::scanner {

struct CameraHabits {
    platform::FrameCode code = platform::FrameCode::mjpeg;  // or yuyv
    uint32_t width = 3264;
    uint32_t height = 2448;
};

class CameraMachine {
public:
    explicit CameraMachine(CameraHabits habits);

    // As ioctl(2): 0, or the error's number. The structure is of the length that the code names.
    [[nodiscard]] int answer(uint32_t code, std::span<uint8_t> structure);
    // The one who had it open is gone.
    void close();

    [[nodiscard]] const platform::FrameLayout& layout() const { return layout_; }
    [[nodiscard]] uint32_t buffers() const { return static_cast<uint32_t>(buffers_.size()); }
    [[nodiscard]] uint32_t buffer_bytes() const;
    [[nodiscard]] bool streams() const { return streaming_; }
    // Where the next frame goes.
    [[nodiscard]] std::optional<uint32_t> next_buffer() const;
    void fill(uint32_t bytes);  // that one
    // Since the last call: frames that can be taken, counted up by one each and down where they were taken.
    [[nodiscard]] int take_ready_change();

private:
    enum class Place { ours, queued, done };
    struct Buffer {
        Place place = Place::ours;
        uint32_t used = 0;
        uint32_t sequence = 0;
    };
    [[nodiscard]] int set_format(std::span<uint8_t> structure, bool set);
    [[nodiscard]] int request_buffers(std::span<uint8_t> structure);
    [[nodiscard]] int query_buffer(std::span<uint8_t> structure) const;
    [[nodiscard]] int queue_buffer(std::span<uint8_t> structure);
    [[nodiscard]] int take_buffer(std::span<uint8_t> structure);
    [[nodiscard]] int list_formats(std::span<uint8_t> structure) const;
    [[nodiscard]] int list_sizes(std::span<uint8_t> structure) const;
    [[nodiscard]] uint32_t fourcc() const;
    void stop();

    CameraHabits habits_;
    platform::FrameLayout layout_;
    std::vector<Buffer> buffers_;
    std::deque<uint32_t> queued_;
    std::deque<uint32_t> done_;
    uint32_t sequence_ = 0;
    int ready_change_ = 0;
    bool streaming_ = false;
};

}  // namespace lobby::emulator::scanner
