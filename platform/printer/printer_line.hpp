// One open connection to a printer: a character device or a TCP connection. Both carry the same bytes; what
// the driver needs of them is this.
//
// Belongs to one io_context with one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <variant>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>

namespace lobby::platform {

enum class SerialFlow { none, rts_cts, xon_xoff };

// /dev/usb/lp0 and its like, and serial lines (which USB printers can also be: /dev/ttyUSB0, /dev/ttyACM0).
struct DeviceAddress {
    std::filesystem::path device;
    // Only for serial lines. Without flow control a printer loses bytes when its buffer is full and cannot
    // say so.
    unsigned baud = 115'200;
    SerialFlow flow = SerialFlow::rts_cts;
};
// Raw TCP, as network printers take it.
struct NetworkAddress {
    std::string host;
    uint16_t port = 9100;
};
using PrinterAddress = std::variant<DeviceAddress, NetworkAddress>;

class PrinterLine {
public:
    virtual ~PrinterLine() = default;
    // At least one byte, or an error. The error operation_aborted comes from cancel_operations or close.
    virtual boost::asio::awaitable<size_t> read_some(boost::asio::mutable_buffer into,
                                                     boost::system::error_code& error) = 0;
    virtual boost::asio::awaitable<size_t> write_some(boost::asio::const_buffer from,
                                                      boost::system::error_code& error) = 0;
    virtual void cancel_operations() = 0;
    // What was written and has not left this machine is dropped where the system can do that.
    virtual void close() = 0;
};

// Opens the line, or says why not; not longer than the deadline; `address` must outlive that. Serial lines
// become 8N1, raw and exclusive. While it waits, `give_up` ends the waiting; it belongs to the executor's
// thread and must outlive the wait.
boost::asio::awaitable<std::unique_ptr<PrinterLine>> open_printer_line(const PrinterAddress& address,
                                                                       std::chrono::milliseconds deadline,
                                                                       std::function<void()>& give_up,
                                                                       boost::system::error_code& error);

[[nodiscard]] bool is_supported_baud(unsigned baud);

}  // namespace lobby::platform
