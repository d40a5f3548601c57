// Who is at the other end of a connection, as logs and limits know him.
#pragma once

#include <string>

#include <boost/asio/ip/tcp.hpp>

namespace lobby {

inline std::string address_of(const boost::asio::ip::tcp::socket& socket) {
    boost::system::error_code error;
    const auto peer = socket.remote_endpoint(error);
    return error ? "unknown" : peer.address().to_string();
}

}  // namespace lobby
