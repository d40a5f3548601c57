// Signing in and out, the own password.
#include "office/console/desk.hpp"
#include "office/console/forms/json_body.hpp"

namespace lobby::office::console {

namespace asio = boost::asio;

namespace {

constexpr size_t longest_name = 64;
constexpr size_t longest_typed_password = 512;

boost::json::object words_of(const Session& session) {
    return {{"name", session.account},
            {"role", word_of(session.role)},
            {"csrf", session.csrf},
            {"must_change_password", session.must_change_password}};
}

Response locked(std::chrono::seconds retry_after) {
    auto r = json(429, {{"error", "locked"}, {"retry_after_s", retry_after.count()}});
    r.headers.emplace_back("Retry-After", std::to_string(retry_after.count()));
    return r;
}

Response refused(const SignInRefusal& refusal) {
    switch (refusal.why) {
        case SignInError::wrong:
            return error(401, "wrong");
        case SignInError::locked:
            return locked(refusal.retry_after);
        case SignInError::busy:
        case SignInError::unavailable:
            break;
    }
    return error(503, "unavailable");
}

// A session that was there before is over: its cookie may have been planted.
Response signed_in(Desk& desk, const Account& account, const std::string& old_cookie) {
    const auto now = desk.clock.steady();
    if (!old_cookie.empty()) desk.sessions.end(old_cookie);
    const auto cookie = desk.sessions.begin(account, now);
    auto r = json(200, words_of(*desk.sessions.find(cookie, now)));
    give_cookie(r, cookie);
    return r;
}

asio::awaitable<Answer> sign_in(Desk& desk, const Request& request, const Caller&) {
    JsonBody body(request.body);
    auto name = body.text("name", longest_name);
    auto password = body.secret("password", longest_typed_password);
    if (!name || !password || !body.good()) co_return error(400, "malformed");
    std::string who = std::move(*name);
    SecretString secret = std::move(*password);
    std::string address = request.address;
    const auto account =
        co_await desk.accounts.sign_in(std::move(who), std::move(secret), std::move(address));
    if (!account) co_return refused(account.error());
    co_return signed_in(desk, *account, request.cookie);
}

asio::awaitable<Answer> sign_out(Desk& desk, const Request&, const Caller& caller) {
    desk.sessions.end(caller.cookie);
    std::string name = caller.account();
    co_await desk.accounts.signed_out(std::move(name));
    auto r = nothing();
    give_cookie(r, "");
    co_return r;
}

asio::awaitable<Answer> me(Desk& desk, const Request&, const Caller& caller) {
    auto o = words_of(*caller.session);
    o["office"] = {{"name_zh", desk.config.profile.name_zh}, {"name_en", desk.config.profile.name_en}};
    co_return json(200, o);
}

// Every session of the account ends, and this one goes on under a new cookie.
asio::awaitable<Answer> change_password(Desk& desk, const Request& request, const Caller& caller) {
    JsonBody body(request.body);
    auto old_password = body.secret("old", longest_typed_password);
    auto new_password = body.secret("new", longest_typed_password);
    if (!old_password || !new_password || !body.good()) co_return error(400, "malformed");
    std::string name = caller.account();
    std::string address = request.address;
    SecretString before = std::move(*old_password);
    SecretString after = std::move(*new_password);
    const auto account = co_await desk.accounts.change_password(std::move(name), std::move(before),
                                                                std::move(after), std::move(address));
    if (!account) {
        switch (account.error()) {
            case AccountError::locked:
                co_return error(429, "locked");
            case AccountError::busy:
            case AccountError::unavailable:
                co_return error(503, "unavailable");
            default:
                co_return error(400, word_of(account.error()));
        }
    }
    desk.sessions.end_all_of(account->name);
    auto r = nothing();
    const auto cookie = desk.sessions.begin(*account, desk.clock.steady());
    give_cookie(r, cookie);
    co_return r;
}

}  // namespace

std::vector<Route> session_routes() {
    return {
        {Method::post, "/api/sign-in", everybody, sign_in},
        {Method::post, "/api/sign-out", any_session, sign_out},
        {Method::get, "/api/me", any_session, me},
        {Method::post, "/api/password", any_session, change_password},
    };
}

}  // namespace lobby::office::console
