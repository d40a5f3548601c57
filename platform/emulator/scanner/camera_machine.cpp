#include "platform/emulator/scanner/camera_machine.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include <linux/videodev2.h>

namespace lobby::emulator::scanner {

using platform::FrameCode;

namespace {

constexpr uint32_t capture = V4L2_BUF_TYPE_VIDEO_CAPTURE;
constexpr uint32_t most_buffers = 8;

template <class Structure>
Structure read(std::span<const uint8_t> bytes) {
    Structure s{};
    std::memcpy(&s, bytes.data(), std::min(sizeof s, bytes.size()));
    return s;
}

template <class Structure>
void write(std::span<uint8_t> bytes, const Structure& s) {
    std::memcpy(bytes.data(), &s, std::min(sizeof s, bytes.size()));
}

template <size_t n>
void put_text(unsigned char (&into)[n], std::string_view text) {
    std::memcpy(into, text.data(), std::min(text.size(), n - 1));
}

}  // namespace

CameraMachine::CameraMachine(CameraHabits habits)
    : habits_(habits),
      layout_{habits.code, habits.width, habits.height,
              habits.code == FrameCode::yuyv ? habits.width * 2 : 0} {}

uint32_t CameraMachine::fourcc() const {
    return habits_.code == FrameCode::yuyv ? V4L2_PIX_FMT_YUYV : V4L2_PIX_FMT_MJPEG;
}

uint32_t CameraMachine::buffer_bytes() const {
    // A JPEG of a page is a small part of this; a driver asks for as much.
    return layout_.width * layout_.height * 2;
}

void CameraMachine::close() {
    stop();
    buffers_.clear();
}

void CameraMachine::stop() {
    streaming_ = false;
    ready_change_ -= static_cast<int>(done_.size());
    queued_.clear();
    done_.clear();
    for (auto& buffer : buffers_) buffer.place = Place::ours;
}

int CameraMachine::take_ready_change() {
    return std::exchange(ready_change_, 0);
}

std::optional<uint32_t> CameraMachine::next_buffer() const {
    if (!streaming_ || queued_.empty()) return std::nullopt;
    return queued_.front();
}

void CameraMachine::fill(uint32_t bytes) {
    if (!next_buffer()) return;
    const uint32_t index = queued_.front();
    queued_.pop_front();
    buffers_[index] = {Place::done, bytes, sequence_++};
    done_.push_back(index);
    ++ready_change_;
}

int CameraMachine::answer(uint32_t code, std::span<uint8_t> structure) {
    switch (code) {
        case VIDIOC_QUERYCAP: {
            v4l2_capability is{};
            put_text(is.driver, "lobby");
            put_text(is.card, "Emulated document camera");
            put_text(is.bus_info, "platform:emulator");
            is.device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
            is.capabilities = is.device_caps | V4L2_CAP_DEVICE_CAPS;
            write(structure, is);
            return 0;
        }
        case VIDIOC_ENUM_FMT:
            return list_formats(structure);
        case VIDIOC_ENUM_FRAMESIZES:
            return list_sizes(structure);
        case VIDIOC_G_FMT:
            return set_format(structure, false);
        case VIDIOC_S_FMT:
            return set_format(structure, true);
        case VIDIOC_S_PARM:
            return ENOTTY;  // its rate cannot be set
        case VIDIOC_REQBUFS:
            return request_buffers(structure);
        case VIDIOC_QUERYBUF:
            return query_buffer(structure);
        case VIDIOC_QBUF:
            return queue_buffer(structure);
        case VIDIOC_DQBUF:
            return take_buffer(structure);
        case VIDIOC_STREAMON:
            if (read<uint32_t>(structure) != capture || buffers_.empty()) return EINVAL;
            streaming_ = true;
            return 0;
        case VIDIOC_STREAMOFF:
            if (read<uint32_t>(structure) != capture) return EINVAL;
            stop();
            return 0;
        default:
            return ENOTTY;
    }
}

int CameraMachine::list_formats(std::span<uint8_t> structure) const {
    auto format = read<v4l2_fmtdesc>(structure);
    if (format.type != capture || format.index > 0) return EINVAL;
    format.pixelformat = fourcc();
    format.flags = habits_.code == FrameCode::mjpeg ? V4L2_FMT_FLAG_COMPRESSED : 0;
    put_text(format.description, habits_.code == FrameCode::mjpeg ? "Motion-JPEG" : "YUYV 4:2:2");
    write(structure, format);
    return 0;
}

int CameraMachine::list_sizes(std::span<uint8_t> structure) const {
    auto size = read<v4l2_frmsizeenum>(structure);
    const std::array<std::pair<uint32_t, uint32_t>, 2> sizes{{{640, 480}, {habits_.width, habits_.height}}};
    if (size.pixel_format != fourcc() || size.index >= sizes.size()) return EINVAL;
    size.type = V4L2_FRMSIZE_TYPE_DISCRETE;
    size.discrete.width = sizes[size.index].first;
    size.discrete.height = sizes[size.index].second;
    write(structure, size);
    return 0;
}

int CameraMachine::set_format(std::span<uint8_t> structure, bool set) {
    auto format = read<v4l2_format>(structure);
    if (format.type != capture) return EINVAL;
    if (set && !buffers_.empty()) return EBUSY;
    if (set) {
        // The nearest one that it has.
        const bool small = format.fmt.pix.width <= 640 && format.fmt.pix.height <= 480;
        layout_.width = small ? 640 : habits_.width;
        layout_.height = small ? 480 : habits_.height;
        layout_.bytes_per_line = habits_.code == FrameCode::yuyv ? layout_.width * 2 : 0;
    }
    format.fmt.pix = {};
    format.fmt.pix.width = layout_.width;
    format.fmt.pix.height = layout_.height;
    format.fmt.pix.pixelformat = fourcc();
    format.fmt.pix.field = V4L2_FIELD_NONE;
    format.fmt.pix.bytesperline = layout_.bytes_per_line;
    format.fmt.pix.sizeimage = buffer_bytes();
    format.fmt.pix.colorspace = V4L2_COLORSPACE_SRGB;
    write(structure, format);
    return 0;
}

int CameraMachine::request_buffers(std::span<uint8_t> structure) {
    auto request = read<v4l2_requestbuffers>(structure);
    if (request.type != capture || request.memory != V4L2_MEMORY_MMAP) return EINVAL;
    if (streaming_) return EBUSY;
    stop();
    request.count = std::min(request.count, most_buffers);
    request.capabilities = V4L2_BUF_CAP_SUPPORTS_MMAP;
    buffers_.assign(request.count, {});
    write(structure, request);
    return 0;
}

int CameraMachine::query_buffer(std::span<uint8_t> structure) const {
    auto buffer = read<v4l2_buffer>(structure);
    if (buffer.type != capture || buffer.index >= buffers_.size()) return EINVAL;
    buffer.memory = V4L2_MEMORY_MMAP;
    buffer.length = buffer_bytes();
    buffer.m.offset = 0;
    buffer.flags = buffers_[buffer.index].place == Place::queued ? V4L2_BUF_FLAG_QUEUED : 0;
    write(structure, buffer);
    return 0;
}

int CameraMachine::queue_buffer(std::span<uint8_t> structure) {
    const auto buffer = read<v4l2_buffer>(structure);
    if (buffer.type != capture || buffer.memory != V4L2_MEMORY_MMAP || buffer.index >= buffers_.size() ||
        buffers_[buffer.index].place != Place::ours)
        return EINVAL;
    buffers_[buffer.index].place = Place::queued;
    queued_.push_back(buffer.index);
    return 0;
}

int CameraMachine::take_buffer(std::span<uint8_t> structure) {
    auto buffer = read<v4l2_buffer>(structure);
    if (buffer.type != capture || buffer.memory != V4L2_MEMORY_MMAP || !streaming_) return EINVAL;
    if (done_.empty()) return EAGAIN;
    buffer.index = done_.front();
    done_.pop_front();
    --ready_change_;
    auto& taken = buffers_[buffer.index];
    taken.place = Place::ours;
    buffer.bytesused = taken.used;
    buffer.sequence = taken.sequence;
    buffer.field = V4L2_FIELD_NONE;
    buffer.length = buffer_bytes();
    buffer.flags = 0;
    write(structure, buffer);
    return 0;
}

}  // namespace lobby::emulator::scanner
