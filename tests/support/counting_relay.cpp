#include "tests/support/counting_relay.hpp"

#include <array>
#include <memory>

#include <boost/asio/write.hpp>

namespace lobby::test {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

struct Pair {
    explicit Pair(asio::io_context& io) : kiosk(io), office(io) {}
    tcp::socket kiosk;
    tcp::socket office;
    std::array<char, 16384> up{};
    std::array<char, 16384> down{};
};

void pump(const std::shared_ptr<Pair>& pair, tcp::socket& from, tcp::socket& to,
          std::array<char, 16384>& buffer, std::atomic<uint64_t>& count) {
    from.async_read_some(asio::buffer(buffer), [=, &from, &to, &buffer, &count](error_code error, size_t n) {
        error_code ignored;
        if (error) {
            to.shutdown(tcp::socket::shutdown_send, ignored);
            return;
        }
        count += n;  // before it goes on: who has the answer sees its bytes counted
        asio::async_write(to, asio::buffer(buffer, n),
                          [=, &from, &to, &buffer, &count](error_code failed, size_t) {
                              if (!failed) pump(pair, from, to, buffer, count);
                          });
    });
}

}  // namespace

CountingRelay::CountingRelay(uint16_t office_port)
    : office_port_(office_port),
      acceptor_(io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
      port_(acceptor_.local_endpoint().port()) {
    accept();
    thread_ = std::thread([this] { io_.run(); });
}

CountingRelay::~CountingRelay() {
    io_.stop();
    thread_.join();
}

void CountingRelay::accept() {
    auto pair = std::make_shared<Pair>(io_);
    acceptor_.async_accept(pair->kiosk, [this, pair](error_code error) {
        if (error) return;
        error_code failed;
        pair->office.connect(tcp::endpoint(asio::ip::address_v4::loopback(), office_port_), failed);
        if (!failed) {
            pair->kiosk.set_option(tcp::no_delay(true), failed);
            pair->office.set_option(tcp::no_delay(true), failed);
            pump(pair, pair->kiosk, pair->office, pair->up, from_kiosk_);
            pump(pair, pair->office, pair->kiosk, pair->down, from_office_);
        }
        accept();
    });
}

}  // namespace lobby::test
