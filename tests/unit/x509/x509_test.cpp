// Keys, requests and certificates from outside.
#include "base/x509/x509.hpp"

#include <gtest/gtest.h>
#include <openssl/rsa.h>

namespace lobby::x509 {
namespace {

TEST(Pem, KeysAndRequestsAreReadBack) {
    const auto key = make_key();
    const auto read = key_from_pem(to_pem(*key));
    ASSERT_TRUE(read);
    EXPECT_EQ(EVP_PKEY_eq(key.get(), read->get()), 1);
    EXPECT_TRUE(request_from_pem(to_pem(*make_request(*key, "kiosk"))));
}

TEST(Pem, EveryTruncationOfARequestIsRefused) {
    const auto pem = to_pem(*make_request(*make_key(), "kiosk"));
    const auto whole = pem.find_last_not_of('\n') + 1;
    for (size_t size = 0; size < whole; ++size) EXPECT_FALSE(request_from_pem(pem.substr(0, size))) << size;
}

TEST(Pem, ARequestWhoseSignatureIsNotItsKeysIsRefused) {
    const auto key = make_key();
    const auto request = make_request(*key, "kiosk");
    ASSERT_EQ(X509_REQ_set_pubkey(request.get(), make_key().get()), 1);
    EXPECT_FALSE(request_from_pem(to_pem(*request)));
}

TEST(Pem, ARequestWithAnotherKindOfKeyIsRefused) {
    const Key rsa(EVP_RSA_gen(2048));
    EXPECT_FALSE(request_from_pem(to_pem(*make_request(*rsa, "kiosk"))));
    const Key large(EVP_EC_gen("P-384"));
    EXPECT_FALSE(request_from_pem(to_pem(*make_request(*large, "kiosk"))));
}

TEST(Pem, OneKindIsNotTakenForAnother) {
    const auto key = make_key();
    const auto request = to_pem(*make_request(*key, "kiosk"));
    EXPECT_FALSE(key_from_pem(request));
    EXPECT_FALSE(certificate_from_pem(request));
    EXPECT_FALSE(request_from_pem(to_pem(*key)));
}

TEST(Pem, WhatIsTooLongOrEncryptedIsRefusedWithoutAsking) {
    EXPECT_FALSE(key_from_pem(std::string(20'000, '\n') + to_pem(*make_key())));
    EXPECT_FALSE(
        key_from_pem("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIHs\n-----END ENCRYPTED PRIVATE KEY-----\n"));
    EXPECT_FALSE(certificate_from_pem(""));
}

}  // namespace
}  // namespace lobby::x509
