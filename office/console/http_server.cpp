#include "office/console/http_server.hpp"

#include <map>
#include <set>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/ssl.h>

#include "base/awaited.hpp"
#include "base/peer_address.hpp"
#include "office/console/forms/headers.hpp"

namespace lobby::office::console {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::chrono::minutes certificate_check{60};
constexpr std::chrono::seconds refusals_logged_every{1};
constexpr int send_buffer_bytes = 128 << 10;

// Browsers of 2014 and later; no session is resumed, so nothing of one visitor's lies in a ticket.
asio::ssl::context browser_tls(const ServerIdentity& identity) {
    asio::ssl::context tls(asio::ssl::context::tls_server);
    SSL_CTX* native = tls.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_options(native, SSL_OP_NO_TICKET | SSL_OP_CLEANSE_PLAINTEXT | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    tls.use_certificate_chain(asio::buffer(identity.certificate_pem));
    tls.use_private_key(asio::buffer(identity.key_pem), asio::ssl::context::pem);
    return tls;
}

}  // namespace

struct HttpServer::Shared : std::enable_shared_from_this<HttpServer::Shared> {
    Shared(asio::io_context& context, const HttpAddress& at, IdentitySource source, Handler given, Log& l,
           const HttpLimits& lim)
        : io(context),
          identity_source(std::move(source)),
          identity(identity_source()),
          tls(browser_tls(identity)),
          handler(std::make_shared<const Handler>(std::move(given))),
          log(l),
          limits(lim),
          acceptor(context, tcp::endpoint(asio::ip::make_address(at.address), at.port)),
          tick(context) {}

    asio::awaitable<void> accept();
    asio::awaitable<void> serve(tcp::socket socket, std::string group);
    asio::awaitable<void> renew_certificate();
    void refuse(const std::string& address);

    asio::io_context& io;
    const IdentitySource identity_source;
    ServerIdentity identity;
    asio::ssl::context tls;
    const std::shared_ptr<const Handler> handler;
    Log& log;
    const HttpLimits limits;
    tcp::acceptor acceptor;
    asio::steady_timer tick;
    std::set<std::shared_ptr<HttpConnection>> connections;
    std::map<std::string, size_t> by_address;
    std::chrono::steady_clock::time_point refusal_logged{};
    bool stopping = false;
};

asio::awaitable<void> HttpServer::Shared::accept() {
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
        const auto group = address_group(address_of(socket));
        auto& here = by_address[group];
        if (connections.size() >= limits.connections || here >= limits.connections_per_address) {
            if (here == 0) by_address.erase(group);
            refuse(group);
            continue;
        }
        ++here;
        asio::co_spawn(io, serve(std::move(socket), group), asio::detached);
    }
}

void HttpServer::Shared::refuse(const std::string& address) {
    const auto now = std::chrono::steady_clock::now();
    if (now - refusal_logged < refusals_logged_every) return;
    refusal_logged = now;
    log.write(Event::console_refused, {{Field::address, address}, {Field::reason, "too_many_connections"}});
}

asio::awaitable<void> HttpServer::Shared::serve(tcp::socket socket, std::string group) {
    auto self = shared_from_this();
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    // The kernel would take megabytes for a watcher that does not read, times thousands of them.
    socket.set_option(asio::socket_base::send_buffer_size(send_buffer_bytes), ignored);
    HttpConnection::Stream stream(beast::tcp_stream(std::move(socket)), tls);
    auto connection = std::make_shared<HttpConnection>(std::move(stream), group, handler, limits);
    connections.insert(connection);
    try {
        co_await connection->run();
    } catch (const std::exception&) {  // a handler's fault ends its own connection
        log.write(Event::console_request_failed, {{Field::address, group}});
        connection->close();
    }
    connections.erase(connection);
    if (const auto here = by_address.find(group); here != by_address.end() && --here->second == 0)
        by_address.erase(here);
}

// A server that runs for years outlives its certificate. Connections that stand keep the old one.
asio::awaitable<void> HttpServer::Shared::renew_certificate() {
    auto self = shared_from_this();
    while (!stopping) {
        tick.expires_after(certificate_check);
        error_code error;
        co_await tick.async_wait(token(error));
        if (stopping) co_return;
        try {
            auto current = identity_source();
            if (current.certificate_pem == identity.certificate_pem) continue;
            tls = browser_tls(current);
            identity = std::move(current);
            log.write(Event::office_certificate_renewed);
        } catch (const std::exception&) {  // a file that is being replaced: tried again in an hour
            log.write(Event::store_failed, {{Field::reason, "console_certificate"}});
        }
    }
}

HttpServer::HttpServer(asio::io_context& io, const HttpAddress& address, IdentitySource identity,
                       Handler handler, Log& log, const HttpLimits& limits)
    : shared_(std::make_shared<Shared>(io, address, std::move(identity), std::move(handler), log, limits)) {}

HttpServer::~HttpServer() {
    stop();
}

uint16_t HttpServer::port() const {
    return shared_->acceptor.local_endpoint().port();
}

void HttpServer::start() {
    asio::co_spawn(shared_->io, shared_->accept(), asio::detached);
    asio::co_spawn(shared_->io, shared_->renew_certificate(), asio::detached);
}

void HttpServer::stop() {
    if (shared_->stopping) return;
    shared_->stopping = true;
    error_code ignored;
    shared_->acceptor.close(ignored);
    shared_->tick.cancel();
    const auto present = shared_->connections;
    for (const auto& connection : present) connection->close();
}

}  // namespace lobby::office::console
