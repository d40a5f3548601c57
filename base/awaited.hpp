// How a coroutine awaits an operation whose failure is an answer, not an exception: `error` tells it
// afterwards.
#pragma once

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>

namespace lobby {

inline auto token(boost::system::error_code& error) {
    return boost::asio::redirect_error(boost::asio::use_awaitable, error);
}

}  // namespace lobby
