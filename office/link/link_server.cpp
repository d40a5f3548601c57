#include "office/link/link_server.hpp"

#include <deque>
#include <unordered_map>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/fields.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <openssl/ssl.h>

#include "base/x509/x509.hpp"
#include "office/link/session_machine.hpp"

namespace lobby::office {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

auto token(error_code& error) {
    return asio::redirect_error(asio::use_awaitable, error);
}

std::string address_of(const tcp::socket& socket) {
    error_code error;
    const auto peer = socket.remote_endpoint(error);
    return error ? "unknown" : peer.address().to_string();
}

// Why a TLS handshake failed, in one of our words.
std::string_view refusal_word(SSL* ssl, const error_code& error) {
    if (ERR_GET_REASON(static_cast<unsigned long>(error.value())) == SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE)
        return "no_certificate";
    switch (SSL_get_verify_result(ssl)) {
        case X509_V_OK:
            return error == asio::error::operation_aborted || error == beast::error::timeout
                       ? "handshake_too_slow"
                       : "tls";
        case X509_V_ERR_CERT_HAS_EXPIRED:
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return "certificate_not_valid_now";
        default:
            return "other_authority";
    }
}

}  // namespace

asio::ssl::context server_tls(const ServerIdentity& identity, const X509* client_authority) {
    asio::ssl::context tls(asio::ssl::context::tls_server);
    SSL_CTX* native = tls.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_3_VERSION);
    SSL_CTX_set_options(native, SSL_OP_NO_TICKET);
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

namespace {

class Session;

}  // namespace

struct LinkServer::Shared : std::enable_shared_from_this<LinkServer::Shared> {
    Shared(asio::io_context& context, const OfficeConfig& settings, const CertificateAuthority& authority,
           LookupHandler handler, const Clock& c, Log& l, LinkLimits lim)
        : io(context),
          config(settings),
          tls(server_tls(authority.server_identity(settings.host_name, c.wall()), &authority.certificate())),
          lookup(std::move(handler)),
          clock(c),
          log(l),
          limits(lim),
          registry(settings.data_dir),
          acceptor(context,
                   tcp::endpoint(asio::ip::make_address(settings.listen_address), settings.link_port)),
          poll(context) {}

    asio::awaitable<void> accept();
    asio::awaitable<void> watch_registry();
    asio::awaitable<void> serve(tcp::socket socket);

    asio::io_context& io;
    const OfficeConfig config;
    asio::ssl::context tls;
    LookupHandler lookup;
    const Clock& clock;
    Log& log;
    const LinkLimits limits;
    KioskRegistry registry;
    tcp::acceptor acceptor;
    asio::steady_timer poll;
    std::unordered_map<std::string, std::shared_ptr<Session>> sessions;
    size_t connections = 0;
    bool stopping = false;
};

namespace {

using Stream = websocket::stream<beast::ssl_stream<beast::tcp_stream>>;

// The socket side of one kiosk's session.
class Session : public std::enable_shared_from_this<Session> {
public:
    Session(Stream stream, std::string kiosk_id, std::vector<uint8_t> serial,
            const api::OfficeProfile& profile, const LinkLimits& limits)
        : stream_(std::move(stream)),
          kiosk_id_(std::move(kiosk_id)),
          serial_(std::move(serial)),
          machine_(profile),
          limits_(limits) {}

    [[nodiscard]] const std::string& kiosk_id() const { return kiosk_id_; }
    [[nodiscard]] const std::vector<uint8_t>& serial() const { return serial_; }
    Stream& stream() { return stream_; }
    SessionMachine& machine() { return machine_; }

    void send(const api::OfficeMessage& message) {
        if (closing_) return;
        if (queue_.size() >= limits_.queued_messages) {
            cut();
            return;
        }
        queue_.push_back(api::encode(message));
        if (!writing_) write();
    }

    // Says why, then closes when everything before is written.
    void close(api::CloseReason reason) {
        if (closing_) return;
        send({0, api::Closing{reason}});
        close_after_writing();
    }
    void close_after_writing() {
        closing_ = true;
        if (!writing_) shut();
    }
    void cut() {
        closing_ = true;
        queue_.clear();
        beast::get_lowest_layer(stream_).close();
    }

private:
    void write() {
        writing_ = true;
        stream_.async_write(asio::buffer(queue_.front()),
                            [self = shared_from_this()](error_code error, size_t) {
                                sodium_memzero(self->queue_.empty() ? nullptr : self->queue_.front().data(),
                                               self->queue_.empty() ? 0 : self->queue_.front().size());
                                if (!self->queue_.empty()) self->queue_.pop_front();
                                self->writing_ = false;
                                if (error) return self->cut();
                                if (!self->queue_.empty()) return self->write();
                                if (self->closing_) self->shut();
                            });
    }
    void shut() {
        stream_.async_close(websocket::close_code::normal, [self = shared_from_this()](error_code) {
            beast::get_lowest_layer(self->stream_).close();
        });
    }

    Stream stream_;
    std::string kiosk_id_;
    std::vector<uint8_t> serial_;
    SessionMachine machine_;
    const LinkLimits& limits_;
    std::deque<std::string> queue_;
    bool writing_ = false;
    bool closing_ = false;
};

struct CountedConnection {
    explicit CountedConnection(size_t& count) : count_(count) { ++count_; }
    CountedConnection(const CountedConnection&) = delete;
    CountedConnection& operator=(const CountedConnection&) = delete;
    ~CountedConnection() { --count_; }
    size_t& count_;
};

// Reads messages until the connection ends; answers what the machine asks for.
template <class Shared>
class Conversation : public std::enable_shared_from_this<Conversation<Shared>> {
public:
    Conversation(std::shared_ptr<Shared> server, std::shared_ptr<Session> session)
        : server_(std::move(server)), session_(std::move(session)) {}

    asio::awaitable<void> run() {
        beast::flat_buffer buffer;
        for (;;) {
            error_code error;
            co_await session_->stream().async_read(buffer, token(error));
            if (error) co_return;
            if (!session_->stream().got_binary()) {
                refuse("text_frame");
                continue;
            }
            const auto bytes = buffer.cdata();
            carry_out(session_->machine().on_message({static_cast<const char*>(bytes.data()), bytes.size()},
                                                     server_->clock.wall()));
            sodium_memzero(buffer.data().data(), buffer.size());
            buffer.consume(buffer.size());
        }
    }

private:
    void refuse(std::string_view why) {
        server_->log.write(Event::link_bad_message,
                           {{Field::kiosk, session_->kiosk_id()}, {Field::reason, why}});
        session_->close(api::CloseReason::bad_message);
    }

    void carry_out(SessionMachine::Actions actions) {
        for (auto& action : actions) {
            if (auto* send = std::get_if<SessionMachine::Send>(&action)) {
                session_->send(send->message);
            } else if (auto* ask = std::get_if<SessionMachine::AskLookup>(&action)) {
                asio::co_spawn(server_->io,
                               answer(this->shared_from_this(), ask->id, std::move(ask->request)),
                               asio::detached);
            } else {
                const auto& close = std::get<SessionMachine::Close>(action);
                server_->log.write(Event::link_bad_message,
                                   {{Field::kiosk, session_->kiosk_id()}, {Field::reason, close.why}});
                session_->close_after_writing();
            }
        }
    }

    static asio::awaitable<void> answer(std::shared_ptr<Conversation> self, uint64_t id,
                                        api::LookupRequest request) {
        std::string kiosk = self->session_->kiosk_id();
        // NOLINTNEXTLINE(bugprone-use-after-move): clang-tidy 14 does not understand co_await
        auto reply = co_await self->server_->lookup(std::move(kiosk), std::move(request));
        self->carry_out(self->session_->machine().on_reply(id, std::move(reply)));
    }

    std::shared_ptr<Shared> server_;
    std::shared_ptr<Session> session_;
};

}  // namespace

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
        if (connections >= limits.sessions) {
            log.write(Event::kiosk_refused, {{Field::reason, "too_many_connections"}});
            continue;
        }
        asio::co_spawn(io, serve(std::move(socket)), asio::detached);
    }
}

asio::awaitable<void> LinkServer::Shared::serve(tcp::socket socket) {
    auto self = shared_from_this();
    const CountedConnection counted(connections);
    const std::string address = address_of(socket);
    socket.set_option(tcp::no_delay(true));
    Stream stream(beast::tcp_stream(std::move(socket)), tls);
    error_code error;

    beast::get_lowest_layer(stream).expires_after(limits.handshake);
    co_await stream.next_layer().async_handshake(asio::ssl::stream_base::server, token(error));
    SSL* ssl = stream.next_layer().native_handle();
    if (error) {
        log.write(Event::kiosk_refused,
                  {{Field::address, address}, {Field::reason, refusal_word(ssl, error)}});
        co_return;
    }
    const x509::Certificate certificate(SSL_get1_peer_certificate(ssl));
    std::string kiosk_id = certificate ? x509::common_name(*certificate) : "";
    if (!is_kiosk_id(kiosk_id)) kiosk_id = "-";
    auto serial = certificate ? x509::serial_of(*certificate) : std::vector<uint8_t>{};
    const auto standing = registry.standing(kiosk_id, serial);

    stream.read_message_max(api::max_kiosk_message_bytes);
    stream.set_option(websocket::stream_base::timeout{limits.handshake, limits.idle, false});
    beast::get_lowest_layer(stream).expires_never();  // from here the WebSocket's own timer
    co_await stream.async_accept(token(error));
    if (error) {
        log.write(Event::kiosk_refused,
                  {{Field::address, address}, {Field::kiosk, kiosk_id}, {Field::reason, "no_websocket"}});
        co_return;
    }
    stream.binary(true);

    auto session =
        std::make_shared<Session>(std::move(stream), kiosk_id, std::move(serial), config.profile, limits);
    if (standing != KioskStanding::good) {
        log.write(Event::kiosk_refused,
                  {{Field::address, address}, {Field::kiosk, kiosk_id}, {Field::reason, word_of(standing)}});
        session->close(api::CloseReason::revoked);
        beast::flat_buffer rest;
        co_await session->stream().async_read(rest, token(error));  // until the kiosk closes too
        co_return;
    }
    if (const auto older = sessions.find(kiosk_id); older != sessions.end())
        older->second->close(api::CloseReason::replaced);
    sessions[kiosk_id] = session;
    log.write(Event::kiosk_connected, {{Field::kiosk, kiosk_id}, {Field::address, address}});

    auto conversation = std::make_shared<Conversation<Shared>>(self, session);
    co_await conversation->run();

    session->cut();
    if (const auto current = sessions.find(kiosk_id); current != sessions.end() && current->second == session)
        sessions.erase(current);
    log.write(Event::kiosk_disconnected, {{Field::kiosk, kiosk_id}});
}

asio::awaitable<void> LinkServer::Shared::watch_registry() {
    auto self = shared_from_this();
    int64_t seen = registry.data_version();
    while (!stopping) {
        poll.expires_after(limits.registry_poll);
        error_code error;
        co_await poll.async_wait(token(error));
        if (stopping) co_return;
        const int64_t version = registry.data_version();
        if (version == seen) continue;
        seen = version;
        const auto present = sessions;  // closing changes the map
        for (const auto& [kiosk_id, session] : present) {
            if (registry.standing(kiosk_id, session->serial()) == KioskStanding::good) continue;
            log.write(Event::link_revoked, {{Field::kiosk, kiosk_id}});
            session->close(api::CloseReason::revoked);
        }
    }
}

LinkServer::LinkServer(asio::io_context& io, const OfficeConfig& config,
                       const CertificateAuthority& authority, LookupHandler lookup, const Clock& clock,
                       Log& log, LinkLimits limits)
    : shared_(std::make_shared<Shared>(io, config, authority, std::move(lookup), clock, log, limits)) {}

LinkServer::~LinkServer() {
    stop();
}

uint16_t LinkServer::port() const {
    return shared_->acceptor.local_endpoint().port();
}

void LinkServer::start() {
    asio::co_spawn(shared_->io, shared_->accept(), asio::detached);
    asio::co_spawn(shared_->io, shared_->watch_registry(), asio::detached);
}

void LinkServer::stop() {
    if (shared_->stopping) return;
    shared_->stopping = true;
    error_code ignored;
    shared_->acceptor.close(ignored);
    shared_->poll.cancel();
    const auto present = shared_->sessions;
    for (const auto& [kiosk_id, session] : present) session->close(api::CloseReason::shutting_down);
}

}  // namespace lobby::office
