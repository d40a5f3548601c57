#include "kiosk/link/client_tls.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/error.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace lobby::kiosk {

namespace asio = boost::asio;

asio::ssl::context client_tls(const KioskIdentity& identity, const std::string& host) {
    asio::ssl::context tls(asio::ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_3_VERSION);
    SSL_CTX_set_options(tls.native_handle(),
                        SSL_OP_CLEANSE_PLAINTEXT);  // what was read is wiped from its buffer
    tls.use_certificate_chain(asio::buffer(identity.certificate_pem));
    tls.use_private_key(asio::buffer(identity.key_pem), asio::ssl::context::pem);
    tls.add_certificate_authority(asio::buffer(identity.authority_pem));  // this office's and no other
    tls.set_verify_mode(asio::ssl::verify_peer);
    tls.set_verify_callback(asio::ssl::host_name_verification(host));
    return tls;
}

std::string_view tls_failure_word(SSL* ssl, const boost::system::error_code& error) {
    if (error == boost::beast::error::timeout) return "handshake_too_slow";
    if (error.category() != asio::error::get_ssl_category()) return "lost";
    switch (ERR_GET_REASON(static_cast<unsigned long>(error.value()))) {
        case SSL_R_CERTIFICATE_VERIFY_FAILED:
            break;
        case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
            return "own_certificate_expired";
        case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
        case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
        case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
        case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
        case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
            return "own_certificate_refused";
        default:
            return "tls";
    }
    switch (SSL_get_verify_result(ssl)) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return "office_certificate_not_valid_now";  // or this machine's clock is wrong
        case X509_V_OK:
        case X509_V_ERR_UNSPECIFIED:
        case X509_V_ERR_APPLICATION_VERIFICATION:
        case X509_V_ERR_HOSTNAME_MISMATCH:
            return "office_other_name";
        case X509_V_ERR_INVALID_PURPOSE:
            return "office_certificate_for_another_use";
        default:
            return "office_other_authority";
    }
}

}  // namespace lobby::kiosk
