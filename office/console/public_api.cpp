// What needs no account: the lobby's board, and a ticket's page, whose key is its token.
#include <charconv>

#include "office/console/desk.hpp"
#include "office/console/forms/json_body.hpp"

namespace lobby::office::console {

namespace asio = boost::asio;

namespace {

// Whom the queue and the ledger name as the doer.
const std::string visitor = "visitor";
constexpr size_t longest_reason = 32;

Response not_found(Desk& desk, const Request& request) {
    if (!desk.unknown_tokens.allow(request.address, desk.clock.steady())) return error(429, "too_many");
    return error(404, "not_found");
}

bool too_many(Desk& desk, const Request& request) {
    return !desk.public_requests.allow(request.address, desk.clock.steady());
}

asio::awaitable<Answer> board(Desk& desk, const Request& request, const Caller&) {
    if (too_many(desk, request)) co_return error(429, "too_many");
    Response r;
    r.body = co_await desk.live.board_snapshot();
    co_return r;
}

asio::awaitable<Answer> board_events(Desk& desk, const Request& request, const Caller&) {
    if (too_many(desk, request)) co_return error(429, "too_many");
    co_return EventStream{desk.live.board_topic(), {}};
}

constexpr std::string_view sound_ending = ".wav";

// "4711.wav"
std::optional<uint64_t> call_of(std::string_view name) {
    if (!name.ends_with(sound_ending)) return std::nullopt;
    name.remove_suffix(sound_ending.size());
    uint64_t seq = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), seq);
    if (read.ec != std::errc() || read.ptr != name.data() + name.size()) return std::nullopt;
    return seq;
}

// Only for who is called now: a stranger cannot have the office speak what he likes, or for ever.
asio::awaitable<Answer> sound(Desk& desk, const Request& request, const Caller&) {
    if (too_many(desk, request)) co_return error(429, "too_many");
    const auto seq = call_of(request.part(3));
    if (!seq) co_return error(404, "not_found");
    const auto call = co_await desk.live.spoken_call(*seq);
    if (!call) co_return error(404, "not_found");
    speech::Announcement announcement{queue::text_of(call->number), call->window_zh, call->window_en};
    const auto wave = co_await desk.announcer.sound_of(std::move(announcement));
    if (!wave) co_return error(503, "unavailable");
    Response r;
    r.content_type = "audio/wav";
    r.cache_control = "private, max-age=600";
    r.body = *wave;
    co_return r;
}

asio::awaitable<Answer> ticket(Desk& desk, const Request& request, const Caller&) {
    if (too_many(desk, request)) co_return error(429, "too_many");
    std::string token = request.part(2);
    if (!is_ticket_token(token)) co_return not_found(desk, request);
    auto found = co_await desk.live.ticket_snapshot(std::move(token));
    if (!found) co_return not_found(desk, request);
    Response r;
    r.body = std::move(*found);
    co_return r;
}

asio::awaitable<Answer> ticket_events(Desk& desk, const Request& request, const Caller&) {
    if (too_many(desk, request)) co_return error(429, "too_many");
    const std::string& token = request.part(2);
    if (!is_ticket_token(token)) co_return not_found(desk, request);
    std::string asked = token;
    const auto found = co_await desk.live.ticket_snapshot(std::move(asked));
    if (!found) co_return not_found(desk, request);
    co_return EventStream{desk.live.ticket_topic(token), {}};
}

asio::awaitable<Answer> carry_out(Desk& desk, const Request& request, queue::Command command) {
    queue::Ask ask{visitor, {}, {}, std::move(command)};
    const auto done = co_await desk.queue.execute(std::move(ask));
    if (done) co_return nothing();
    switch (done.error()) {
        case queue::QueueError::unknown_ticket:
            co_return not_found(desk, request);
        case queue::QueueError::malformed:
            co_return error(400, "malformed");
        case queue::QueueError::unavailable:
            co_return error(503, "unavailable");
        default:
            co_return error(409, queue::word_of(done.error()));
    }
}

asio::awaitable<Answer> give_back(Desk& desk, const Request& request, const Caller&) {
    if (too_many(desk, request)) co_return error(429, "too_many");
    const std::string& token = request.part(2);
    if (!is_ticket_token(token)) co_return not_found(desk, request);
    if (!JsonBody(request.body).good()) co_return error(400, "malformed");
    queue::Command command = queue::GiveBack{queue::Token{token}};
    co_return co_await carry_out(desk, request, std::move(command));
}

asio::awaitable<Answer> rate(Desk& desk, const Request& request, const Caller&) {
    if (too_many(desk, request)) co_return error(429, "too_many");
    const std::string& token = request.part(2);
    if (!is_ticket_token(token)) co_return not_found(desk, request);
    JsonBody body(request.body);
    const auto score = body.number("score", 1, 5);
    const auto words = body.texts("reasons", queue::rating_reason_words.size(), longest_reason);
    if (!score || !body.good()) co_return error(400, "malformed");
    std::vector<queue::RatingReason> reasons;
    if (words)
        for (const auto& word : *words) {
            const auto reason = queue::from_word<queue::RatingReason>(word);
            if (!reason) co_return error(400, "malformed");
            reasons.push_back(*reason);
        }
    queue::Command command =
        queue::Rate{queue::Token{token}, static_cast<uint32_t>(*score), std::move(reasons)};
    co_return co_await carry_out(desk, request, std::move(command));
}

}  // namespace

std::vector<Route> public_routes() {
    return {
        {Method::get, "/api/board", everybody, board},
        {Method::get, "/api/board/events", everybody, board_events},
        {Method::get, "/api/board/calls/*", everybody, sound},
        {Method::get, "/api/t/*", everybody, ticket},
        {Method::get, "/api/t/*/events", everybody, ticket_events},
        {Method::post, "/api/t/*/give-back", everybody, give_back},
        {Method::post, "/api/t/*/rate", everybody, rate},
    };
}

}  // namespace lobby::office::console
