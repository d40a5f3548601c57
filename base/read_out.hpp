// The end of a conversation that was cut short: whoever is still sending reads our answer only if his own
// bytes are taken meanwhile. A socket closed with bytes unread resets the connection (RFC 9112 §9.6, RFC 1122
// §4.2.2.13), and the answer that explains the refusal is lost on its way.
#pragma once

#include <array>
#include <cstddef>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>

#include "base/awaited.hpp"

namespace lobby {

// Takes what still comes and keeps nothing, until the other side hangs up, `most` bytes were taken, or the
// stream's own deadline, which the caller sets before and which is all the time that a hostile sender gets.
template <class Stream>
boost::asio::awaitable<void> read_out(Stream& stream, size_t most) {
    std::array<std::byte, 4096> room{};
    boost::system::error_code error;
    for (size_t taken = 0; taken < most && !error;)
        taken += co_await stream.async_read_some(boost::asio::buffer(room), token(error));
}

}  // namespace lobby
