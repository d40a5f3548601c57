#include "office/console/http_connection.hpp"

#include <array>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl.hpp>
#include <fmt/format.h>
#include <sodium.h>

#include "base/awaited.hpp"
#include "base/read_out.hpp"
#include "office/console/forms/headers.hpp"

namespace lobby::office::console {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;

namespace {

// From every answer: what a page of ours may do, and that nobody else may frame, sniff or embed it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> security_headers{{
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
     "media-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Strict-Transport-Security", "max-age=31536000"},
    {"X-Frame-Options", "DENY"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
}};

constexpr size_t stream_reads = 64;  // chunks that a stream's other side may send; it has nothing to say
// Of a request that was refused while it was being sent.
constexpr std::chrono::milliseconds goodbye{5000};
constexpr size_t unread_bytes = 1u << 20;

std::string text_of(beast::string_view view) {
    return {view.data(), view.size()};
}

// Nothing: not a request that any page of ours makes; `status` says which answer it gets.
std::optional<Request> read_request(const http::request<http::string_body>& wire, unsigned& status) {
    Request r;
    switch (wire.method()) {
        case http::verb::get:
        case http::verb::head:
            r.method = Method::get;
            break;
        case http::verb::post:
            r.method = Method::post;
            break;
        default:
            status = 405;
            return std::nullopt;
    }
    auto target = parse_target({wire.target().data(), wire.target().size()});
    if (!target || wire.count(http::field::host) != 1) {
        status = 400;
        return std::nullopt;
    }
    r.target = std::move(*target);
    r.host = text_of(wire[http::field::host]);
    r.origin = text_of(wire[http::field::origin]);
    r.fetch_site = text_of(wire["Sec-Fetch-Site"]);
    r.content_type = text_of(wire[http::field::content_type]);
    r.csrf = text_of(wire["X-CSRF-Token"]);
    r.if_none_match = text_of(wire[http::field::if_none_match]);
    const auto cookies = wire[http::field::cookie];
    if (wire.count(http::field::cookie) == 1)
        r.cookie = cookie_value({cookies.data(), cookies.size()}, session_cookie);
    return r;
}

unsigned status_of(const error_code& error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
    if (error == http::error::body_limit) return 413;
    return 400;
}

std::string_view word_of(unsigned status) {
    switch (status) {
        case 405:
            return "method_not_allowed";
        case 413:
        case 431:
            return "too_large";
        default:
            return "malformed";
    }
}

}  // namespace

HttpConnection::HttpConnection(Stream stream, std::string address, std::shared_ptr<const Handler> handler,
                               const HttpLimits& limits)
    : stream_(std::move(stream)),
      address_(std::move(address)),
      handler_(std::move(handler)),
      limits_(limits),
      buffer_(limits.header_bytes + limits.body_bytes) {}

void HttpConnection::close() {
    gone_ = true;
    beast::get_lowest_layer(stream_).close();
}

asio::awaitable<void> HttpConnection::run() {
    auto self = shared_from_this();
    error_code error;
    beast::get_lowest_layer(stream_).expires_after(limits_.handshake);
    co_await stream_.async_handshake(asio::ssl::stream_base::server, token(error));
    if (error) co_return;
    for (;;) {
        const bool more = co_await converse();
        wipe_buffer();
        if (!more) break;
    }
    if (gone_) co_return;
    beast::get_lowest_layer(stream_).expires_after(limits_.write);
    co_await stream_.async_shutdown(token(error));
    beast::get_lowest_layer(stream_).close();
}

// What was read of requests that are not answered yet stays.
void HttpConnection::wipe_buffer() {
    if (buffer_.size() > 0) return;
    buffer_.clear();
    const auto all = buffer_.prepare(buffer_.capacity());
    sodium_memzero(all.data(), all.size());
}

asio::awaitable<bool> HttpConnection::first_bytes() {
    if (buffer_.size() > 0) co_return true;
    beast::get_lowest_layer(stream_).expires_after(limits_.idle);
    const auto room = buffer_.prepare(4096);
    error_code error;
    const size_t n = co_await stream_.async_read_some(room, token(error));
    if (error) co_return false;
    buffer_.commit(n);
    co_return true;
}

asio::awaitable<bool> HttpConnection::converse() {
    const bool begun = co_await first_bytes();
    if (!begun) co_return false;
    http::request_parser<http::string_body> parser;
    parser.header_limit(limits_.header_bytes);
    parser.body_limit(limits_.body_bytes);
    error_code error;
    beast::get_lowest_layer(stream_).expires_after(limits_.request);
    co_await http::async_read(stream_, buffer_, parser, token(error));
    if (error) {
        const bool bad = error.category() == http::make_error_code(http::error::bad_method).category() &&
                         error != http::error::end_of_stream && error != http::error::partial_message;
        if (!bad) co_return false;
        const unsigned status = status_of(error);
        Response refused = console::error(status, word_of(status));
        co_await send(std::move(refused), false, false);
        beast::get_lowest_layer(stream_).expires_after(goodbye);
        co_await read_out(stream_, unread_bytes);
        co_return false;
    }
    auto& wire = parser.get();
    const bool head_only = wire.method() == http::verb::head;
    const bool keep_alive = wire.keep_alive() && ++requests_ < limits_.requests_per_connection;
    unsigned status = 0;
    auto request = read_request(wire, status);
    if (!request) {
        Response refused = console::error(status, word_of(status));
        if (status == 405) refused.headers.emplace_back("Allow", "GET, HEAD, POST");
        const bool sent = co_await send(std::move(refused), false, keep_alive && status == 405);
        co_return sent&& keep_alive&& status == 405;
    }
    request->address = address_;
    request->body = std::move(wire.body());
    Answer answer = co_await (*handler_)(*request);
    sodium_memzero(request->body.data(), request->body.size());
    if (auto* stream = std::get_if<EventStream>(&answer)) {
        EventStream events = std::move(*stream);
        co_await stream_events(std::move(events));
        co_return false;
    }
    Response response = std::move(std::get<Response>(answer));
    const bool sent = co_await send(std::move(response), head_only, keep_alive);
    co_return sent&& keep_alive;
}

asio::awaitable<bool> HttpConnection::send(Response response, bool head_only, bool keep_alive) {
    WireResponse wire;
    wire.version(11);
    wire.result(response.status);
    wire.keep_alive(keep_alive);
    for (const auto& [name, value] : security_headers)
        wire.set(beast::string_view(name.data(), name.size()),
                 beast::string_view(value.data(), value.size()));
    wire.set(http::field::cache_control, response.cache_control);
    if (!response.content_type.empty()) wire.set(http::field::content_type, response.content_type);
    for (const auto& [name, value] : response.headers) wire.insert(name, value);
    const auto length = response.body.size();
    if (!head_only) wire.body() = std::move(response.body);
    if (response.status != 204 && response.status != 304) wire.content_length(length);
    beast::get_lowest_layer(stream_).expires_after(limits_.write);
    error_code error;
    co_await http::async_write(stream_, wire, token(error));
    sodium_memzero(wire.body().data(), wire.body().size());
    co_return !error;
}

asio::awaitable<bool> HttpConnection::write_text(std::string text) {
    beast::get_lowest_layer(stream_).expires_after(limits_.write);
    const auto bytes = asio::buffer(text);
    error_code error;
    co_await asio::async_write(stream_, bytes, token(error));
    co_return !error;
}

// https://html.spec.whatwg.org/multipage/server-sent-events.html. The stream ends with its connection.
asio::awaitable<void> HttpConnection::stream_events(EventStream events) {
    const auto topic = events.topic;
    std::string head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
        "Cache-Control: no-store\r\nConnection: close\r\nX-Accel-Buffering: no\r\n";
    for (const auto& [name, value] : security_headers) head += fmt::format("{}: {}\r\n", name, value);
    head += "\r\nretry: 2000\n\n";
    // The reading side first, without a deadline; expires_after() then reaches the writes alone.
    beast::get_lowest_layer(stream_).expires_never();
    auto watch = std::make_shared<Topic::Watch>(topic, stream_.get_executor());
    auto reading = notice_end(watch);
    asio::co_spawn(stream_.get_executor(), std::move(reading), asio::detached);
    bool good = co_await write_text(std::move(head));
    uint64_t seen = 0;
    while (good && !gone_ && !topic->ended()) {
        if (topic->serial() == seen) {
            co_await watch->wait(seen, limits_.ping);
            if (gone_ || topic->ended()) break;
        }
        if (events.allowed && !events.allowed()) break;
        std::string text = ":\n\n";
        if (topic->serial() != seen) {
            seen = topic->serial();
            const auto& latest = topic->latest();
            text = fmt::format("id: {}\nevent: {}\ndata: {}\n\n", latest.id, topic->event(), *latest.data);
        }
        good = co_await write_text(std::move(text));
    }
    close();
}

// The other side hangs up, or talks where it has nothing to say.
asio::awaitable<void> HttpConnection::notice_end(std::shared_ptr<Topic::Watch> watch) {
    auto self = shared_from_this();
    std::array<char, 512> bytes{};
    const auto room = asio::buffer(bytes);
    error_code error;
    for (size_t i = 0; i < stream_reads && !error; ++i) co_await stream_.async_read_some(room, token(error));
    gone_ = true;
    watch->wake();
}

}  // namespace lobby::office::console
