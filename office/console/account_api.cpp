// The staff's accounts, for the administrator.
#include <boost/json/array.hpp>

#include "office/console/desk.hpp"
#include "office/console/forms/json_body.hpp"

namespace lobby::office::console {

namespace asio = boost::asio;

namespace {

Response refused(AccountError why) {
    switch (why) {
        case AccountError::unknown:
            return error(404, "not_found");
        case AccountError::exists:
            return error(409, "exists");
        default:
            return error(503, "unavailable");
    }
}

asio::awaitable<Answer> list(Desk& desk, const Request&, const Caller&) {
    const auto accounts = co_await desk.accounts.list();
    if (!accounts) co_return refused(accounts.error());
    boost::json::array out;
    for (const auto& a : *accounts)
        out.push_back({{"name", a.name},
                       {"role", word_of(a.role)},
                       {"disabled", a.disabled},
                       {"must_change_password", a.must_change_password},
                       {"added_at", a.added_at.time_since_epoch().count()}});
    co_return json(200, {{"accounts", std::move(out)}});
}

Response password_answer(const SecretString& password) {
    return json(200, {{"initial_password", password.view()}});
}

asio::awaitable<Answer> add(Desk& desk, const Request& request, const Caller& caller) {
    JsonBody body(request.body);
    const auto name = body.text("name", 64);
    const auto role_word = body.text("role", 32);
    if (!name || !role_word || !body.good()) co_return error(400, "malformed");
    const auto role = staff_role_from(*role_word);
    if (!role) co_return error(400, "role");
    if (!is_account_name(*name)) co_return error(400, "name");
    std::string who = *name;
    std::string by = caller.account();
    const auto password = co_await desk.accounts.add(std::move(who), *role, std::move(by));
    if (!password) co_return refused(password.error());
    co_return password_answer(*password);
}

// Nobody can lock himself out: an office without an administrator would need its server's console.
asio::awaitable<Answer> change(Desk& desk, const Request& request, const Caller& caller) {
    std::string name = request.part(2);
    const std::string& verb = request.part(3);
    const bool known = verb == "disable" || verb == "enable" || verb == "reset";
    if (!known || !is_account_name(name)) co_return error(404, "not_found");
    if (!JsonBody(request.body).good()) co_return error(400, "malformed");
    if (name == caller.account()) co_return error(409, "yourself");
    std::string by = caller.account();
    if (verb == "reset") {
        const auto password = co_await desk.accounts.reset(std::move(name), std::move(by));
        if (!password) co_return refused(password.error());
        desk.sessions.end_all_of(request.part(2));
        co_return password_answer(*password);
    }
    const bool disables = verb == "disable";
    const auto failed = co_await desk.accounts.set_disabled(std::move(name), disables, std::move(by));
    if (failed) co_return refused(*failed);
    if (disables) desk.sessions.end_all_of(request.part(2));
    co_return json(200, {});
}

}  // namespace

std::vector<Route> account_routes() {
    constexpr auto administrators = only(StaffRole::administrator);
    return {
        {Method::get, "/api/accounts", administrators, list},
        {Method::post, "/api/accounts", administrators, add},
        {Method::post, "/api/accounts/*/*", administrators, change},
    };
}

}  // namespace lobby::office::console
