#include "office/link/enrolment_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include "base/awaited.hpp"
#include "base/peer_address.hpp"
#include "office/link/link_server.hpp"

namespace lobby::office {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr size_t max_body = 16u << 10;

}  // namespace

struct EnrolmentServer::Shared : std::enable_shared_from_this<EnrolmentServer::Shared> {
    Shared(asio::io_context& context, const OfficeConfig& config, const CertificateAuthority& authority,
           EnrolmentHandler h, const Clock& clock, Log& l, const EnrolmentLimits& lim)
        : io(context),
          tls(server_tls(authority.server_identity(config.host_name, clock.wall()), nullptr)),
          handler(std::move(h)),
          log(l),
          limits(lim),
          acceptor(context, tcp::endpoint(asio::ip::make_address(config.listen_address), config.enrol_port)) {
    }

    asio::awaitable<void> accept() {
        auto self = shared_from_this();
        while (!stopping) {
            error_code error;
            tcp::socket socket = co_await acceptor.async_accept(token(error));
            if (stopping) co_return;
            if (error || connections >= limits.connections) {
                asio::steady_timer pause(io, std::chrono::milliseconds(100));
                co_await pause.async_wait(token(error));
                continue;
            }
            asio::co_spawn(io, serve(std::move(socket)), asio::detached);
        }
    }

    asio::awaitable<void> serve(tcp::socket socket) {
        auto self = shared_from_this();
        ++connections;
        co_await converse(std::move(socket));
        --connections;
    }

    asio::awaitable<void> converse(tcp::socket socket) {
        const std::string address = address_of(socket);
        beast::ssl_stream<beast::tcp_stream> stream(beast::tcp_stream(std::move(socket)), tls);
        error_code error;
        beast::get_lowest_layer(stream).expires_after(limits.request);
        co_await stream.async_handshake(asio::ssl::stream_base::server, token(error));
        if (error) co_return;
        beast::flat_buffer buffer;
        http::request_parser<http::string_body> parser;
        parser.body_limit(max_body);
        parser.header_limit(4096);
        co_await http::async_read(stream, buffer, parser, token(error));
        if (error) co_return;
        const auto& request = parser.get();

        http::response<http::string_body> response;
        response.version(11);
        response.keep_alive(false);
        response.set(http::field::content_type, "application/json");
        response.set(http::field::cache_control, "no-store");
        Result<EnrolmentAnswer, EnrolmentError> answer = fail(EnrolmentError::malformed);
        if (request.method() == http::verb::post && request.target() == "/enrol") {
            std::string body = request.body();
            answer = co_await handler(std::move(body));
        }
        if (answer) {
            log.write(Event::kiosk_enrolled, {{Field::kiosk, answer->kiosk_id}});
            response.result(http::status::ok);
            response.body() = std::move(answer->json);
        } else {
            log.write(Event::enrolment_refused,
                      {{Field::address, address}, {Field::reason, word_of(answer.error())}});
            asio::steady_timer pause(io, limits.pause_after_refusal);
            co_await pause.async_wait(token(error));
            response.result(http::status::forbidden);
            response.body() = R"({"refused":true})";
        }
        response.prepare_payload();
        beast::get_lowest_layer(stream).expires_after(limits.request);
        co_await http::async_write(stream, response, token(error));
        if (error) co_return;
        co_await stream.async_shutdown(token(error));
    }

    asio::io_context& io;
    asio::ssl::context tls;
    EnrolmentHandler handler;
    Log& log;
    const EnrolmentLimits limits;
    tcp::acceptor acceptor;
    size_t connections = 0;
    bool stopping = false;
};

asio::awaitable<Result<EnrolmentAnswer, EnrolmentError>> enrol_through(DatabaseWriter& office_db,
                                                                       const StoreKey& key,
                                                                       const CertificateAuthority& authority,
                                                                       const Clock& clock, std::string body) {
    using Answer = Result<EnrolmentAnswer, EnrolmentError>;
    std::function<Answer(store::Database&)> work = [&](store::Database& db) {
        return enrol_kiosk(db, key, authority, clock.wall(), body);
    };
    auto answer = co_await office_db.write<Answer>(work);
    if (!answer) co_return fail(EnrolmentError::store_failed);
    co_return std::move(*answer);
}

EnrolmentServer::EnrolmentServer(asio::io_context& io, const OfficeConfig& config,
                                 const CertificateAuthority& authority, EnrolmentHandler handler,
                                 const Clock& clock, Log& log, EnrolmentLimits limits)
    : shared_(std::make_shared<Shared>(io, config, authority, std::move(handler), clock, log, limits)) {}

EnrolmentServer::~EnrolmentServer() {
    stop();
}

uint16_t EnrolmentServer::port() const {
    return shared_->acceptor.local_endpoint().port();
}

void EnrolmentServer::start() {
    asio::co_spawn(shared_->io, shared_->accept(), asio::detached);
}

void EnrolmentServer::stop() {
    shared_->stopping = true;
    error_code ignored;
    shared_->acceptor.close(ignored);
}

}  // namespace lobby::office
