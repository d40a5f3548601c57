// One browser's connection: TLS, requests one after the other (RFC 9112; what is sent ahead waits its turn),
// or a stream of server-sent events. Every read and write has a deadline.
//
// Lives on its stream's executor (one thread).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <variant>

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include "office/console/forms/exchange.hpp"
#include "office/console/http_limits.hpp"
#include "office/console/topic.hpp"

namespace lobby::office::console {

using Answer = std::variant<Response, EventStream>;
using Handler = std::function<boost::asio::awaitable<Answer>(Request& request)>;

class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
public:
    using Stream = boost::beast::ssl_stream<boost::beast::tcp_stream>;

    HttpConnection(Stream stream, std::string address, std::shared_ptr<const Handler> handler,
                   const HttpLimits& limits);

    boost::asio::awaitable<void> run();
    void close();  // at once

private:
    using WireRequest = boost::beast::http::request<boost::beast::http::string_body>;
    using WireResponse = boost::beast::http::response<boost::beast::http::string_body>;

    boost::asio::awaitable<bool> converse();  // one request; false: the connection is over
    boost::asio::awaitable<bool> first_bytes();
    boost::asio::awaitable<bool> send(Response response, bool head_only, bool keep_alive);
    boost::asio::awaitable<void> stream_events(EventStream events);
    boost::asio::awaitable<bool> write_text(std::string text);
    boost::asio::awaitable<void> notice_end(std::shared_ptr<Topic::Watch> watch);
    void wipe_buffer();

    Stream stream_;
    const std::string address_;
    const std::shared_ptr<const Handler> handler_;
    const HttpLimits limits_;
    boost::beast::flat_buffer buffer_;
    size_t requests_ = 0;
    bool gone_ = false;  // the other side of a stream
};

}  // namespace lobby::office::console
