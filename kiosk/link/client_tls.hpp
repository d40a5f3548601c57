// The kiosk's side of TLS: shows its own certificate, trusts the authority of the office that enrolled it and
// no other, and says in a word why a connection did not come about.
#pragma once

#include <string>
#include <string_view>

#include <boost/asio/ssl/context.hpp>
#include <boost/system/error_code.hpp>

#include "kiosk/link/kiosk_identity.hpp"

namespace lobby::kiosk {

// TLS 1.3 only. Throws boost::system::system_error when key and certificate are not usable.
boost::asio::ssl::context client_tls(const KioskIdentity& identity, const std::string& host);

// For the log: "office_…" where the kiosk refused the office, "own_certificate_…" where the office refused
// the kiosk (TLS 1.3 says so only after the handshake, with the first bytes), "tls" and "lost" otherwise.
[[nodiscard]] std::string_view tls_failure_word(SSL* ssl, const boost::system::error_code& error);

}  // namespace lobby::kiosk
