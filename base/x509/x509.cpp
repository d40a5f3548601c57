#include "base/x509/x509.hpp"

#include <ctime>
#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/pem.h>

namespace lobby::x509 {

namespace {

constexpr size_t max_pem_bytes = 16u << 10;

using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;

void require(bool ok, const char* what) {
    if (!ok) throw std::runtime_error(std::string("OpenSSL: ") + what);
}

Bio writer() {
    Bio bio(BIO_new(BIO_s_mem()));
    require(bio != nullptr, "memory");
    return bio;
}

std::string text_of(BIO& bio) {
    char* data = nullptr;
    const auto size = BIO_get_mem_data(&bio, &data);
    return {data, static_cast<size_t>(size)};
}

Bio reader(std::string_view pem) {
    Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    require(bio != nullptr, "memory");
    return bio;
}

// OpenSSL would ask a terminal for the password of an encrypted key.
int no_password(char*, int, int, void*) {
    return -1;
}

}  // namespace

Key make_key() {
    Key key(EVP_EC_gen("P-256"));
    require(key != nullptr, "key generation");
    return key;
}

std::string to_pem(const EVP_PKEY& key) {
    const auto bio = writer();
    require(PEM_write_bio_PKCS8PrivateKey(bio.get(), &key, nullptr, nullptr, 0, nullptr, nullptr) == 1,
            "key to PEM");
    return text_of(*bio);
}

std::string to_pem(const X509& certificate) {
    const auto bio = writer();
    require(PEM_write_bio_X509(bio.get(), &certificate) == 1, "certificate to PEM");
    return text_of(*bio);
}

std::string to_pem(const X509_REQ& request) {
    const auto bio = writer();
    require(PEM_write_bio_X509_REQ(bio.get(), &request) == 1, "request to PEM");
    return text_of(*bio);
}

std::optional<Key> key_from_pem(std::string_view pem) {
    if (pem.size() > max_pem_bytes) return std::nullopt;
    Key key(PEM_read_bio_PrivateKey(reader(pem).get(), nullptr, no_password, nullptr));
    if (!key) return std::nullopt;
    return key;
}

std::optional<Certificate> certificate_from_pem(std::string_view pem) {
    if (pem.size() > max_pem_bytes) return std::nullopt;
    Certificate certificate(PEM_read_bio_X509(reader(pem).get(), nullptr, no_password, nullptr));
    if (!certificate) return std::nullopt;
    return certificate;
}

std::optional<Request> request_from_pem(std::string_view pem) {
    if (pem.size() > max_pem_bytes) return std::nullopt;
    Request request(PEM_read_bio_X509_REQ(reader(pem).get(), nullptr, no_password, nullptr));
    if (!request) return std::nullopt;
    EVP_PKEY* key = X509_REQ_get0_pubkey(request.get());
    if (!key || EVP_PKEY_get_base_id(key) != EVP_PKEY_EC || EVP_PKEY_get_bits(key) != 256)
        return std::nullopt;
    if (X509_REQ_verify(request.get(), key) != 1) return std::nullopt;
    return request;
}

Request make_request(EVP_PKEY& key, const std::string& name) {
    Request request(X509_REQ_new());
    require(request != nullptr, "memory");
    X509_NAME* subject = X509_REQ_get_subject_name(request.get());
    require(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                       reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0) == 1,
            "request's name");
    require(X509_REQ_set_pubkey(request.get(), &key) == 1, "request's key");
    require(X509_REQ_sign(request.get(), &key, EVP_sha256()) > 0, "request's signature");
    return request;
}

std::string common_name(const X509& certificate) {
    X509_NAME* subject = X509_get_subject_name(&certificate);
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (at < 0) return {};
    const ASN1_STRING* text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at));
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
            static_cast<size_t>(ASN1_STRING_length(text))};
}

std::vector<uint8_t> serial_of(const X509& certificate) {
    const ASN1_INTEGER* serial = X509_get0_serialNumber(&certificate);
    const auto* data = ASN1_STRING_get0_data(serial);
    return {data, data + ASN1_STRING_length(serial)};
}

std::chrono::hours time_left(const X509& certificate, WallTime now) {
    std::tm end{};
    require(ASN1_TIME_to_tm(X509_get0_notAfter(&certificate), &end) == 1, "certificate's end");
    const auto at = std::chrono::system_clock::from_time_t(::timegm(&end));
    return std::chrono::floor<std::chrono::hours>(at - now);
}

bool same_key(const X509& certificate, const EVP_PKEY& key) {
    return X509_check_private_key(&certificate, &key) == 1;
}

}  // namespace lobby::x509
