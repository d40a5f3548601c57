// The kiosk side of the office: TLS 1.3 with certificates on both sides, WebSocket (RFC 6455), one binary
// message a frame. A kiosk must be known to the authority and to the fleet; a revoked one is cut within two
// seconds.
//
// Runs on the executor that it is given (one thread); stop() and the destructor must be called there or after
// it ended.
#pragma once

#include <cstdint>
#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>

#include "base/log.hpp"
#include "office/config/config.hpp"
#include "office/fleet/registry.hpp"
#include "office/link/kiosk_session.hpp"
#include "office/pki/authority.hpp"

namespace lobby::office {

class LinkServer {
public:
    // Binds at once; throws boost::system::system_error when it cannot. `authority`, `clock` and `log`
    // outlive the server.
    LinkServer(boost::asio::io_context& io, const OfficeConfig& config, const CertificateAuthority& authority,
               KioskServices services, const Clock& clock, Log& log, LinkLimits limits = {});
    ~LinkServer();
    LinkServer(const LinkServer&) = delete;
    LinkServer& operator=(const LinkServer&) = delete;

    [[nodiscard]] uint16_t port() const;
    void start();
    // Every kiosk is told how the hall stands, by KioskServices::hall.
    void hall_changed();
    // There may be new records for kiosks to keep: each is sent what it has not, by KioskServices::feed.
    void feed_changed();
    // Says goodbye to every kiosk and closes.
    void stop();

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

// TLS 1.3 only, with the office's server certificate. `client_authority` set: clients must show one that it
// signed.
boost::asio::ssl::context server_tls(const ServerIdentity& identity, const X509* client_authority);

}  // namespace lobby::office
