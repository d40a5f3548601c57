#include "platform/scanner/worker/flatbed_work.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "platform/scanner/page_finder.hpp"
#include "platform/scanner/page_shape.hpp"

namespace lobby::platform {

namespace {

constexpr std::array<PicturePoint, 4> whole_glass{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};
// SANE does not say when an idle scanner goes; nothing wakes this up but the kiosk.
constexpr std::chrono::minutes long_wait{10};

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

// Under a flatbed's own lamp there is neither glare nor haste. A page as white as the lid has no outline:
// then the whole glass is the page.
PageCaptured page_of(const Picture& picture) {
    PageGuidance guidance;
    guidance.found = true;
    guidance.corners = whole_glass;
    if (const auto seen = find_page(picture); seen.found && !seen.cut_edge) guidance.corners = seen.corners;
    return {encode_page(straighten(picture, guidance.corners)), guidance};
}

}  // namespace

FlatbedWork::FlatbedWork(KioskSide& kiosk, const WorkerSettings& settings, std::string name)
    : kiosk_(kiosk), settings_(settings), name_(std::move(name)), pause_(settings.reopen_first) {}

void FlatbedWork::run() {
    while (!gone_) {
        if (!flatbed_) try_to_open();
        if (std::exchange(asked_, false)) scan();
        const auto wait = flatbed_ ? std::chrono::milliseconds(long_wait)
                                   : std::chrono::ceil<std::chrono::milliseconds>(next_try_ - now());
        kiosk_.wait(std::max(wait, std::chrono::milliseconds(0)));
        if (!on_orders()) return;
    }
}

void FlatbedWork::tell(const ScanNews& news) {
    if (!kiosk_.tell(news)) gone_ = true;
}

bool FlatbedWork::on_orders() {
    std::vector<ScanOrder> orders;
    if (!kiosk_.read(orders)) return false;
    for (const auto order : orders)
        if (order == ScanOrder::capture) asked_ = true;
    return true;
}

void FlatbedWork::try_to_open() {
    if (now() < next_try_) return;
    auto flatbed = SaneFlatbed::open(name_, settings_.dpi);
    next_try_ = now() + pause_;
    pause_ = std::min(pause_ * 2, settings_.reopen_longest);
    if (!flatbed) {
        if (!std::exchange(told_lost_, true)) tell(ScannerLost{});
        return;
    }
    flatbed_.emplace(std::move(*flatbed));
    told_lost_ = false;
    tell(ScannerReady{false});
}

void FlatbedWork::scan() {
    if (!flatbed_) {
        tell(CaptureFailed{CaptureFailure::device});
        return;
    }
    const auto end = now() + settings_.capture;
    auto picture = flatbed_->scan([this, end] {
        // While it scans, another capture is the same one.
        std::vector<ScanOrder> meanwhile;
        if (!kiosk_.read(meanwhile)) gone_ = true;
        return !gone_ && now() < end;
    });
    if (picture && is_blank(*picture)) {
        tell(CaptureFailed{CaptureFailure::no_page});
    } else if (picture) {
        pause_ = settings_.reopen_first;
        tell(page_of(*picture));
    } else {
        tell(CaptureFailed{picture.error().reason});
        if (!picture.error().lost) return;
        flatbed_.reset();
        next_try_ = now() + pause_;
        if (!std::exchange(told_lost_, true)) tell(ScannerLost{});
    }
}

}  // namespace lobby::platform
