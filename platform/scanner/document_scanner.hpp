// The document scanner: a camera over the desk (V4L2) or a flatbed (SANE) behind one interface. Keeps its
// device open (or tries again until it is back), shows what the camera sees while a screen wants to see it,
// and makes one bounded JPEG of the page that lies there. Nothing of a picture touches a disk or a log.
//
// The device's driver and everything that looks at its bytes run in a program of their own (scan-worker),
// which is started with start(), killed when it is silent past its deadline, and started again: what a broken
// device or a hostile picture can take down is that program. A machine that is only busy takes nothing down.
//
// Lives on one io_context with one thread; the observer is called there and may call everything here. start,
// stop, watch and capture may be called from any thread. Nothing is told any more once the destructor was
// called.
//
// Every wait has a deadline (ScannerSettings): each capture() ends with exactly one PageCaptured or
// CaptureFailed, also when the scanner is not there or is stopped.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/io_context.hpp>

#include "base/log.hpp"
#include "platform/scanner/scanner_events.hpp"

namespace lobby::platform {

struct ScannerSettings {
    // "/dev/video0" (V4L2), "v4l2-socket:PATH" (the emulator, at the driver's boundary: the same requests and
    // structures over a Unix socket), "sane:NAME" (a flatbed, named as `scanimage -L` does).
    std::string device;
    std::filesystem::path worker;  // the program scan-worker
    unsigned flatbed_dpi = 200;
    std::chrono::milliseconds preview{150};  // at least so long between two
    std::chrono::milliseconds frame{3000};   // in which a streaming camera gives a picture
    // Three pictures of 13 megapixels are looked at in two seconds on a desktop and in seven on a Celeron
    // J1900.
    std::chrono::milliseconds camera_capture{10'000};
    std::chrono::milliseconds flatbed_capture{60'000};
    // What the worker is given beyond these before it is held to hang: a slow processor's time for the
    // picture in hand and the page. Time in which it was ready and other programs had the processor does not
    // count.
    std::chrono::milliseconds grace{6000};
    std::chrono::milliseconds look{2000};         // between two looks at whether an idle camera is there
    std::chrono::milliseconds reopen_first{250};  // then doubling
    std::chrono::milliseconds reopen_longest{4000};
};

// Whether `device` has one of the three forms above.
[[nodiscard]] bool is_scanner_device(std::string_view device);

class DocumentScanner {
public:
    DocumentScanner(boost::asio::io_context& io, ScannerSettings settings, Log& log,
                    std::function<void(ScannerEvent)> observer);
    ~DocumentScanner();
    DocumentScanner(const DocumentScanner&) = delete;
    DocumentScanner& operator=(const DocumentScanner&) = delete;

    void start();
    void stop();
    // Previews only while a screen wants them: an idle kiosk opens no camera stream.
    void watch(bool wanted);
    // One at a time: while one is under way, another is the same one.
    void capture();

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace lobby::platform
