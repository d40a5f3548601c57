#include "platform/scanner/worker/kiosk_side.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <span>

#include <poll.h>
#include <sodium.h>
#include <sys/socket.h>

namespace lobby::platform {

namespace {

constexpr std::chrono::seconds patience{5};

bool is_order(uint8_t byte) {
    return byte == static_cast<uint8_t>(ScanOrder::watch) || byte == static_cast<uint8_t>(ScanOrder::rest) ||
           byte == static_cast<uint8_t>(ScanOrder::capture) ||
           byte == static_cast<uint8_t>(ScanOrder::preview_taken);
}

}  // namespace

bool KioskSide::read(std::vector<ScanOrder>& orders) {
    std::array<uint8_t, 64> bytes{};
    for (;;) {
        const ssize_t n = ::recv(socket_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
        if (n == 0) return false;
        for (const uint8_t byte : std::span(bytes).first(static_cast<size_t>(n)))
            if (is_order(byte)) orders.push_back(static_cast<ScanOrder>(byte));
    }
}

void KioskSide::wait(std::chrono::milliseconds longest) const {
    pollfd ready{socket_.get(), POLLIN, 0};
    (void)::poll(&ready, 1, static_cast<int>(longest.count()));
}

bool KioskSide::tell(const ScanNews& news) {
    auto bytes = encode_news(news);
    const auto end = std::chrono::steady_clock::now() + patience;
    size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t n =
            ::send(socket_.get(), bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n > 0) {
            sent += static_cast<size_t>(n);
            continue;
        }
        if (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) break;
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        if (left.count() <= 0) break;
        pollfd room{socket_.get(), POLLOUT, 0};
        (void)::poll(&room, 1, static_cast<int>(left.count()));
    }
    const bool whole = sent == bytes.size();
    sodium_memzero(bytes.data(), bytes.size());
    return whole;
}

}  // namespace lobby::platform
