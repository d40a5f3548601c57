// Keys, certificate requests and certificates (RFC 5280, EC P-256) on OpenSSL 3, with owners instead of raw
// pointers. Functions throw std::runtime_error where OpenSSL itself fails (memory, a bug); what comes from
// outside gives nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "base/clock.hpp"

namespace lobby::x509 {

template <auto Free>
struct Deleter {
    template <class T>
    void operator()(T* p) const {
        Free(p);
    }
};

using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Request = std::unique_ptr<X509_REQ, Deleter<X509_REQ_free>>;

[[nodiscard]] Key make_key();
[[nodiscard]] std::string to_pem(const EVP_PKEY& key);  // PKCS 8, not encrypted: for owner-only files
[[nodiscard]] std::string to_pem(const X509& certificate);
[[nodiscard]] std::string to_pem(const X509_REQ& request);

[[nodiscard]] std::optional<Key> key_from_pem(std::string_view pem);
[[nodiscard]] std::optional<Certificate> certificate_from_pem(std::string_view pem);
// Only when the request's own signature is good and its key is EC P-256.
[[nodiscard]] std::optional<Request> request_from_pem(std::string_view pem);

[[nodiscard]] Request make_request(EVP_PKEY& key, const std::string& common_name);

[[nodiscard]] std::string common_name(const X509& certificate);
[[nodiscard]] std::vector<uint8_t> serial_of(const X509& certificate);
// Until its notAfter; negative when that has passed.
[[nodiscard]] std::chrono::hours time_left(const X509& certificate, WallTime now);
[[nodiscard]] bool same_key(const X509& certificate, const EVP_PKEY& key);

}  // namespace lobby::x509
