// Visitors who ask for a person at a kiosk, and the member of staff who goes there.
#include <charconv>

#include "office/console/desk.hpp"
#include "office/console/forms/json_body.hpp"
#include "office/fleet/help_desk.hpp"

namespace lobby::office::console {

namespace asio = boost::asio;

namespace {

std::optional<int64_t> id_of(std::string_view text) {
    int64_t id = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), id);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || id <= 0) return std::nullopt;
    return id;
}

asio::awaitable<Answer> take(Desk& desk, const Request& request, const Caller& caller) {
    const auto id = id_of(request.part(2));
    if (!id) co_return error(404, "not_found");
    if (!JsonBody(request.body).good()) co_return error(400, "malformed");
    std::string by = caller.account();
    const auto taken = co_await desk.help.take(*id, std::move(by));
    if (taken) co_return nothing();
    if (taken.error() == HelpError::unknown) co_return error(404, "not_found");
    co_return error(503, "unavailable");
}

}  // namespace

std::vector<Route> help_routes() {
    constexpr auto helpers = only(StaffRole::window, StaffRole::supervisor, StaffRole::technician);
    return {{Method::post, "/api/help/*/take", helpers, take}};
}

}  // namespace lobby::office::console
