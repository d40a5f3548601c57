#include <algorithm>

#include <sodium.h>

#include "office/console/desk.hpp"
#include "office/console/forms/headers.hpp"

namespace lobby::office::console {

namespace asio = boost::asio;

namespace {

bool fits(std::string_view pattern, const std::vector<std::string>& path) {
    for (const auto& segment : path) {
        if (pattern.empty()) return false;
        pattern.remove_prefix(1);
        const auto end = pattern.find('/');
        const auto expected = pattern.substr(0, end);
        if (expected != "*" && expected != segment) return false;
        pattern = end == std::string_view::npos ? std::string_view{} : pattern.substr(end);
    }
    return pattern.empty();
}

bool same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && !a.empty() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

// Why a request that changes something is not from a page of ours; empty: it is.
std::string_view forged(const Request& request, const RouteAccess& access, const Caller& caller) {
    if (!is_json(request.content_type)) return "not_json";
    if (!same_origin(request.host, request.origin, request.fetch_site)) return "other_origin";
    if (!access.everybody && !same_secret(request.csrf, caller.session->csrf)) return "csrf";
    return {};
}

std::optional<Response> refusal(const Desk& desk, const Route& route, const Request& request,
                                const Caller& caller) {
    if (!route.access.everybody) {
        if (!caller.session) return error(401, "signed_out");
        if (!route.access.any_session) {
            if (caller.session->must_change_password) return error(403, "password_must_change");
            if (!route.access.allows(caller.role())) return error(403, "not_allowed");
        }
    }
    if (request.method == Method::post) {
        const auto why = forged(request, route.access, caller);
        if (why == "not_json") return error(415, why);
        if (!why.empty()) {
            desk.log.write(Event::console_refused, {{Field::address, request.address}, {Field::reason, why}});
            return error(403, why);
        }
    }
    return std::nullopt;
}

}  // namespace

void give_cookie(Response& response, std::string_view value) {
    std::string cookie = std::string(session_cookie) + "=" + std::string(value) +
                         "; Path=/; Secure; HttpOnly; SameSite=Strict";
    if (value.empty()) cookie += "; Max-Age=0";
    response.headers.emplace_back("Set-Cookie", std::move(cookie));
}

asio::awaitable<Answer> answer(Desk& desk, const std::vector<Route>& routes, const Request& request) {
    const Route* route = nullptr;
    bool other_method = false;
    for (const auto& r : routes) {
        if (!fits(r.path, request.target.path)) continue;
        if (r.method == request.method)
            route = &r;
        else
            other_method = true;
    }
    if (!route && other_method) {
        Response refused = error(405, "method_not_allowed");
        refused.headers.emplace_back("Allow", request.method == Method::get ? "POST" : "GET, HEAD");
        co_return refused;
    }
    if (!route) {
        if (request.method != Method::get) co_return error(404, "not_found");
        co_return page(desk, request);
    }
    Caller caller{{}, request.cookie};
    if (!request.cookie.empty() && !route->access.everybody) {
        const auto now = desk.clock.steady();
        if (const auto* session = desk.sessions.find(request.cookie, now)) caller.session = *session;
    }
    if (auto refused = refusal(desk, *route, request, caller)) co_return std::move(*refused);
    co_return co_await route->handler(desk, request, caller);
}

}  // namespace lobby::office::console
