// Lawyers' registrations under review: who may be named in them, and how their pages are seen, is in
// docs/console-api.md. Forms and pages are opened by the lawyers' desk, which writes each look down first.
#include "base/secret_bytes.hpp"
#include "office/console/desk.hpp"
#include "office/console/forms/json_body.hpp"
#include "office/console/registration_feed.hpp"
#include "office/console/views/registration_view.hpp"
#include "office/lawyers/lawyer_desk.hpp"

namespace lobby::office::console {

namespace asio = boost::asio;

namespace {

constexpr uint64_t latest_version = uint64_t{1} << 53u;  // what a page's numbers are exact to

Answer refusal_of(ReviewRefusal why) {
    switch (why) {
        case ReviewRefusal::unavailable:
            return error(503, "unavailable");
        case ReviewRefusal::unknown:
            return error(404, "not_found");
        case ReviewRefusal::erased:
            return error(410, "erased");
        case ReviewRefusal::reasons:
            return error(400, "reasons");
        case ReviewRefusal::not_open:
        case ReviewRefusal::not_taken:
        case ReviewRefusal::not_yours:
        case ReviewRefusal::four_eyes:
        case ReviewRefusal::changed_meanwhile:
        case ReviewRefusal::case_unknown:
        case ReviewRefusal::defenders_full:
        case ReviewRefusal::conflict_of_clients:
        case ReviewRefusal::pages_missing:
            break;
    }
    return error(409, word_of(why));
}

Answer refusal_of(PageRefusal why) {
    switch (why) {
        case PageRefusal::unknown:
            return error(404, "not_found");
        case PageRefusal::on_its_way:
            return error(409, "on_its_way");
        case PageRefusal::erased:
            return error(410, "erased");
        case PageRefusal::unreadable:
            return error(422, "unreadable");
        case PageRefusal::unavailable:
            break;
    }
    return error(503, "unavailable");
}

asio::awaitable<Answer> list(Desk& desk, const Request&, const Caller&) {
    const auto now_there = desk.registrations.snapshot();
    if (!now_there) co_return error(503, "unavailable");
    co_return json(200, *now_there);
}

// Watching is no deed: it does not keep a session that nobody uses.
asio::awaitable<Answer> events(Desk& desk, const Request&, const Caller& caller) {
    auto allowed = [&desk, cookie = caller.cookie] {
        return desk.sessions.peek(cookie, desk.clock.steady()) != nullptr;
    };
    co_return EventStream{desk.registrations.watch(), std::move(allowed)};
}

asio::awaitable<Answer> whole_of(Desk& desk, api::RegistrationId id, std::string by) {
    const auto detail = co_await desk.lawyers.view(id, std::move(by));
    if (!detail) co_return refusal_of(detail.error());
    co_return json(200, registration_view(*detail));
}

asio::awaitable<Answer> whole(Desk& desk, const Request& request, const Caller& caller) {
    const auto id = parse_id(request.part(2));
    if (!id) co_return error(404, "not_found");
    std::string by = caller.account();
    co_return co_await whole_of(desk, *id, std::move(by));
}

// A JPEG begins with FF D8 FF (ITU-T T.81, B.1.1.3). What a kiosk sealed is bytes from outside all the same:
// nothing else is handed to a browser under that name.
bool looks_like_jpeg(std::span<const uint8_t> bytes) {
    return bytes.size() > 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF;
}

asio::awaitable<Answer> picture(Desk& desk, const Request& request, const Caller& caller) {
    const auto id = parse_id(request.part(2));
    const auto page = parse_id(request.part(4));
    if (!id || !page) co_return error(404, "not_found");
    std::string by = caller.account();
    const auto opened = co_await desk.lawyers.view_page(*id, *page, std::move(by));
    if (!opened) co_return refusal_of(opened.error());
    if (!looks_like_jpeg(opened->view())) co_return error(422, "unreadable");
    Response r;
    r.content_type = "image/jpeg";
    r.body = std::string(opened->text());  // wiped when it is sent
    co_return r;
}

struct Decision {
    api::RegistrationId id{};
    uint64_t seen = 0;
    std::vector<api::ReturnReason> reasons;
};

// What a page says about a registration; `fault` names what cannot be so.
Result<Decision, std::string_view> read_decision(const Request& request, bool with_reasons) {
    const auto id = parse_id(request.part(2));
    if (!id) return fail(std::string_view("not_found"));
    JsonBody body(request.body);
    Decision d{*id, 0, {}};
    const auto seen = body.number("seen", 1, latest_version);
    const auto reasons =
        with_reasons ? body.texts("reasons", api::return_reason_words.size(), 40) : std::nullopt;
    if (!seen || !body.good() || (with_reasons && !reasons)) return fail(std::string_view("malformed"));
    d.seen = *seen;
    if (!with_reasons) return d;
    for (const auto& word : *reasons) {
        const auto reason = api::from_word<api::ReturnReason>(word);
        if (!reason) return fail(std::string_view("reasons"));
        d.reasons.push_back(*reason);
    }
    return d;
}

Answer fault_of(std::string_view word) {
    return error(word == "not_found" ? 404 : 400, word);
}

asio::awaitable<Answer> take(Desk& desk, const Request& request, const Caller& caller) {
    const auto d = read_decision(request, false);
    if (!d) co_return fault_of(d.error());
    std::string by = caller.account();
    const auto taken = co_await desk.lawyers.take(d->id, d->seen, by);
    if (!taken) co_return refusal_of(taken.error());
    co_return co_await whole_of(desk, d->id, std::move(by));
}

asio::awaitable<Answer> release(Desk& desk, const Request& request, const Caller& caller) {
    const auto d = read_decision(request, false);
    if (!d) co_return fault_of(d.error());
    const bool supervisor = caller.role() == StaffRole::supervisor;
    std::string by = caller.account();
    const auto done = co_await desk.lawyers.release(d->id, d->seen, std::move(by), supervisor);
    if (!done) co_return refusal_of(done.error());
    co_return json(200, registration_row_view(*done));
}

asio::awaitable<Answer> confirm(Desk& desk, const Request& request, const Caller& caller) {
    const auto d = read_decision(request, false);
    if (!d) co_return fault_of(d.error());
    std::string by = caller.account();
    const auto done = co_await desk.lawyers.confirm(d->id, d->seen, std::move(by));
    if (!done) co_return refusal_of(done.error());
    co_return json(200, registration_row_view(*done));
}

asio::awaitable<Answer> give_back(Desk& desk, const Request& request, const Caller& caller) {
    auto d = read_decision(request, true);
    if (!d) co_return fault_of(d.error());
    std::string by = caller.account();
    auto reasons = std::move(d->reasons);
    const auto done = co_await desk.lawyers.return_with(d->id, d->seen, std::move(by), std::move(reasons));
    if (!done) co_return refusal_of(done.error());
    co_return json(200, registration_row_view(*done));
}

}  // namespace

std::vector<Route> registration_routes() {
    return {
        // The last that fits is taken: the stream's own path after the one with a star.
        {Method::get, "/api/registrations", counter, list},
        {Method::get, "/api/registrations/*", counter, whole},
        {Method::get, "/api/registrations/events", counter, events},
        {Method::get, "/api/registrations/*/pages/*", counter, picture},
        {Method::post, "/api/registrations/*/take", counter, take},
        {Method::post, "/api/registrations/*/release", counter, release},
        {Method::post, "/api/registrations/*/confirm", counter, confirm},
        {Method::post, "/api/registrations/*/return", counter, give_back},
    };
}

}  // namespace lobby::office::console
