// The queue, for those who run it: the snapshot, its stream, and each deed of a window.
#include <array>

#include "office/console/desk.hpp"
#include "office/console/forms/json_body.hpp"
#include "office/console/views/queue_view.hpp"

namespace lobby::office::console {

namespace asio = boost::asio;
using namespace queue;  // NOLINT: its commands by their own names

namespace {

constexpr size_t longest_id = 32;
constexpr size_t longest_note = 200;
constexpr size_t token_length = 22;  // of base64url: 132 bits

struct Deed {
    std::string window;
    std::optional<TicketId> ticket;
    std::string service;
    std::string note;
    std::optional<uint64_t> seen;
    bool finish_current = false;
    Precedence precedence{};
    std::string token;  // of a ticket that the office issues
};

std::optional<Deed> read_deed(const std::string& text) {
    JsonBody body(text);
    Deed d;
    d.window = body.text("window", longest_id).value_or("");
    if (const auto id = body.number("ticket", 1, UINT64_MAX - 1)) d.ticket = TicketId{*id};
    d.service = body.text("service", longest_id).value_or("");
    d.note = body.text("note", longest_note).value_or("");
    d.seen = body.number("seen", 0, UINT64_MAX);
    d.finish_current = body.flag("finish_current").value_or(false);
    const auto precedence = body.text("precedence", longest_id);
    if (!body.good()) return std::nullopt;
    if (precedence) {
        const auto known = from_word<Precedence>(*precedence);
        if (!known) return std::nullopt;
        d.precedence = *known;
    }
    return d;
}

template <class TicketDeed>
std::optional<Command> about_ticket(const Deed& d) {
    if (!d.ticket) return std::nullopt;
    return TicketDeed{*d.ticket};
}
template <class WindowDeed>
std::optional<Command> about_window(const Deed& d) {
    if (d.window.empty()) return std::nullopt;
    return WindowDeed{d.window};
}
template <class ServiceDeed>
std::optional<Command> about_service(const Deed& d) {
    if (d.service.empty()) return std::nullopt;
    return ServiceDeed{d.service};
}
std::optional<Command> call_next(const Deed& d) {
    if (d.window.empty()) return std::nullopt;
    return CallNext{d.window, d.finish_current};
}
std::optional<Command> call_this(const Deed& d) {
    if (d.window.empty() || !d.ticket) return std::nullopt;
    return CallThis{*d.ticket, d.window, d.finish_current};
}
std::optional<Command> resume(const Deed& d) {
    if (d.window.empty() || !d.ticket) return std::nullopt;
    return Resume{*d.ticket, d.window};
}
std::optional<Command> transfer(const Deed& d) {
    if (!d.ticket) return std::nullopt;
    return Transfer{*d.ticket, d.service, d.window, d.note};
}
std::optional<Command> take(const Deed& d) {
    if (d.service.empty()) return std::nullopt;
    Take take;
    take.service = d.service;
    take.precedence = d.precedence;
    take.token = d.token;
    return take;
}
std::optional<Command> give_back(const Deed& d) {
    if (!d.ticket) return std::nullopt;
    return GiveBack{*d.ticket};
}

struct Verb {
    std::string_view word;
    std::optional<Command> (*command)(const Deed&);
    bool supervisor_only = false;
};
constexpr std::array verbs{
    Verb{"open-window", about_window<OpenWindow>},
    Verb{"close-window", about_window<CloseWindow>},
    Verb{"next", call_next},
    Verb{"call", call_this},
    Verb{"recall", about_ticket<Recall>},
    Verb{"start", about_ticket<Start>},
    Verb{"finish", about_ticket<Finish>},
    Verb{"hold", about_ticket<Hold>},
    Verb{"resume", resume},
    Verb{"no-show", about_ticket<NoShow>},
    Verb{"transfer", transfer},
    Verb{"pause-service", about_service<PauseService>, true},
    Verb{"resume-service", about_service<ResumeService>, true},
    Verb{"give-back", give_back},
    Verb{"take", take},
};

const Verb* verb_of(std::string_view word) {
    for (const auto& v : verbs)
        if (v.word == word) return &v;
    return nullptr;
}

Response refused(QueueError why) {
    const unsigned status = why == QueueError::malformed ? 400 : why == QueueError::unavailable ? 503 : 409;
    return error(status, word_of(why));
}

asio::awaitable<Answer> deed(Desk& desk, const Request& request, const Caller& caller) {
    const auto* verb = verb_of(request.part(2));
    if (!verb) co_return error(404, "not_found");
    const bool supervises = caller.role() == StaffRole::supervisor;
    if (verb->supervisor_only && !supervises) co_return error(403, "not_allowed");
    auto d = read_deed(request.body);
    if (!d) co_return error(400, "malformed");
    const bool takes = verb->word == "take";
    if (takes) d->token = random_token().substr(0, token_length);
    auto command = verb->command(*d);
    if (!command) co_return error(400, "malformed");
    if (verb->word == "close-window" && !supervises) {
        std::string window = d->window;
        const std::string opener = co_await desk.live.opener_of(std::move(window));
        if (!opener.empty() && opener != caller.account()) co_return error(403, "not_allowed");
    }
    Ask ask{caller.account(), {}, d->seen, std::move(*command)};
    const auto done = co_await desk.queue.execute(std::move(ask));
    if (!done) co_return refused(done.error());
    boost::json::object o{{"ticket", nullptr}, {"version", done->version}};
    if (done->ticket) o["ticket"] = staff_ticket(*done->ticket, nullptr);
    if (takes && done->ticket) {
        o["number"] = text_of(done->ticket->number);
        o["token"] = d->token;
        o["ticket"].as_object()["token"] = d->token;
    }
    co_return json(200, o);
}

// Only who calls people sees their tickets, with precedence and notes.
bool sees_tickets(const Caller& caller) {
    return counter.allows(caller.role());
}

asio::awaitable<Answer> snapshot(Desk& desk, const Request&, const Caller& caller) {
    Response r;
    r.body = co_await desk.live.queue_snapshot(sees_tickets(caller));
    co_return r;
}

// Watching is no deed: it does not keep a session that nobody uses.
asio::awaitable<Answer> events(Desk& desk, const Request&, const Caller& caller) {
    auto allowed = [&desk, cookie = caller.cookie] {
        return desk.sessions.peek(cookie, desk.clock.steady()) != nullptr;
    };
    auto topic = sees_tickets(caller) ? desk.live.queue_topic() : desk.live.overview_topic();
    co_return EventStream{std::move(topic), std::move(allowed)};
}

}  // namespace

std::vector<Route> queue_routes() {
    return {
        {Method::get, "/api/queue", all_roles, snapshot},
        {Method::get, "/api/queue/events", all_roles, events},
        {Method::post, "/api/queue/*", counter, deed},
    };
}

}  // namespace lobby::office::console
