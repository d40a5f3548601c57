// A request and its answer as the console's parts see them: plain values, without the wire.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/object.hpp>

#include "office/console/forms/target.hpp"

namespace lobby::office::console {

enum class Method { get, post };

struct Request {
    Method method{};
    Target target;
    std::string address;  // the peer's; of IPv6 the /64
    std::string host;
    std::string origin;
    std::string fetch_site;
    std::string content_type;
    std::string cookie;  // the session's, empty: none
    std::string csrf;
    std::string if_none_match;
    std::string body;  // wiped by the server when it is answered

    // The path's segment, which the route says is there.
    [[nodiscard]] const std::string& part(size_t n) const { return target.path.at(n); }
};

struct Response {
    unsigned status = 200;
    std::string content_type = "application/json; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string cache_control = "no-store";
};

[[nodiscard]] Response json(unsigned status, const boost::json::object& object);
[[nodiscard]] Response error(unsigned status, std::string_view word);  // {"error": word}
[[nodiscard]] Response nothing();                                      // 204

}  // namespace lobby::office::console
