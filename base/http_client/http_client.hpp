// HTTP requests of ours to a server of ours or of another authority: libcurl's multi interface on an
// io_context, no thread of its own. Each request has a deadline, and its answer a bound.
//
// Lives on one io_context with one thread; everything is called there. No redirects are followed, no proxy of
// the environment is asked, and of a server's certificates only those of the given authority are believed.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "base/result.hpp"

namespace lobby {

enum class HttpError {
    unreachable,  // no connection, or it broke
    timed_out,
    tls,       // the other side is not who it should be, or does not take us
    too_long,  // the answer is beyond its bound
    cancelled,
    failed,  // libcurl does not take the request
};

[[nodiscard]] std::string_view word_of(HttpError error);

// PEM. Without an authority the machine's own are believed; without a certificate none is shown.
struct HttpTls {
    std::string authority;
    std::string certificate;
    std::string key;
};

struct HttpRequest {
    std::string method = "GET";
    std::string url;                   // http:// or https://
    std::vector<std::string> headers;  // "Name: value"
    std::vector<uint8_t> body;         // sent with any method but GET and HEAD
    std::chrono::milliseconds connect{10'000};
    std::chrono::milliseconds deadline{30'000};  // for all of it
    size_t most_answer_bytes = size_t{64} << 10;
    uint64_t most_bytes_per_second = 0;  // sent; 0: as fast as it goes
};

struct HttpAnswer {
    unsigned status = 0;
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case; at most 64
    std::string body;

    [[nodiscard]] std::optional<std::string_view> header(std::string_view lower_case_name) const;
};

class HttpClient {
public:
    // Throws std::runtime_error when libcurl cannot start.
    explicit HttpClient(boost::asio::io_context& io, HttpTls tls = {});
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;
    ~HttpClient();  // what is under way ends as cancelled

    boost::asio::awaitable<Result<HttpAnswer, HttpError>> send(HttpRequest request);
    // Ends what is under way, and its connections.
    void cancel();

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace lobby
