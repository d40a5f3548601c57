// The console's listener: TLS 1.2 and 1.3, connections counted in all and by address.
//
// Runs on the executor that it is given (one thread); stop() and the destructor must be called there or after
// it ended.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "office/console/http_connection.hpp"
#include "office/pki/authority.hpp"

namespace lobby::office::console {

struct HttpAddress {
    std::string address;
    uint16_t port = 0;  // 0: any free one
};

// Where the server's certificate comes from, asked at the start and each hour.
using IdentitySource = std::function<ServerIdentity()>;

class HttpServer {
public:
    // Binds at once; throws boost::system::system_error when it cannot. `log` outlives the server.
    HttpServer(boost::asio::io_context& io, const HttpAddress& address, IdentitySource identity,
               Handler handler, Log& log, const HttpLimits& limits);
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;
    ~HttpServer();

    [[nodiscard]] uint16_t port() const;
    void start();
    void stop();

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace lobby::office::console
