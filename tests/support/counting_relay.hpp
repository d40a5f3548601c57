// Stands between kiosk and office and counts the bytes that an observer on the network would see.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace lobby::test {

class CountingRelay {
public:
    explicit CountingRelay(uint16_t office_port);
    CountingRelay(const CountingRelay&) = delete;
    CountingRelay& operator=(const CountingRelay&) = delete;
    ~CountingRelay();

    [[nodiscard]] uint16_t port() const { return port_; }
    [[nodiscard]] uint64_t from_kiosk() const { return from_kiosk_; }
    [[nodiscard]] uint64_t from_office() const { return from_office_; }

private:
    void accept();

    boost::asio::io_context io_{1};
    uint16_t office_port_;
    boost::asio::ip::tcp::acceptor acceptor_;
    uint16_t port_;
    std::atomic<uint64_t> from_kiosk_ = 0;
    std::atomic<uint64_t> from_office_ = 0;
    std::thread thread_;
};

}  // namespace lobby::test
