#include "platform/scanner/worker/camera_work.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <utility>

#include <opencv2/imgproc.hpp>
#include <poll.h>

#include "platform/scanner/page_finder.hpp"
#include "platform/scanner/wiped_mat.hpp"

namespace lobby::platform {

namespace {

constexpr uint32_t looked_at = 1200;  // pixels across, at which previews are judged
constexpr unsigned exposure_frames = 2;

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

Picture shrunk_to_preview(const Picture& picture) {
    const double scale = std::min({1.0, static_cast<double>(widest_preview) / picture.width(),
                                   static_cast<double>(highest_preview) / picture.height()});
    const auto part = [scale](uint32_t length) {
        return std::max(uint32_t{1}, static_cast<uint32_t>(length * scale));
    };
    Picture small(part(picture.width()), part(picture.height()));
    cv::Mat target = matrix_of(small);
    cv::resize(matrix_of(picture), target, target.size(), 0, 0, cv::INTER_AREA);
    return small;
}

}  // namespace

CameraWork::CameraWork(KioskSide& kiosk, const WorkerSettings& settings, Open open)
    : kiosk_(kiosk), settings_(settings), open_(std::move(open)), pause_(settings.reopen_first) {}

void CameraWork::run() {
    while (!gone_) {
        if (!camera_) try_to_open();
        stream_as_wanted();
        wait_for_something();
        if (!on_orders()) return;
        const SteadyTime began = now();
        const SteadyTime good = last_good_;
        if (camera_ && camera_->streams()) look_at_frame();
        // Looking and telling take long on a slow or busy processor, and the camera is not to blame for it.
        last_good_ = last_good_ == good ? good + (now() - began) : now();
        keep_deadlines();
    }
}

void CameraWork::tell(const ScanNews& news) {
    if (!kiosk_.tell(news)) gone_ = true;
}

bool CameraWork::on_orders() {
    std::vector<ScanOrder> orders;
    if (!kiosk_.read(orders)) return false;
    for (const auto one : orders) order(one);
    return true;
}

void CameraWork::order(ScanOrder order) {
    switch (order) {
        case ScanOrder::watch:
            watching_ = true;
            preview_wanted_ = true;
            break;
        case ScanOrder::rest:
            watching_ = false;
            break;
        case ScanOrder::preview_taken:
            preview_wanted_ = true;
            break;
        case ScanOrder::capture:
            if (pick_) break;
            if (!camera_) {
                tell(CaptureFailed{CaptureFailure::device});
                break;
            }
            pick_.emplace(camera_->streams() ? 0 : exposure_frames);
            pick_until_ = now() + settings_.capture;
            break;
    }
}

SteadyTime CameraWork::next_deadline() const {
    SteadyTime next = camera_ ? next_look_ : next_try_;
    if (camera_ && camera_->streams()) next = std::min(next, last_good_ + settings_.frame);
    if (pick_) next = std::min(next, pick_until_);
    return next;
}

void CameraWork::wait_for_something() {
    std::array<pollfd, 3> waits{{{kiosk_.descriptor(), POLLIN, 0}, {-1, POLLIN, 0}, {-1, 0, 0}}};
    if (camera_ && camera_->streams()) waits[1].fd = camera_->frame_descriptor();
    if (camera_) waits[2].fd = camera_->life_descriptor();
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(next_deadline() - now());
    (void)::poll(waits.data(), waits.size(), static_cast<int>(std::max<int64_t>(0, left.count())));
    // A driver that says nothing but that something is wrong: its next request tells what.
    if ((waits[2].revents & (POLLHUP | POLLERR)) != 0 ||
        ((waits[1].revents & (POLLERR | POLLHUP)) != 0 && camera_->is_there() != 0))
        lose();
}

void CameraWork::try_to_open() {
    if (now() < next_try_) return;
    next_try_ = now() + pause_;
    pause_ = std::min(pause_ * 2, settings_.reopen_longest);
    auto port = open_();
    if (port) {
        auto camera = V4l2Camera::open(std::move(*port));
        if (camera) camera_.emplace(std::move(*camera));
    }
    if (!camera_) {
        if (!std::exchange(told_lost_, true)) tell(ScannerLost{});
        return;
    }
    next_look_ = now() + settings_.look;
    told_lost_ = false;
    tell(ScannerReady{true});
}

void CameraWork::stream_as_wanted() {
    if (!camera_) return;
    const bool wanted = watching_ || pick_;
    if (wanted == camera_->streams()) return;
    if (!wanted) {
        camera_->stop();
        next_look_ = now() + settings_.look;
        return;
    }
    steady_ = {};
    bad_frames_ = 0;
    const int error = camera_->start();
    last_good_ = now();
    if (error != 0) lose();
}

void CameraWork::look_at_frame() {
    const int error = camera_->take(
        [this](std::span<const uint8_t> bytes, const FrameLayout& layout) { on_frame(bytes, layout); });
    if (error != 0 && error != EAGAIN) lose();
}

void CameraWork::on_frame(std::span<const uint8_t> bytes, const FrameLayout& layout) {
    if (pick_) {
        last_good_ = now();  // its own deadline holds
        if (auto outcome = pick_->look(bytes, layout)) end_capture(std::move(*outcome));
        return;
    }
    if (!watching_ || !preview_wanted_ || now() < next_preview_) {
        // Not looked at: that frames come is all that is known of it.
        if (!bytes.empty() && (!watching_ || !preview_wanted_)) last_good_ = now();
        return;
    }
    show(bytes, layout);
}

void CameraWork::show(std::span<const uint8_t> bytes, const FrameLayout& layout) {
    const auto picture = decode_frame(bytes, layout, looked_at);
    if (!picture) {
        // Tells of the first at once, of more of them now and then.
        ++bad_frames_;
        if (std::has_single_bit(bad_frames_)) tell(BadFrames{bad_frames_});
        return;
    }
    last_good_ = now();
    pause_ = settings_.reopen_first;
    next_preview_ = last_good_ + settings_.preview;
    auto guidance = find_page(*picture);
    guidance.steady = steady_.look(guidance, last_good_);
    preview_wanted_ = false;
    tell(Preview{shrunk_to_preview(*picture), guidance});
}

void CameraWork::keep_deadlines() {
    if (pick_ && now() >= pick_until_) end_capture(pick_->finish());
    if (!camera_) return;
    if (camera_->streams()) {
        if (now() >= last_good_ + settings_.frame) lose();
        return;
    }
    if (now() < next_look_) return;
    next_look_ = now() + settings_.look;
    if (camera_->is_there() != 0)
        lose();
    else
        pause_ = settings_.reopen_first;
}

void CameraWork::lose() {
    if (!camera_) return;
    camera_.reset();
    next_try_ = now() + pause_;
    if (std::exchange(pick_, std::nullopt)) tell(CaptureFailed{CaptureFailure::device});
    if (!std::exchange(told_lost_, true)) tell(ScannerLost{});
}

void CameraWork::end_capture(PagePick::Outcome outcome) {
    pick_.reset();
    std::visit([this](auto& end) { tell(std::move(end)); }, outcome);
}

}  // namespace lobby::platform
