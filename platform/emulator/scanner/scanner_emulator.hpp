// A document camera without a camera: V4L2's requests over a Unix socket (platform/scanner/v4l2_wire.hpp),
// and a control socket through which a hand lays pages on the desk and makes it misbehave.
//
// Lives on the executor's one thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include <boost/asio/any_io_executor.hpp>

#include "platform/emulator/scanner/camera_machine.hpp"
#include "platform/scanner/picture.hpp"

namespace lobby::emulator::scanner {

struct ScannerEmulatorSettings {
    std::filesystem::path socket;
    std::filesystem::path control;
    platform::Picture page;  // that lies there at the beginning; empty: none
    CameraHabits habits;
    std::chrono::milliseconds frame{100};  // from one to the next
};

class ScannerEmulator {
public:
    // Throws std::system_error when a socket cannot be made.
    ScannerEmulator(const boost::asio::any_io_executor& executor, ScannerEmulatorSettings settings);
    // Unplugs; removes the sockets.
    ~ScannerEmulator();
    ScannerEmulator(const ScannerEmulator&) = delete;
    ScannerEmulator& operator=(const ScannerEmulator&) = delete;

private:
    class Core;
    std::shared_ptr<Core> core_;
};

}  // namespace lobby::emulator::scanner
