// The office's own certificate authority: data_dir/pki/{authority,server}.{key,pem}, owner only. Kiosks trust
// this and nothing else. RFC 5280 profiles: the authority signs certificates only; the server's is for its
// host name; a kiosk's is for client authentication, its subject is the kiosk id.
#pragma once

#include <filesystem>
#include <string>

#include "base/clock.hpp"
#include "base/x509/x509.hpp"

namespace lobby::office {

// The registry is asked at each connection, so a long life gives a stolen key no time: a terminal need not be
// enrolled again while it stands in the lobby.
inline constexpr std::chrono::days kiosk_life{1826};

// A kiosk whose certificate ends sooner is named in the log at each connection: enrol it anew.
inline constexpr std::chrono::days certificate_warning{60};

struct ServerIdentity {
    std::string key_pem;
    std::string certificate_pem;
};

class CertificateAuthority {
public:
    // Makes the authority at first use, under a file lock. Throws std::runtime_error.
    static CertificateAuthority load_or_make(const std::filesystem::path& data_dir, WallTime now);

    // The server's key and certificate; a new one when there is none, when it was made out to another host,
    // or when fewer than 30 days are left.
    [[nodiscard]] ServerIdentity server_identity(const std::string& host_name, WallTime now) const;

    // Takes nothing but the public key from the request.
    [[nodiscard]] x509::Certificate sign_kiosk(const X509_REQ& request, const std::string& kiosk_id,
                                               WallTime now) const;

    [[nodiscard]] const X509& certificate() const { return *certificate_; }

private:
    CertificateAuthority(std::filesystem::path dir, x509::Key key, x509::Certificate certificate)
        : dir_(std::move(dir)), key_(std::move(key)), certificate_(std::move(certificate)) {}
    std::filesystem::path dir_;
    x509::Key key_;
    x509::Certificate certificate_;
};

}  // namespace lobby::office
