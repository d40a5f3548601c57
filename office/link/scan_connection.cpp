#include "office/link/scan_connection.hpp"

#include <cstring>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/http/vector_body.hpp>
#include <boost/beast/ssl.hpp>

#include "base/awaited.hpp"
#include "base/read_out.hpp"

namespace lobby::office {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;

namespace {

constexpr size_t max_head_bytes = 4096;
constexpr std::chrono::milliseconds pause_after_refusal{200};
// Of a piece that was refused while it was being sent.
constexpr std::chrono::milliseconds goodbye{5000};
constexpr size_t unread_bytes = 4u << 20;

std::string_view view_of(beast::string_view text) {
    return {text.data(), text.size()};
}

unsigned status_of(const error_code& error) {
    if (error == http::error::body_limit) return 413;
    return 400;
}

using Message = http::request<http::vector_body<uint8_t>>;

Result<scans::Request, unsigned> read(Message& message) {
    const bool patch = message.method() == http::verb::patch;
    if (!patch && message.method() != http::verb::head) return fail(400U);
    auto request = scans::read_head({patch, view_of(message.target()), view_of(message["Upload-Offset"]),
                                     view_of(message["Upload-Length"]), view_of(message["Scan-Hash"])});
    if (request && request->piece) request->piece->bytes = std::move(message.body());
    return request;
}

}  // namespace

bool begins_scan_request(std::string_view first_bytes) {
    return first_bytes.starts_with("HEAD ") || first_bytes.starts_with("PATCH ");
}

ScanConnection::ScanConnection(KioskStream stream, KioskSession::Kiosk kiosk, std::string_view first_bytes,
                               std::shared_ptr<const KioskServices> services,
                               std::function<bool(const KioskSession::Kiosk&)> good, const LinkLimits& limits)
    : stream_(std::move(stream)),
      kiosk_(std::move(kiosk)),
      services_(std::move(services)),
      good_(std::move(good)),
      limits_(limits),
      buffer_(max_head_bytes + scans::max_piece_bytes) {
    std::memcpy(buffer_.prepare(first_bytes.size()).data(), first_bytes.data(), first_bytes.size());
    buffer_.commit(first_bytes.size());
}

void ScanConnection::close() {
    closed_ = true;
    beast::get_lowest_layer(stream_).close();
}

asio::awaitable<void> ScanConnection::run() {
    auto self = shared_from_this();
    for (;;) {
        const bool more = co_await converse();
        if (!more || closed_) break;
    }
    if (closed_) co_return;
    error_code error;
    beast::get_lowest_layer(stream_).expires_after(limits_.write);
    co_await stream_.next_layer().async_shutdown(token(error));
    beast::get_lowest_layer(stream_).close();
}

asio::awaitable<bool> ScanConnection::converse() {
    auto& stream = stream_.next_layer();
    error_code error;
    http::request_parser<http::vector_body<uint8_t>> parser;
    parser.header_limit(max_head_bytes);
    parser.body_limit(scans::max_piece_bytes);
    beast::get_lowest_layer(stream_).expires_after(limits_.idle);
    co_await http::async_read_header(stream, buffer_, parser, token(error));
    if (!error) {
        beast::get_lowest_layer(stream_).expires_after(limits_.piece);
        co_await http::async_read(stream, buffer_, parser, token(error));
    }
    const bool head = parser.get().method() == http::verb::head;
    if (error) {
        const bool bad = error.category() == make_error_code(http::error::bad_method).category() &&
                         error != http::error::end_of_stream && error != http::error::partial_message;
        if (!bad) co_return false;
        co_await send({status_of(error), 0, 0}, head, false);
        beast::get_lowest_layer(stream_).expires_after(goodbye);
        co_await read_out(stream, unread_bytes);
        co_return false;
    }
    auto request = read(parser.get());
    const bool keep_alive = parser.get().keep_alive();
    // Asked anew each time: a kiosk that is revoked sends nothing more.
    if (!good_(kiosk_)) {
        co_await send({401, 0, 0}, head, false);
        co_return false;
    }
    if (!request) {
        asio::steady_timer pause(stream_.get_executor(), pause_after_refusal);
        co_await pause.async_wait(token(error));
        co_await send({request.error(), 0, 0}, head, false);
        co_return false;
    }
    request->kiosk = kiosk_.id;
    beast::get_lowest_layer(stream_).expires_never();  // the archive's own time
    // NOLINTNEXTLINE(bugprone-use-after-move): clang-tidy 14 does not understand co_await
    const auto answer = co_await services_->scans(std::move(*request));
    if (closed_) co_return false;
    const bool sent = co_await send(answer, head, keep_alive);
    co_return sent&& keep_alive;
}

asio::awaitable<bool> ScanConnection::send(scans::Answer answer, bool head, bool keep_alive) {
    http::response<http::empty_body> response(static_cast<http::status>(answer.status), 11);
    response.keep_alive(keep_alive);
    response.set(http::field::cache_control, "no-store");
    if (answer.length > 0) {
        response.set("Upload-Offset", std::to_string(answer.offset));
        response.set("Upload-Length", std::to_string(answer.length));
    }
    if (!head && answer.status != 204) response.content_length(0);
    error_code error;
    beast::get_lowest_layer(stream_).expires_after(limits_.write);
    co_await http::async_write(stream_.next_layer(), response, token(error));
    co_return !error;
}

}  // namespace lobby::office
