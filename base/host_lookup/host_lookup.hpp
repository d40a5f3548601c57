// The addresses of a host, with a deadline: the machine's own name service may take as long as it likes.
//
// "localhost" is this machine without asking anybody (RFC 6761, section 6.3): a minimal system has no hosts
// file.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace lobby {

// Empty when there are none, or none by `until`. While it waits, `give_up` ends the waiting; it belongs to
// the executor's thread and outlives the wait.
boost::asio::awaitable<std::vector<boost::asio::ip::tcp::endpoint>> look_up_host(
    boost::asio::any_io_executor executor, std::string host, uint16_t port,
    std::chrono::steady_clock::time_point until, std::function<void()>& give_up);

}  // namespace lobby
