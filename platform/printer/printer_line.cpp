#include "platform/printer/printer_line.hpp"

#include <array>
#include <cerrno>
#include <optional>
#include <utility>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "base/awaited.hpp"
#include "base/host_lookup/host_lookup.hpp"

namespace lobby::platform {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds nothing_to_read{100};

error_code last_error() {
    return {errno, boost::system::system_category()};
}

std::optional<speed_t> speed_of(unsigned baud) {
    struct Speed {
        unsigned baud;
        speed_t speed;
    };
    static constexpr std::array<Speed, 7> speeds{{{9600, B9600},
                                                  {19'200, B19200},
                                                  {38'400, B38400},
                                                  {57'600, B57600},
                                                  {115'200, B115200},
                                                  {230'400, B230400},
                                                  {460'800, B460800}}};
    for (const auto& s : speeds)
        if (s.baud == baud) return s.speed;
    return std::nullopt;
}

error_code make_raw(int fd, const DeviceAddress& address) {
    const auto speed = speed_of(address.baud);
    if (!speed) return asio::error::invalid_argument;
    termios settings{};
    if (::tcgetattr(fd, &settings) != 0) return last_error();
    ::cfmakeraw(&settings);
    settings.c_cflag |= CLOCAL | CREAD;
    settings.c_cflag &= ~static_cast<tcflag_t>(CSTOPB | PARENB | CRTSCTS);
    settings.c_iflag &= ~static_cast<tcflag_t>(IXON | IXOFF | IXANY);
    if (address.flow == SerialFlow::rts_cts) settings.c_cflag |= CRTSCTS;
    if (address.flow == SerialFlow::xon_xoff) settings.c_iflag |= IXON;
    ::cfsetispeed(&settings, *speed);
    ::cfsetospeed(&settings, *speed);
    if (::tcsetattr(fd, TCSANOW, &settings) != 0 || ::ioctl(fd, TIOCEXCL) != 0) return last_error();
    ::tcflush(fd, TCIOFLUSH);
    return {};
}

class DeviceLine final : public PrinterLine {
public:
    DeviceLine(const asio::any_io_executor& executor, int fd, bool terminal)
        : descriptor_(executor, fd), pause_(executor), terminal_(terminal) {}
    DeviceLine(const DeviceLine&) = delete;
    DeviceLine& operator=(const DeviceLine&) = delete;
    ~DeviceLine() override { close(); }

    asio::awaitable<size_t> read_some(asio::mutable_buffer into, error_code& error) override {
        for (;;) {
            const size_t n = co_await descriptor_.async_read_some(asio::buffer(into), token(error));
            // A printer class device answers 0 bytes when the printer has nothing to say; that is no hang-up.
            if (terminal_ || error != asio::error::eof) co_return n;
            pause_.expires_after(nothing_to_read);
            co_await pause_.async_wait(token(error));
            if (error) co_return 0;
        }
    }
    asio::awaitable<size_t> write_some(asio::const_buffer from, error_code& error) override {
        co_return co_await descriptor_.async_write_some(asio::buffer(from), token(error));
    }
    void cancel_operations() override {
        error_code ignored;
        descriptor_.cancel(ignored);
        pause_.cancel();
    }
    void close() override {
        if (!descriptor_.is_open()) return;
        // Closing a serial line waits for what is queued, for ever if the printer takes nothing.
        if (terminal_) ::tcflush(descriptor_.native_handle(), TCIOFLUSH);
        error_code ignored;
        descriptor_.close(ignored);
        pause_.cancel();
    }

private:
    asio::posix::stream_descriptor descriptor_;
    asio::steady_timer pause_;
    bool terminal_;
};

class NetworkLine final : public PrinterLine {
public:
    explicit NetworkLine(tcp::socket socket) : socket_(std::move(socket)) {}
    NetworkLine(const NetworkLine&) = delete;
    NetworkLine& operator=(const NetworkLine&) = delete;
    ~NetworkLine() override { close(); }

    asio::awaitable<size_t> read_some(asio::mutable_buffer into, error_code& error) override {
        co_return co_await socket_.async_read_some(asio::buffer(into), token(error));
    }
    asio::awaitable<size_t> write_some(asio::const_buffer from, error_code& error) override {
        co_return co_await socket_.async_write_some(asio::buffer(from), token(error));
    }
    void cancel_operations() override {
        error_code ignored;
        socket_.cancel(ignored);
    }
    void close() override {
        error_code ignored;
        socket_.set_option(tcp::socket::linger(true, 0), ignored);  // what is queued must not arrive later
        socket_.close(ignored);
    }

private:
    tcp::socket socket_;
};

std::unique_ptr<PrinterLine> open_device(const asio::any_io_executor& executor, const DeviceAddress& address,
                                         error_code& error) {
    // Non-blocking: opening a serial line would otherwise wait for a carrier.
    const int fd = ::open(address.device.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        error = last_error();
        return nullptr;
    }
    struct stat info {};
    const bool terminal = ::isatty(fd) != 0;
    if (::fstat(fd, &info) != 0 || !S_ISCHR(info.st_mode))
        error = asio::error::invalid_argument;  // a regular file would take everything and confirm nothing
    else if (terminal)
        error = make_raw(fd, address);
    if (error) {
        ::close(fd);
        return nullptr;
    }
    return std::make_unique<DeviceLine>(executor, fd, terminal);
}

// Connecting and its deadline; shared with the timer's handler, which may outlive the coroutine.
struct Connecting {
    explicit Connecting(const asio::any_io_executor& executor) : socket(executor), timer(executor) {}
    void end(const error_code& why) {
        if (ended) return;
        ended = why;
        error_code ignored;
        socket.close(ignored);
        timer.cancel();
    }
    tcp::socket socket;
    asio::steady_timer timer;
    error_code ended;
};

asio::awaitable<std::unique_ptr<PrinterLine>> connect(const NetworkAddress& address,
                                                      std::chrono::milliseconds deadline,
                                                      std::function<void()>& give_up, error_code& error) {
    const auto executor = co_await asio::this_coro::executor;
    const auto until = std::chrono::steady_clock::now() + deadline;
    const auto found = co_await look_up_host(executor, address.host, address.port, until, give_up);
    if (found.empty()) {
        error = asio::error::host_not_found;
        co_return nullptr;
    }
    auto c = std::make_shared<Connecting>(executor);
    c->timer.expires_at(until);
    c->timer.async_wait([c](error_code e) {
        if (!e) c->end(asio::error::timed_out);
    });
    give_up = [c] { c->end(asio::error::operation_aborted); };
    co_await asio::async_connect(c->socket, found, token(error));
    give_up = {};
    if (c->ended) error = c->ended;
    c->timer.cancel();
    if (error) co_return nullptr;
    error_code ignored;
    c->socket.set_option(tcp::no_delay(true), ignored);
    c->socket.set_option(asio::socket_base::keep_alive(true), ignored);
    co_return std::make_unique<NetworkLine>(std::move(c->socket));
}

}  // namespace

bool is_supported_baud(unsigned baud) {
    return speed_of(baud).has_value();
}

asio::awaitable<std::unique_ptr<PrinterLine>> open_printer_line(const PrinterAddress& address,
                                                                std::chrono::milliseconds deadline,
                                                                std::function<void()>& give_up,
                                                                error_code& error) {
    const auto executor = co_await asio::this_coro::executor;
    if (const auto* device = std::get_if<DeviceAddress>(&address))
        co_return open_device(executor, *device, error);
    co_return co_await connect(std::get<NetworkAddress>(address), deadline, give_up, error);
}

}  // namespace lobby::platform
