// A connection over which a kiosk sends pages instead of messages: HTTP/1.1 on the link's port, with the same
// certificates (office/scans/scan_request.hpp says what is asked and answered). Lives on its stream's
// executor.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "office/link/kiosk_session.hpp"
#include "office/scans/scan_request.hpp"

namespace lobby::office {

// Whether a connection's first bytes begin such a request: only these two methods do, and no upgrade does.
[[nodiscard]] bool begins_scan_request(std::string_view first_bytes);

class ScanConnection : public std::enable_shared_from_this<ScanConnection> {
public:
    // `first_bytes`: what was read of it. `good`: whether the kiosk may still come; asked at every request.
    ScanConnection(KioskStream stream, KioskSession::Kiosk kiosk, std::string_view first_bytes,
                   std::shared_ptr<const KioskServices> services,
                   std::function<bool(const KioskSession::Kiosk&)> good, const LinkLimits& limits);

    [[nodiscard]] const KioskSession::Kiosk& kiosk() const { return kiosk_; }
    // Answers until the kiosk has nothing more to send.
    boost::asio::awaitable<void> run();
    void close();

private:
    boost::asio::awaitable<bool> converse();
    boost::asio::awaitable<bool> send(scans::Answer answer, bool head, bool keep_alive);

    KioskStream stream_;
    const KioskSession::Kiosk kiosk_;
    const std::shared_ptr<const KioskServices> services_;
    const std::function<bool(const KioskSession::Kiosk&)> good_;
    const LinkLimits limits_;
    boost::beast::flat_buffer buffer_;
    bool closed_ = false;
};

}  // namespace lobby::office
