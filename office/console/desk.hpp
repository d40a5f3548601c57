// What the console's handlers work with, and how they are told apart. I/O thread only.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "base/log.hpp"
#include "office/accounts/sessions.hpp"
#include "office/accounts/sign_in.hpp"
#include "office/appointments/appointment_desk.hpp"
#include "office/cases/lookup_service.hpp"
#include "office/config/config.hpp"
#include "office/console/archive.hpp"
#include "office/console/http_connection.hpp"
#include "office/console/live.hpp"
#include "office/console/page_files.hpp"
#include "office/console/rate_limiter.hpp"
#include "office/console/registration_feed.hpp"
#include "office/file_review/file_review_desk.hpp"
#include "office/fleet/help_desk.hpp"
#include "office/lawyers/lawyer_desk.hpp"
#include "office/queue/store/queue_service.hpp"
#include "office/speech/announcer.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office::console {

struct Desk {
    const OfficeConfig& config;
    const StoreKey& key;
    DatabaseWriter& writer;
    queue::QueueService& queue;
    LookupService& lookups;
    HelpDesk& help;
    AppointmentDesk& appointments;
    LawyerDesk& lawyers;
    FileReviewDesk& reviews;
    AccountService& accounts;
    Sessions& sessions;
    Live& live;
    RegistrationFeed& registrations;
    Archive& archive;
    speech::Announcer& announcer;
    const PageFiles& pages;
    const Clock& clock;
    Log& log;
    RateLimiter public_requests{600, std::chrono::seconds(60)};
    RateLimiter unknown_tokens{60, std::chrono::seconds(60)};
};

// Who asks: a copy, since a session may end while a handler waits.
struct Caller {
    std::optional<Session> session;
    std::string cookie;
    [[nodiscard]] const std::string& account() const { return session->account; }
    [[nodiscard]] StaffRole role() const { return session->role; }
};

// Who may use a route.
struct RouteAccess {
    bool everybody = false;    // without a session
    bool any_session = false;  // also with a one-time password
    unsigned roles = 0;        // bit set of StaffRole
    [[nodiscard]] bool allows(StaffRole role) const { return (roles >> static_cast<unsigned>(role)) & 1u; }
};
template <class... Roles>
constexpr RouteAccess only(Roles... roles) {
    return {false, false, ((1u << static_cast<unsigned>(roles)) | ...)};
}
inline constexpr RouteAccess everybody{true, false, 0};
inline constexpr RouteAccess any_session{false, true, 0};
inline constexpr RouteAccess counter = only(StaffRole::window, StaffRole::supervisor);
inline constexpr RouteAccess all_roles =
    only(StaffRole::window, StaffRole::supervisor, StaffRole::technician, StaffRole::administrator);

using RouteHandler = boost::asio::awaitable<Answer> (*)(Desk& desk, const Request& request,
                                                        const Caller& caller);

struct Route {
    Method method{};
    std::string_view path;  // "/api/help/*/take": a star is any one segment
    RouteAccess access;
    RouteHandler handler;
};

// Every route of a part; console.cpp puts them together.
[[nodiscard]] std::vector<Route> session_routes();
[[nodiscard]] std::vector<Route> queue_routes();
[[nodiscard]] std::vector<Route> public_routes();
[[nodiscard]] std::vector<Route> help_routes();
[[nodiscard]] std::vector<Route> account_routes();
[[nodiscard]] std::vector<Route> entitlement_routes();
[[nodiscard]] std::vector<Route> figures_routes();
[[nodiscard]] std::vector<Route> appointment_routes();
[[nodiscard]] std::vector<Route> registration_routes();
[[nodiscard]] std::vector<Route> file_review_routes();
[[nodiscard]] std::vector<Route> notice_routes();

// Finds the route, asks who is there and whether he may, and lets the handler answer. A page where no route
// is.
boost::asio::awaitable<Answer> answer(Desk& desk, const std::vector<Route>& routes, const Request& request);

[[nodiscard]] Answer page(const Desk& desk, const Request& request);

// The cookie of a session that begins, and of one that has ended.
void give_cookie(Response& response, std::string_view value);

// Total: 128 bits and more of a text of the right form.
[[nodiscard]] bool is_ticket_token(std::string_view text);

}  // namespace lobby::office::console
