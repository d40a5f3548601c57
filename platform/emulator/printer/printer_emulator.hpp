// A receipt printer on a pseudo-terminal or a TCP port, with a control socket, and a folder into which its
// sheets fall as 0001.png, 0002.png … in the order in which they came out. A sheet that was not cut, because
// the paper ended in it, is 0003.part.png.
//
// Lives on the executor's one thread. Throws std::system_error where a line or a socket cannot be made.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include <boost/asio/any_io_executor.hpp>

#include "platform/emulator/printer/printer_machine.hpp"

namespace lobby::emulator::printer {

struct PrinterEmulatorSettings {
    std::filesystem::path link;        // empty: no pseudo-terminal
    std::optional<uint16_t> tcp_port;  // on loopback; 0 takes a free one. One connection at a time
    std::filesystem::path control;
    std::filesystem::path out;
    PrinterHabits habits;
};

class PrinterEmulator {
public:
    PrinterEmulator(const boost::asio::any_io_executor& executor, PrinterEmulatorSettings settings);
    ~PrinterEmulator();
    PrinterEmulator(const PrinterEmulator&) = delete;
    PrinterEmulator& operator=(const PrinterEmulator&) = delete;
    [[nodiscard]] uint16_t tcp_port() const;  // 0 without one

private:
    class Core;
    std::shared_ptr<Core> core_;
};

}  // namespace lobby::emulator::printer
