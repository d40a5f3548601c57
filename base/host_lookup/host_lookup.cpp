#include "base/host_lookup/host_lookup.hpp"

#include <memory>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace lobby {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

// A name service that does not answer cannot be interrupted: the asking goes on by itself when the time is
// up.
struct Asked {
    explicit Asked(const asio::any_io_executor& executor) : resolver(executor), answered(executor) {}
    tcp::resolver resolver;
    asio::steady_timer answered;
    std::vector<tcp::endpoint> addresses;
};

}  // namespace

asio::awaitable<std::vector<tcp::endpoint>> look_up_host(asio::any_io_executor executor, std::string host,
                                                         uint16_t port,
                                                         std::chrono::steady_clock::time_point until,
                                                         std::function<void()>& give_up) {
    std::vector<tcp::endpoint> found;
    if (host == "localhost") {
        found.emplace_back(asio::ip::address_v4::loopback(), port);
        found.emplace_back(asio::ip::address_v6::loopback(), port);
        co_return found;
    }
    const auto asked = std::make_shared<Asked>(executor);
    asked->answered.expires_at(until);
    give_up = [asked] { asked->answered.cancel(); };
    asked->resolver.async_resolve(host, std::to_string(port),
                                  [asked](error_code error, const tcp::resolver::results_type& results) {
                                      if (!error)
                                          for (const auto& r : results)
                                              asked->addresses.push_back(r.endpoint());
                                      asked->answered.cancel();
                                  });
    error_code ignored;
    co_await asked->answered.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    give_up = {};
    co_return asked->addresses;
}

}  // namespace lobby
