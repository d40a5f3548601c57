// A Unix stream socket that only its owner can open, for tools and tests on the same machine.
#pragma once

#include <filesystem>

#include <boost/asio/local/stream_protocol.hpp>

namespace lobby {

// Opens the acceptor on `socket` and listens. The name appears when connections are taken, not earlier: who
// waits for it is never refused. A socket that an earlier run left is replaced. Throws std::system_error.
void listen_privately(boost::asio::local::stream_protocol::acceptor& acceptor,
                      const std::filesystem::path& socket);

}  // namespace lobby
