#include "tests/support/raw_client.hpp"

#include <array>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

namespace lobby::test {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

asio::ssl::context context_of(const RawClient::Tls& tls) {
    asio::ssl::context context(asio::ssl::context::tls_client);
    SSL_CTX_set_max_proto_version(context.native_handle(), tls.newest_version);
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    if (tls.shows) {
        context.use_certificate_chain(asio::buffer(tls.shows->certificate_pem));
        context.use_private_key(asio::buffer(tls.shows->key_pem), asio::ssl::context::pem);
    }
    return context;
}

}  // namespace

// Starts an operation and runs it to its end; closes the socket when it takes too long.
template <class Start>
error_code RawClient::wait(Start start, std::chrono::milliseconds within) {
    std::optional<error_code> result;
    start([&result](error_code error, auto&&...) { result = error; });
    io_.restart();
    const auto end = std::chrono::steady_clock::now() + within;
    while (!result && io_.run_one_until(end) != 0) {
    }
    if (result) return *result;
    close();
    io_.restart();
    io_.run();
    return asio::error::timed_out;
}

RawClient::RawClient(uint16_t port, Tls tls) : tls_(context_of(tls)), stream_(io_, tls_) {
    beast::get_lowest_layer(stream_).connect(tcp::endpoint(asio::ip::address_v4::loopback(), port));
}

void RawClient::close() {
    beast::get_lowest_layer(stream_).close();
}

bool RawClient::handshake() {
    layer_ = Layer::tls;
    return !wait([this](auto done) {
        stream_.next_layer().async_handshake(asio::ssl::stream_base::client, std::move(done));
    });
}

bool RawClient::upgrade() {
    layer_ = Layer::websocket;
    stream_.binary(true);
    return !wait([this](auto done) { stream_.async_handshake("localhost", "/link/1", std::move(done)); });
}

bool RawClient::hello() {
    send_frame(api::encode(api::KioskMessage{1, api::Hello{1, 1, "test"}}));
    const auto answer = read();
    return answer && std::holds_alternative<api::Welcome>(answer->body);
}

void RawClient::send_tcp(std::string_view bytes) {
    wait([&](auto done) {
        asio::async_write(beast::get_lowest_layer(stream_), asio::buffer(bytes), std::move(done));
    });
}

void RawClient::send_tls(std::string_view bytes) {
    wait([&](auto done) { asio::async_write(stream_.next_layer(), asio::buffer(bytes), std::move(done)); });
}

bool RawClient::try_send_tls(std::string_view bytes, std::chrono::milliseconds within) {
    return !wait(
        [&](auto done) { asio::async_write(stream_.next_layer(), asio::buffer(bytes), std::move(done)); },
        within);
}

void RawClient::send_frame(std::string_view bytes, bool binary) {
    stream_.binary(binary);
    wait([&](auto done) { stream_.async_write(asio::buffer(bytes), std::move(done)); });
}

std::optional<api::OfficeMessage> RawClient::read(std::chrono::milliseconds within) {
    for (;;) {
        beast::flat_buffer buffer;
        if (wait([&](auto done) { stream_.async_read(buffer, std::move(done)); }, within))
            return std::nullopt;
        const auto bytes = buffer.cdata();
        auto message = api::decode_office_message({static_cast<const char*>(bytes.data()), bytes.size()});
        if (!message) return std::nullopt;
        if (!std::holds_alternative<api::HallFeed>(message->body)) return std::move(*message);
    }
}

std::string RawClient::read_tls() {
    std::string all;
    std::array<char, 4096> bytes{};
    for (;;) {
        size_t n = 0;
        const auto error = wait([&](auto done) {
            stream_.next_layer().async_read_some(asio::buffer(bytes),
                                                 [&n, done](error_code e, size_t got) mutable {
                                                     n = got;
                                                     done(e);
                                                 });
        });
        if (error) return all;
        all.append(bytes.data(), n);
    }
}

std::optional<api::CloseReason> RawClient::goodbye() {
    while (auto message = read())
        if (const auto* closing = std::get_if<api::Closing>(&message->body)) return closing->reason;
    return std::nullopt;
}

bool RawClient::ended(std::chrono::milliseconds within) {
    const auto end = std::chrono::steady_clock::now() + within;
    std::array<char, 4096> bytes{};
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        const auto error = wait(
            [&](auto done) {
                if (layer_ == Layer::tcp)
                    beast::get_lowest_layer(stream_).async_read_some(asio::buffer(bytes), std::move(done));
                else if (layer_ == Layer::tls)
                    stream_.next_layer().async_read_some(asio::buffer(bytes), std::move(done));
                else
                    stream_.async_read_some(asio::buffer(bytes), std::move(done));
            },
            left);
        if (error == asio::error::timed_out) return false;
        if (error) return true;
    }
}

}  // namespace lobby::test
