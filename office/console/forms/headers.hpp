// The few headers that the console goes by. Total on any text.
#pragma once

#include <string>
#include <string_view>

namespace lobby::office::console {

inline constexpr std::string_view session_cookie = "__Host-lobby";

// The value of a cookie in a Cookie header (RFC 6265 §4.2.1); empty when it is not there, or there twice.
[[nodiscard]] std::string cookie_value(std::string_view header, std::string_view name);

// Whether a request can come from a page of this server: what the browser says of its origin, if it says it.
// https://html.spec.whatwg.org (Origin), https://www.w3.org/TR/fetch-metadata (Sec-Fetch-Site).
[[nodiscard]] bool same_origin(std::string_view host, std::string_view origin, std::string_view fetch_site);

// "application/json", with parameters or without.
[[nodiscard]] bool is_json(std::string_view content_type);

// What is counted as one address: IPv4 whole, of IPv6 the /64 that one household or machine commonly has.
[[nodiscard]] std::string address_group(std::string_view address);

// An entity tag in an If-None-Match header (RFC 9110 §13.1.2).
[[nodiscard]] bool names_tag(std::string_view if_none_match, std::string_view tag);

// The media type of a page file by its name; empty: not one that is served.
[[nodiscard]] std::string_view media_type_of(std::string_view file_name);

}  // namespace lobby::office::console
