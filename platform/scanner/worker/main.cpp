// scan-worker: the document scanner's driver, and everything that looks at its bytes, in a program of its
// own. The kiosk starts it with their socket as standard input; it ends when that is closed. It needs no file
// but the device, gains no rights, and dies with the kiosk.
#include <csignal>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>
#include <malloc.h>
#include <opencv2/core/utility.hpp>
#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "platform/scanner/scanner_device.hpp"
#include "platform/scanner/worker/camera_work.hpp"
#include "platform/scanner/worker/flatbed_work.hpp"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define LOBBY_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LOBBY_SANITIZED 1
#endif

namespace {

using namespace lobby::platform;

void limit(__rlimit_resource what, rlim_t value) {
    const rlimit both{value, value};
    ::setrlimit(what, &both);
}

void harden() {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    limit(RLIMIT_CORE, 0);
#ifndef LOBBY_SANITIZED
    limit(RLIMIT_AS, rlim_t{2} << 30);
    // Every block of the heap is overwritten when it is given back: also OpenCV's, libjpeg's and SANE's.
    ::mallopt(M_PERTURB, 0x5A);
#endif
    // One thread: no copies of a page on other stacks, and the deadlines are the kiosk's.
    cv::setNumThreads(1);
}

int run(const WorkerSettings& settings) {
    KioskSide kiosk{FileDescriptor(0)};
    const auto device = parse_scanner_device(settings.device);
    if (!device) throw std::runtime_error("no scanner's name: " + settings.device);
    if (device->kind == ScannerDevice::Kind::flatbed) {
        FlatbedWork(kiosk, settings, device->name).run();
        return 0;
    }
    const bool emulated = device->kind == ScannerDevice::Kind::socket;
    CameraWork(kiosk, settings, [&device, emulated] {
        return emulated ? open_socket_camera(device->name) : open_kernel_camera(device->name);
    }).run();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        harden();
        if (sodium_init() < 0) throw std::runtime_error("libsodium");
        WorkerSettings settings;
        CLI::App app("The document scanner's driver; started by the kiosk", "scan-worker");
        const auto add_time = [&app](const char* name, std::chrono::milliseconds& into) {
            app.add_option_function<int>(name, [&into](int ms) { into = std::chrono::milliseconds(ms); })
                ->check(CLI::Range(0, 600'000));
        };
        app.add_option("--device", settings.device)->required();
        app.add_option("--dpi", settings.dpi)->check(CLI::Range(50, 600));
        add_time("--preview", settings.preview);
        add_time("--frame", settings.frame);
        add_time("--capture", settings.capture);
        add_time("--look", settings.look);
        add_time("--reopen-first", settings.reopen_first);
        add_time("--reopen-longest", settings.reopen_longest);
        CLI11_PARSE(app, argc, argv);
        return run(settings);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "scan-worker: %s\n", e.what());
        return 1;
    }
}
