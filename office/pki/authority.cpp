#include "office/pki/authority.hpp"

#include <array>
#include <stdexcept>

#include <fcntl.h>
#include <openssl/x509v3.h>
#include <sodium.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/x509/private_file.hpp"

namespace lobby::office {

namespace {

using x509::Certificate;
using x509::Key;

constexpr std::chrono::days authority_life{3650};
constexpr std::chrono::days server_life{397};
constexpr std::chrono::days renew_before{30};
constexpr std::chrono::hours clock_slack{24};  // a kiosk's clock may be behind

void require(bool ok, const char* what) {
    if (!ok) throw std::runtime_error(std::string("certificate authority: ") + what);
}

class FolderLock {
public:
    explicit FolderLock(const std::filesystem::path& dir)
        : fd_(::open((dir / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        require(fd_ >= 0 && ::flock(fd_, LOCK_EX) == 0, "cannot lock its folder");
    }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock() { ::close(fd_); }

private:
    int fd_;
};

struct Profile {
    std::string common_name;
    std::chrono::days life{};
    std::string basic_constraints;
    std::string key_usage;
    std::string extended_key_usage;
    std::string alternative_name;
};

void add_extension(X509& certificate, const X509& issuer, int nid, const std::string& value) {
    if (value.empty()) return;
    X509V3_CTX context;
    X509V3_set_ctx(&context, const_cast<X509*>(&issuer), &certificate, nullptr, nullptr,
                   0);  // NOLINT: the C API takes no const
    const std::unique_ptr<X509_EXTENSION, x509::Deleter<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    require(extension && X509_add_ext(&certificate, extension.get(), -1) == 1, "extension");
}

// `issuer` is null for the authority's own certificate.
Certificate make_certificate(const Profile& profile, EVP_PKEY& subject_key, const X509* issuer,
                             EVP_PKEY& issuer_key, WallTime now) {
    Certificate certificate(X509_new());
    require(certificate != nullptr && X509_set_version(certificate.get(), X509_VERSION_3) == 1, "memory");
    std::array<uint8_t, 16> serial{};
    randombytes_buf(serial.data(), serial.size());
    serial[0] = static_cast<uint8_t>((serial[0] & 0x3Fu) | 0x40u);  // positive, always 16 bytes
    const std::unique_ptr<BIGNUM, x509::Deleter<BN_free>> number(
        BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr));
    require(number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get())), "serial");

    auto end = now + profile.life;
    if (issuer)
        end = std::min<WallTime>(end, now + x509::time_left(*issuer, now));  // RFC 5280 §6: the path ends
    const auto at = [](WallTime t) {
        return static_cast<time_t>(std::chrono::floor<std::chrono::seconds>(t).time_since_epoch().count());
    };
    require(ASN1_TIME_set(X509_getm_notBefore(certificate.get()), at(now - clock_slack)) != nullptr, "time");
    require(ASN1_TIME_set(X509_getm_notAfter(certificate.get()), at(end)) != nullptr, "time");

    X509_NAME* subject = X509_get_subject_name(certificate.get());
    require(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                       reinterpret_cast<const unsigned char*>(profile.common_name.c_str()),
                                       -1, -1, 0) == 1,
            "name");
    const X509& signer = issuer ? *issuer : static_cast<const X509&>(*certificate);
    require(X509_set_issuer_name(certificate.get(), X509_get_subject_name(&signer)) == 1, "issuer");
    require(X509_set_pubkey(certificate.get(), &subject_key) == 1, "key");
    add_extension(*certificate, signer, NID_basic_constraints, profile.basic_constraints);
    add_extension(*certificate, signer, NID_key_usage, profile.key_usage);
    add_extension(*certificate, signer, NID_ext_key_usage, profile.extended_key_usage);
    add_extension(*certificate, signer, NID_subject_alt_name, profile.alternative_name);
    add_extension(*certificate, signer, NID_subject_key_identifier, "hash");
    if (issuer) add_extension(*certificate, signer, NID_authority_key_identifier, "keyid");
    require(X509_sign(certificate.get(), &issuer_key, EVP_sha256()) > 0, "signature");
    return certificate;
}

bool valid_for(const X509& certificate, WallTime until) {
    const auto at =
        static_cast<time_t>(std::chrono::floor<std::chrono::seconds>(until).time_since_epoch().count());
    return ASN1_TIME_cmp_time_t(X509_get0_notAfter(&certificate), at) > 0;
}

std::string alternative_name(const std::string& host) {
    const bool address =
        host.find_first_not_of("0123456789.") == std::string::npos || host.find(':') != std::string::npos;
    std::string names = (address ? "IP:" : "DNS:") + host;
    if (host == "localhost") names += ",IP:127.0.0.1,IP:::1";
    return names;
}

}  // namespace

CertificateAuthority CertificateAuthority::load_or_make(const std::filesystem::path& data_dir, WallTime now) {
    require(sodium_init() >= 0, "libsodium cannot start");
    const auto dir = data_dir / "pki";
    std::filesystem::create_directories(dir);
    std::filesystem::permissions(dir, std::filesystem::perms::owner_all);
    const FolderLock lock(dir);
    const auto certificate_file = dir / "authority.pem";
    if (!std::filesystem::exists(certificate_file)) {
        const auto key = x509::make_key();
        const auto certificate =
            make_certificate({"Lobby office authority", authority_life, "critical,CA:TRUE,pathlen:0",
                              "critical,keyCertSign,cRLSign", "", ""},
                             *key, nullptr, *key, now);
        write_private_file(dir / "authority.key", x509::to_pem(*key));
        write_private_file(certificate_file,
                           x509::to_pem(*certificate));  // last: its presence says that both are whole
    }
    auto key = x509::key_from_pem(read_small_file(dir / "authority.key").value_or(""));
    auto certificate = x509::certificate_from_pem(read_small_file(certificate_file).value_or(""));
    require(key && certificate && x509::same_key(**certificate, **key),
            "its files are damaged: restore data_dir/pki from the backup");
    return {dir, std::move(*key), std::move(*certificate)};
}

ServerIdentity CertificateAuthority::server_identity(const std::string& host_name, WallTime now) const {
    const FolderLock lock(dir_);
    const auto key_pem = read_small_file(dir_ / "server.key").value_or("");
    const auto certificate_pem = read_small_file(dir_ / "server.pem").value_or("");
    const auto key = x509::key_from_pem(key_pem);
    const auto certificate = x509::certificate_from_pem(certificate_pem);
    if (key && certificate && x509::same_key(**certificate, **key) &&
        x509::common_name(**certificate) == host_name && valid_for(**certificate, now + renew_before) &&
        X509_verify(certificate->get(), X509_get0_pubkey(certificate_.get())) == 1)
        return {key_pem, certificate_pem};

    const auto fresh_key = x509::make_key();
    const auto fresh =
        make_certificate({host_name, server_life, "critical,CA:FALSE", "critical,digitalSignature",
                          "serverAuth", alternative_name(host_name)},
                         *fresh_key, certificate_.get(), *key_, now);
    ServerIdentity identity{x509::to_pem(*fresh_key), x509::to_pem(*fresh)};
    write_private_file(dir_ / "server.key", identity.key_pem);
    write_private_file(dir_ / "server.pem", identity.certificate_pem);
    return identity;
}

x509::Certificate CertificateAuthority::sign_kiosk(const X509_REQ& request, const std::string& kiosk_id,
                                                   WallTime now) const {
    EVP_PKEY* key =
        X509_REQ_get0_pubkey(const_cast<X509_REQ*>(&request));  // NOLINT: the C API takes no const
    require(key != nullptr, "the request has no key");
    return make_certificate(
        {kiosk_id, kiosk_life, "critical,CA:FALSE", "critical,digitalSignature", "clientAuth", ""}, *key,
        certificate_.get(), *key_, now);
}

}  // namespace lobby::office
