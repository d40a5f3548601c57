#include "office/link/link_server.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <openssl/ssl.h>

#include "base/awaited.hpp"
#include "base/peer_address.hpp"
#include "base/x509/x509.hpp"
#include "office/link/scan_connection.hpp"

namespace lobby::office {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr size_t max_request_head = 8192;

// Why a TLS handshake failed, in one of our words.
std::string_view refusal_word(SSL* ssl, const error_code& error) {
    if (error == asio::error::operation_aborted || error == beast::error::timeout)
        return "handshake_too_slow";
    switch (SSL_get_verify_result(ssl)) {
        case X509_V_OK:
            break;
        case X509_V_ERR_CERT_HAS_EXPIRED:
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return "certificate_not_valid_now";
        case X509_V_ERR_INVALID_PURPOSE:
            return "certificate_for_another_use";
        default:
            return "other_authority";
    }
    switch (ERR_GET_REASON(static_cast<unsigned long>(error.value()))) {
        case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
            return "no_certificate";
        case SSL_R_UNSUPPORTED_PROTOCOL:
            return "old_tls_version";
        default:
            return "tls";
    }
}

struct Counted {
    explicit Counted(size_t& count) : count_(count) { ++count_; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    ~Counted() { --count_; }
    size_t& count_;
};

}  // namespace

asio::ssl::context server_tls(const ServerIdentity& identity, const X509* client_authority) {
    asio::ssl::context tls(asio::ssl::context::tls_server);
    SSL_CTX* native = tls.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_3_VERSION);
    SSL_CTX_set_options(native, SSL_OP_NO_TICKET | SSL_OP_CLEANSE_PLAINTEXT);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);  // each connection shows its certificate anew
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    tls.use_certificate_chain(asio::buffer(identity.certificate_pem));
    tls.use_private_key(asio::buffer(identity.key_pem), asio::ssl::context::pem);
    if (client_authority) {
        tls.add_certificate_authority(asio::buffer(x509::to_pem(*client_authority)));
        tls.set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
        SSL_CTX_set_purpose(native, X509_PURPOSE_SSL_CLIENT);
    }
    return tls;
}

struct LinkServer::Shared : std::enable_shared_from_this<LinkServer::Shared> {
    Shared(asio::io_context& context, const OfficeConfig& settings, const CertificateAuthority& ca,
           KioskServices handlers, const Clock& c, Log& l, const LinkLimits& lim)
        : io(context),
          config(settings),
          authority(ca),
          identity(ca.server_identity(settings.host_name, c.wall())),
          tls(server_tls(identity, &ca.certificate())),
          services(std::make_shared<const KioskServices>(std::move(handlers))),
          clock(c),
          log(l),
          limits(lim),
          registry(settings.data_dir),
          acceptor(context,
                   tcp::endpoint(asio::ip::make_address(settings.listen_address), settings.link_port)),
          tick(context),
          certificate_looked_at(c.wall()) {}

    asio::awaitable<void> accept();
    asio::awaitable<void> watch();
    asio::awaitable<void> serve(tcp::socket socket);
    struct Admitted {
        std::shared_ptr<KioskSession> session;  // one of both
        std::shared_ptr<ScanConnection> scans;
    };
    asio::awaitable<Admitted> admit(tcp::socket socket);
    std::shared_ptr<ScanConnection> admit_scans(KioskStream stream, KioskSession::Kiosk kiosk,
                                                const std::string& first_bytes, const std::string& address);
    asio::awaitable<void> take_scans(std::shared_ptr<ScanConnection> connection);
    void refuse(const std::string& address, const std::string& kiosk, std::string_view why);
    KioskStanding standing_of(const KioskSession::Kiosk& kiosk);
    void cut_revoked();
    void renew_certificate();

    asio::io_context& io;
    const OfficeConfig config;
    const CertificateAuthority& authority;
    ServerIdentity identity;
    asio::ssl::context tls;
    const std::shared_ptr<const KioskServices> services;
    const Clock& clock;
    Log& log;
    const LinkLimits limits;
    KioskRegistry registry;
    tcp::acceptor acceptor;
    asio::steady_timer tick;
    WallTime certificate_looked_at;
    int64_t registry_seen = -1;
    std::unordered_map<std::string, std::shared_ptr<KioskSession>> sessions;  // by kiosk: one each
    std::set<std::shared_ptr<KioskSession>> conversations;  // these, and those that are being shown out
    std::set<std::shared_ptr<ScanConnection>> scan_connections;
    std::map<std::string, size_t> handshakes;  // under way, by address
    size_t connections = 0;
    bool stopping = false;
};

asio::awaitable<void> LinkServer::Shared::accept() {
    auto self = shared_from_this();
    while (!stopping) {
        error_code error;
        tcp::socket socket = co_await acceptor.async_accept(token(error));
        if (stopping) co_return;
        if (error) {  // out of descriptors, most likely: wait for some to be given back
            asio::steady_timer pause(io, std::chrono::milliseconds(100));
            co_await pause.async_wait(token(error));
            continue;
        }
        const auto address = address_of(socket);
        const auto busy = handshakes.find(address);
        if (connections >= limits.connections ||
            (busy != handshakes.end() && busy->second >= limits.handshakes_per_address)) {
            refuse(address, "", "too_many_connections");
            continue;
        }
        asio::co_spawn(io, serve(std::move(socket)), asio::detached);
    }
}

void LinkServer::Shared::refuse(const std::string& address, const std::string& kiosk, std::string_view why) {
    if (kiosk.empty())
        log.write(Event::kiosk_refused, {{Field::address, address}, {Field::reason, why}});
    else
        log.write(Event::kiosk_refused,
                  {{Field::address, address}, {Field::kiosk, kiosk}, {Field::reason, why}});
}

// A registry that cannot be read lets nobody in.
KioskStanding LinkServer::Shared::standing_of(const KioskSession::Kiosk& kiosk) {
    try {
        return registry.standing(kiosk.id, kiosk.certificate_serial);
    } catch (const std::exception&) {
        log.write(Event::store_failed, {{Field::reason, "registry"}});
        return KioskStanding::unknown;
    }
}

std::shared_ptr<ScanConnection> LinkServer::Shared::admit_scans(KioskStream stream, KioskSession::Kiosk kiosk,
                                                                const std::string& first_bytes,
                                                                const std::string& address) {
    const auto of_this_kiosk = std::ranges::count_if(
        scan_connections, [&](const auto& other) { return other->kiosk().id == kiosk.id; });
    if (!services->scans || stopping || static_cast<size_t>(of_this_kiosk) >= limits.scan_connections) {
        refuse(address, kiosk.id, services->scans ? "too_many_connections" : "no_websocket");
        return nullptr;
    }
    // It belongs to this: serve() holds both.
    const auto good = [this](const KioskSession::Kiosk& who) {
        const auto standing = standing_of(who);
        if (standing != KioskStanding::good) refuse("", who.id, word_of(standing));
        return standing == KioskStanding::good && !stopping;
    };
    return std::make_shared<ScanConnection>(std::move(stream), std::move(kiosk), first_bytes, services, good,
                                            limits);
}

asio::awaitable<void> LinkServer::Shared::take_scans(std::shared_ptr<ScanConnection> connection) {
    scan_connections.insert(connection);
    co_await connection->run();
    scan_connections.erase(connection);
}

// From the bare socket to a WebSocket with a kiosk of the authority's at its end, or to one that sends pages;
// nothing when it is none.
asio::awaitable<LinkServer::Shared::Admitted> LinkServer::Shared::admit(tcp::socket socket) {
    const std::string address = address_of(socket);
    error_code error;
    socket.set_option(tcp::no_delay(true), error);
    KioskStream stream(beast::tcp_stream(std::move(socket)), tls);

    beast::get_lowest_layer(stream).expires_after(limits.handshake);
    co_await stream.next_layer().async_handshake(asio::ssl::stream_base::server, token(error));
    SSL* ssl = stream.next_layer().native_handle();
    if (error) {
        refuse(address, "", refusal_word(ssl, error));
        co_return Admitted{};
    }
    const x509::Certificate certificate(SSL_get1_peer_certificate(ssl));
    KioskSession::Kiosk kiosk;
    if (certificate) {
        kiosk.id = x509::common_name(*certificate);
        kiosk.certificate_serial = x509::serial_of(*certificate);
        const auto left = x509::time_left(*certificate, clock.wall());
        if (left < certificate_warning)
            log.write(Event::kiosk_certificate_ends, {{Field::kiosk, is_kiosk_id(kiosk.id) ? kiosk.id : "-"},
                                                      {Field::days, left.count() / 24}});
    }
    if (!is_kiosk_id(kiosk.id)) kiosk = {"-", {}};

    std::string first_bytes;
    auto head = asio::dynamic_buffer(first_bytes, max_request_head);
    co_await asio::async_read_until(stream.next_layer(), head, "\r\n\r\n", token(error));
    if (!error && begins_scan_request(first_bytes)) {
        Admitted admitted;
        admitted.scans = admit_scans(std::move(stream), std::move(kiosk), first_bytes, address);
        co_return admitted;
    }

    // A message somewhat too long is still read, so that the machine refuses it with a word.
    stream.read_message_max(2 * api::max_kiosk_message_bytes);
    if (!error) co_await stream.async_accept(asio::buffer(first_bytes), token(error));
    if (error) {  // all within the time that the handshake left
        refuse(address, kiosk.id, error == beast::error::timeout ? "handshake_too_slow" : "no_websocket");
        co_return Admitted{};
    }
    beast::get_lowest_layer(stream).expires_never();  // from here the WebSocket's own timer
    stream.set_option(websocket::stream_base::timeout{limits.handshake, limits.idle, false});
    stream.binary(true);
    auto session = std::make_shared<KioskSession>(std::move(stream), std::move(kiosk), config.profile,
                                                  services, clock, log, limits);
    // Asked only now, so that a kiosk cannot dawdle in a handshake while it is revoked.
    if (const auto standing = standing_of(session->kiosk()); standing != KioskStanding::good) {
        refuse(address, session->kiosk().id, word_of(standing));
        session->close(api::CloseReason::revoked, word_of(standing));
    } else if (stopping) {
        session->close(api::CloseReason::shutting_down, "shutting_down");
    } else {
        if (const auto older = sessions.find(session->kiosk().id); older != sessions.end())
            older->second->close(api::CloseReason::replaced, "replaced");
        sessions[session->kiosk().id] = session;
        log.write(Event::kiosk_connected, {{Field::kiosk, session->kiosk().id}, {Field::address, address}});
    }
    co_return Admitted{session, nullptr};
}

asio::awaitable<void> LinkServer::Shared::serve(tcp::socket socket) {
    auto self = shared_from_this();
    const Counted connection(connections);
    const std::string address = address_of(socket);
    Admitted admitted;
    {
        const Counted handshake(handshakes[address]);
        admitted = co_await admit(std::move(socket));
    }
    if (const auto done = handshakes.find(address); done != handshakes.end() && done->second == 0)
        handshakes.erase(done);
    if (admitted.scans) co_await take_scans(admitted.scans);
    const auto& session = admitted.session;
    if (!session) co_return;

    conversations.insert(session);
    co_await session->run();
    conversations.erase(session);

    const auto& id = session->kiosk().id;
    const auto current = sessions.find(id);
    if (current != sessions.end() && current->second == session) sessions.erase(current);
    log.write(Event::kiosk_disconnected, {{Field::kiosk, id}, {Field::reason, session->ended()}});
}

void LinkServer::Shared::cut_revoked() {
    const int64_t version = registry.data_version();
    if (version == registry_seen) return;
    registry_seen = version;
    const auto present = sessions;  // closing changes the map
    for (const auto& [kiosk_id, session] : present) {
        const auto standing = registry.standing(kiosk_id, session->kiosk().certificate_serial);
        if (standing == KioskStanding::good || !session->ended().empty()) continue;
        log.write(Event::link_revoked, {{Field::kiosk, kiosk_id}, {Field::reason, word_of(standing)}});
        session->close(api::CloseReason::revoked, word_of(standing));
    }
}

// A server that runs for years outlives its certificate. Connections that stand keep the old one.
void LinkServer::Shared::renew_certificate() {
    const auto now = clock.wall();
    if (now - certificate_looked_at < limits.certificate_check && now >= certificate_looked_at) return;
    certificate_looked_at = now;
    auto current = authority.server_identity(config.host_name, now);
    if (current.certificate_pem == identity.certificate_pem) return;
    tls = server_tls(current, &authority.certificate());
    identity = std::move(current);
    log.write(Event::office_certificate_renewed);
}

asio::awaitable<void> LinkServer::Shared::watch() {
    auto self = shared_from_this();
    while (!stopping) {
        tick.expires_after(limits.watch);
        error_code error;
        co_await tick.async_wait(token(error));
        if (stopping) co_return;
        for (const auto& session : conversations) session->check_deadlines();
        try {
            cut_revoked();
            renew_certificate();
        } catch (const std::exception&) {  // a full disk, a locked database: tried again at the next tick
            registry_seen = -1;
            log.write(Event::store_failed, {{Field::reason, "registry"}});
        }
    }
}

LinkServer::LinkServer(asio::io_context& io, const OfficeConfig& config,
                       const CertificateAuthority& authority, KioskServices services, const Clock& clock,
                       Log& log, LinkLimits limits)
    : shared_(std::make_shared<Shared>(io, config, authority, std::move(services), clock, log, limits)) {}

LinkServer::~LinkServer() {
    stop();
}

uint16_t LinkServer::port() const {
    return shared_->acceptor.local_endpoint().port();
}

void LinkServer::start() {
    asio::co_spawn(shared_->io, shared_->accept(), asio::detached);
    asio::co_spawn(shared_->io, shared_->watch(), asio::detached);
}

void LinkServer::hall_changed() {
    for (const auto& [kiosk_id, session] : shared_->sessions) session->hall_changed();
}

void LinkServer::feed_changed() {
    for (const auto& [kiosk_id, session] : shared_->sessions) session->feed_changed();
}

void LinkServer::stop() {
    if (shared_->stopping) return;
    shared_->stopping = true;
    error_code ignored;
    shared_->acceptor.close(ignored);
    shared_->tick.cancel();
    const auto present = shared_->sessions;
    for (const auto& [kiosk_id, session] : present)
        session->close(api::CloseReason::shutting_down, "shutting_down");
    for (const auto& connection : shared_->scan_connections) connection->close();
}

}  // namespace lobby::office
