#include "platform/scanner/v4l2_camera.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace lobby::platform {

namespace {

constexpr uint32_t type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
constexpr uint32_t wanted_buffers = 4;
constexpr uint32_t most_buffers = 16;
constexpr uint32_t most_formats = 64;
constexpr uint32_t most_sizes = 128;
constexpr uint64_t useful_pixels = 9'000'000;  // A4 at 300 dots an inch; more only takes time

// In the order of preference among alike ones.
constexpr std::array<std::pair<uint32_t, FrameCode>, 7> known_codes{{{V4L2_PIX_FMT_MJPEG, FrameCode::mjpeg},
                                                                     {V4L2_PIX_FMT_JPEG, FrameCode::mjpeg},
                                                                     {V4L2_PIX_FMT_YUYV, FrameCode::yuyv},
                                                                     {V4L2_PIX_FMT_UYVY, FrameCode::uyvy},
                                                                     {V4L2_PIX_FMT_NV12, FrameCode::nv12},
                                                                     {V4L2_PIX_FMT_RGB24, FrameCode::rgb24},
                                                                     {V4L2_PIX_FMT_GREY, FrameCode::grey}}};

std::optional<FrameCode> code_of(uint32_t fourcc) {
    for (const auto& [known, code] : known_codes)
        if (known == fourcc) return code;
    return std::nullopt;
}

// The largest within bounds of a size that can be set in steps.
CameraMode largest_step(FrameCode code, const v4l2_frmsize_stepwise& sizes) {
    CameraMode mode{code, sizes.max_width, sizes.max_height};
    const auto fits = [](const CameraMode& m) {
        return m.width <= longest_picture_edge && m.height <= longest_picture_edge &&
               uint64_t{m.width} * m.height <= useful_pixels;
    };
    const uint32_t across = std::max(1U, sizes.step_width);
    const uint32_t down = std::max(1U, sizes.step_height);
    while (!fits(mode) && mode.width / 2 >= sizes.min_width && mode.height / 2 >= sizes.min_height &&
           mode.width > 1 && mode.height > 1) {
        mode.width = mode.width / 2 / across * across;
        mode.height = mode.height / 2 / down * down;
    }
    return mode;
}

}  // namespace

std::optional<CameraMode> choose_mode(const std::vector<CameraMode>& modes) {
    std::optional<CameraMode> best;
    double best_worth = 0;
    for (const auto& mode : modes) {
        if (!is_picture_size(mode.width, mode.height)) continue;
        const double pixels = static_cast<double>(uint64_t{mode.width} * mode.height);
        const double useful = std::min(pixels, static_cast<double>(useful_pixels));
        // Uncompressed pictures of many dots come once a second; a compressed one may be much smaller and is
        // still the better one. Beyond what is of use, less is better.
        const double worth = useful * (mode.code == FrameCode::mjpeg ? 1.6 : 1.0) - (pixels - useful) * 0.1;
        if (best && worth <= best_worth) continue;
        best = mode;
        best_worth = worth;
    }
    return best;
}

Result<V4l2Camera, int> V4l2Camera::open(std::unique_ptr<V4l2Port> port) {
    v4l2_capability is{};
    if (const int error = port->request(VIDIOC_QUERYCAP, &is)) return fail(error);
    const uint32_t can = (is.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? is.device_caps : is.capabilities;
    if ((can & V4L2_CAP_VIDEO_CAPTURE) == 0 || (can & V4L2_CAP_STREAMING) == 0) return fail(ENODEV);
    return V4l2Camera(std::move(port));
}

V4l2Camera::~V4l2Camera() {
    if (port_) stop();
}

int V4l2Camera::is_there() {
    v4l2_capability is{};
    return port_->request(VIDIOC_QUERYCAP, &is);
}

std::vector<CameraMode> V4l2Camera::modes() {
    std::vector<CameraMode> found;
    for (uint32_t index = 0; index < most_formats; ++index) {
        v4l2_fmtdesc format{};
        format.index = index;
        format.type = type;
        if (port_->request(VIDIOC_ENUM_FMT, &format) != 0) break;
        if (const auto code = code_of(format.pixelformat)) add_sizes(format.pixelformat, *code, found);
    }
    return found;
}

void V4l2Camera::add_sizes(uint32_t fourcc, FrameCode code, std::vector<CameraMode>& found) {
    const size_t before = found.size();
    for (uint32_t index = 0; index < most_sizes; ++index) {
        v4l2_frmsizeenum size{};
        size.index = index;
        size.pixel_format = fourcc;
        if (port_->request(VIDIOC_ENUM_FRAMESIZES, &size) != 0) break;
        if (size.type != V4L2_FRMSIZE_TYPE_DISCRETE) {
            found.push_back(largest_step(code, size.stepwise));
            break;
        }
        found.push_back({code, size.discrete.width, size.discrete.height});
    }
    // A driver that lists no sizes gives the nearest one to what is asked for.
    if (found.size() == before) found.push_back({code, 2592, 1944});
}

int V4l2Camera::set_mode() {
    const auto mode = choose_mode(modes());
    if (!mode) return ENOTSUP;
    v4l2_format format{};
    format.type = type;
    format.fmt.pix.width = mode->width;
    format.fmt.pix.height = mode->height;
    format.fmt.pix.field = V4L2_FIELD_NONE;
    for (const auto& [fourcc, code] : known_codes)
        if (code == mode->code && format.fmt.pix.pixelformat == 0) format.fmt.pix.pixelformat = fourcc;
    if (const int error = port_->request(VIDIOC_S_FMT, &format)) return error;
    // What it set counts, not what was asked for.
    const auto code = code_of(format.fmt.pix.pixelformat);
    if (!code || !is_picture_size(format.fmt.pix.width, format.fmt.pix.height)) return ENOTSUP;
    layout_ = {*code, format.fmt.pix.width, format.fmt.pix.height, format.fmt.pix.bytesperline};
    return 0;
}

int V4l2Camera::make_buffers() {
    v4l2_requestbuffers request{};
    request.count = wanted_buffers;
    request.type = type;
    request.memory = V4L2_MEMORY_MMAP;
    if (const int error = port_->request(VIDIOC_REQBUFS, &request)) return error;
    requested_ = true;
    if (request.count == 0 || request.count > most_buffers) return ENOMEM;
    for (uint32_t index = 0; index < request.count; ++index) {
        v4l2_buffer buffer{};
        buffer.index = index;
        buffer.type = type;
        buffer.memory = V4L2_MEMORY_MMAP;
        auto mapped = port_->map(buffer);
        if (!mapped) return mapped.error();
        buffers_.push_back(std::move(*mapped));
        if (const int error = queue(index)) return error;
    }
    return 0;
}

int V4l2Camera::queue(uint32_t index) {
    v4l2_buffer buffer{};
    buffer.index = index;
    buffer.type = type;
    buffer.memory = V4L2_MEMORY_MMAP;
    return port_->request(VIDIOC_QBUF, &buffer);
}

int V4l2Camera::start() {
    if (streaming_) return 0;
    int error = set_mode();
    if (error == 0) error = make_buffers();
    uint32_t on = type;
    if (error == 0) error = port_->request(VIDIOC_STREAMON, &on);
    streaming_ = error == 0;
    if (error != 0) stop();
    return error;
}

void V4l2Camera::stop() {
    uint32_t off = type;
    if (streaming_) (void)port_->request(VIDIOC_STREAMOFF, &off);
    streaming_ = false;
    buffers_.clear();
    if (!std::exchange(requested_, false)) return;
    v4l2_requestbuffers none{};
    none.type = type;
    none.memory = V4L2_MEMORY_MMAP;
    (void)port_->request(VIDIOC_REQBUFS, &none);
}

int V4l2Camera::take(const std::function<void(std::span<const uint8_t>, const FrameLayout&)>& look) {
    std::optional<v4l2_buffer> newest;
    int error = 0;
    // A driver that always has one more would keep us here for good.
    for (size_t round = 0; error == 0 && round <= buffers_.size(); ++round) {
        v4l2_buffer buffer{};
        buffer.type = type;
        buffer.memory = V4L2_MEMORY_MMAP;
        error = port_->request(VIDIOC_DQBUF, &buffer);
        if (error != 0) break;
        if (buffer.index >= buffers_.size()) return EPROTO;
        if (newest) {
            buffers_[newest->index].wipe();
            error = queue(newest->index);
        }
        newest = buffer;
    }
    if (error != 0 && error != EAGAIN) return error;
    if (!newest) return EAGAIN;
    auto& buffer = buffers_[newest->index];
    const bool damaged = (newest->flags & V4L2_BUF_FLAG_ERROR) != 0;
    const size_t used = std::min<size_t>(newest->bytesused, buffer.bytes().size());
    look(buffer.bytes().first(damaged ? 0 : used), layout_);
    buffer.wipe();
    return queue(newest->index);
}

}  // namespace lobby::platform
