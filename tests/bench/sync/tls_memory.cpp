#include <fstream>
#include <stdexcept>

#include <malloc.h>
#include <openssl/ssl.h>
#include <unistd.h>

#include "kiosk/link/kiosk_identity.hpp"
#include "office/pki/authority.hpp"
#include "tests/bench/sync/fleet.hpp"

namespace lobby::bench {

namespace {

using Context = std::unique_ptr<SSL_CTX, x509::Deleter<SSL_CTX_free>>;
using Connection = std::unique_ptr<SSL, x509::Deleter<SSL_free>>;

double resident() {
    std::ifstream in("/proc/self/statm");
    double all = 0;
    double there = 0;
    in >> all >> there;
    return there * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

Context context_of(const SSL_METHOD* method, const std::string& certificate, const std::string& key,
                   const std::string& authority) {
    Context context(SSL_CTX_new(method));
    const auto own = x509::certificate_from_pem(certificate);
    const auto secret = x509::key_from_pem(key);
    const auto trusted = x509::certificate_from_pem(authority);
    if (!context || !own || !secret || !trusted || SSL_CTX_use_certificate(context.get(), own->get()) != 1 ||
        SSL_CTX_use_PrivateKey(context.get(), secret->get()) != 1 ||
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), trusted->get()) != 1)
        throw std::runtime_error("no TLS context");
    SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION);
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    return context;
}

}  // namespace

double tls_bytes_each(const std::filesystem::path& office_data, const kiosk::LinkSettings& kiosk,
                      size_t count) {
    const SystemClock clock;
    const auto authority = office::CertificateAuthority::load_or_make(office_data, clock.wall());
    const auto office = authority.server_identity("localhost", clock.wall());
    const auto identity = kiosk::load_identity(kiosk.identity_dir);
    if (!identity) throw std::runtime_error("the kiosk is nobody");
    const auto authority_pem = x509::to_pem(authority.certificate());
    const auto server =
        context_of(TLS_server_method(), office.certificate_pem, office.key_pem, authority_pem);
    const auto client =
        context_of(TLS_client_method(), identity->certificate_pem, identity->key_pem, authority_pem);
    std::vector<Connection> kept;
    kept.reserve(count + 50);
    double before = 0;
    for (size_t i = 0; i < count + 50; ++i) {
        if (i == 50) {  // what is made once is there
            ::malloc_trim(0);
            before = resident();
        }
        BIO* here = nullptr;
        BIO* there = nullptr;
        BIO_new_bio_pair(&here, 0, &there, 0);
        Connection ours(SSL_new(server.get()));
        const Connection theirs(SSL_new(client.get()));
        SSL_set_bio(ours.get(), here, here);
        SSL_set_bio(theirs.get(), there, there);
        SSL_set_accept_state(ours.get());
        SSL_set_connect_state(theirs.get());
        for (int turn = 0; turn < 10; ++turn) {
            SSL_do_handshake(theirs.get());
            SSL_do_handshake(ours.get());
        }
        if (SSL_is_init_finished(ours.get()) != 1) throw std::runtime_error("no handshake");
        SSL_set_bio(ours.get(), nullptr, nullptr);  // a socket's own memory is the kernel's
        kept.push_back(std::move(ours));
    }
    ::malloc_trim(0);
    return (resident() - before) / static_cast<double>(count);
}

}  // namespace lobby::bench
