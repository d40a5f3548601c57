#include "kiosk/link/office_link.hpp"

#include <algorithm>
#include <atomic>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <openssl/ssl.h>

#include "base/awaited.hpp"
#include "base/host_lookup/host_lookup.hpp"
#include "kiosk/link/client_tls.hpp"
#include "kiosk/link/journal_sender.hpp"
#include "kiosk/link/kiosk_identity.hpp"
#include "office/api/codec.hpp"

#ifndef LOBBY_VERSION
#define LOBBY_VERSION "0.1.0"
#endif

namespace lobby::kiosk {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

using Stream = websocket::stream<beast::ssl_stream<beast::tcp_stream>>;

LinkError reason_of(api::CloseReason reason) {
    switch (reason) {
        case api::CloseReason::revoked:
            return LinkError::revoked;
        case api::CloseReason::version_unsupported:
            return LinkError::version;
        case api::CloseReason::shutting_down:
        case api::CloseReason::bad_message:
        case api::CloseReason::replaced:
        case api::CloseReason::idle:
            break;
    }
    return LinkError::unreachable;
}

constexpr size_t most_pending = 256;  // questions without an answer yet

void wipe(std::string& bytes) {
    sodium_memzero(bytes.data(), bytes.size());
}

// One established connection: its stream and what waits to be written.
struct Connection : std::enable_shared_from_this<Connection> {
    explicit Connection(Stream s) : stream(std::move(s)) {}

    void send(const api::KioskMessage& message) {
        queue.push_back(api::encode(message));
        if (queue.size() == 1) write();
    }
    void write() {
        stream.async_write(asio::buffer(queue.front()),
                           [self = shared_from_this()](error_code error, size_t) {
                               wipe(self->queue.front());
                               self->queue.pop_front();
                               if (error) return self->cut();
                               if (!self->queue.empty()) self->write();
                           });
    }
    void cut() { beast::get_lowest_layer(stream).close(); }

    Stream stream;
    std::deque<std::string> queue;
    bool too_late = false;  // cut because dialling took too long
};

}  // namespace

struct OfficeLink::Shared : std::enable_shared_from_this<OfficeLink::Shared> {
    Shared(asio::io_context& context, LinkSettings s, const Clock& c, Log& l, Observer o,
           Backoff::Random source, LinkTiming t)
        : io(context),
          settings(std::move(s)),
          clock(c),
          log(l),
          observer(std::move(o)),
          timing(t),
          random(std::move(source)),
          backoff(random, t.backoff_base, t.backoff_longest),
          pause(context),
          dial(context),
          beat(context) {}

    using Question =
        std::variant<api::LookupRequest, api::TicketQuestion, api::AppointmentQuestion, api::LawyerQuestion,
                     api::CheckQuestion, api::SlotsQuestion, api::BookQuestion>;
    using Answer = std::variant<api::LookupReply, api::TicketAnswer, api::AppointmentAnswer,
                                api::LawyerAnswer, api::CheckAnswer, api::SlotsAnswer, api::BookAnswer>;
    using Answered = std::function<void(Result<Answer, LinkError>)>;

    struct Pending {
        Answered done;
        std::unique_ptr<asio::steady_timer> deadline;
        std::chrono::steady_clock::time_point due;
        std::optional<Question> held;  // until the office has said welcome
    };

    asio::awaitable<void> run();
    asio::awaitable<LinkError> connect_and_serve();
    asio::awaitable<void> watch_dial(std::shared_ptr<Connection> link);
    LinkError refused(Connection& link, const error_code& error);
    asio::awaitable<LinkError> converse(std::shared_ptr<Connection> link);
    asio::awaitable<void> heartbeats(std::shared_ptr<Connection> link);
    std::optional<LinkError> on_message(Connection& link, std::string_view bytes);
    void pass_on_answer(api::OfficeMessage& message);
    void complete(Ticket ticket, Result<Answer, LinkError> result);
    void fail_all(LinkError error);
    void await_answer(Ticket ticket, Pending& waiting, std::chrono::steady_clock::time_point until,
                      LinkError otherwise);
    void begin(Ticket ticket, Question question, std::chrono::milliseconds deadline, Answered done);
    static void ask(Connection& link, Ticket ticket, Question question);
    void on_welcome(Connection& link, const api::Welcome& welcome);
    template <class Kind, class Done>
    Ticket post_question(Question question, std::chrono::milliseconds deadline, Done done);

    asio::io_context& io;
    const LinkSettings settings;
    const Clock& clock;
    Log& log;
    Observer observer;
    const LinkTiming timing;
    const Backoff::Random random;
    Backoff backoff;
    asio::steady_timer pause;
    asio::steady_timer dial;  // from dialling to the office's welcome
    asio::steady_timer beat;
    std::shared_ptr<Connection> connection;  // while welcomed
    std::shared_ptr<Connection> dialling;
    std::map<Ticket, Pending> pending;
    std::atomic<Ticket> next_ticket{1};
    std::shared_ptr<JournalSender> journal;  // nothing: the kiosk keeps none
    HallObserver hall_observer;
    FeedSide feed_side;
    std::function<void()> naming;  // gives up waiting for the name service
    bool welcomed = false;
    bool started = false;
    bool stopping = false;
    bool hurry = false;
    bool attempting = false;  // dialling, or connected
};

asio::awaitable<void> OfficeLink::Shared::run() {
    auto self = shared_from_this();
    while (!stopping) {
        observer(LinkConnecting{});
        log.write(Event::link_connecting, {{Field::attempt, backoff.attempts() + 1}});
        const auto since = clock.steady();
        attempting = true;
        const LinkError why = co_await connect_and_serve();
        attempting = false;
        connection.reset();
        if (journal) journal->disconnected();
        if (feed_side.disconnected) feed_side.disconnected();
        dialling.reset();
        dial.cancel();
        beat.cancel();
        if (welcomed && clock.steady() - since >= timing.stable) backoff.reset();
        welcomed = false;
        fail_all(why == LinkError::cancelled ? LinkError::cancelled : LinkError::unreachable);
        if (stopping) co_return;
        log.write(Event::link_lost, {{Field::reason, word_of(why)}});
        observer(LinkDown{why});
        if (!hurry) {
            pause.expires_after(backoff.next());
            error_code ignored;
            co_await pause.async_wait(token(ignored));
        }
        hurry = false;
    }
}

asio::awaitable<LinkError> OfficeLink::Shared::connect_and_serve() {
    const auto identity = load_identity(settings.identity_dir);
    if (!identity) co_return LinkError::not_enrolled;
    std::optional<asio::ssl::context> tls;
    try {
        tls.emplace(client_tls(*identity, settings.host));
    } catch (const std::exception&) {
        co_return LinkError::not_enrolled;
    }
    dial.expires_after(timing.connect);
    const auto addresses =
        co_await look_up_host(io.get_executor(), settings.host, settings.link_port, dial.expiry(), naming);
    if (addresses.empty() || stopping) co_return LinkError::unreachable;

    error_code error;
    auto link = std::make_shared<Connection>(Stream(io, *tls));
    dialling = link;
    asio::co_spawn(io, watch_dial(link), asio::detached);
    auto& tcp_layer = beast::get_lowest_layer(link->stream);
    auto& tls_layer = link->stream.next_layer();
    co_await tcp_layer.async_connect(addresses, token(error));
    if (error) co_return LinkError::unreachable;
    tcp_layer.socket().set_option(tcp::no_delay(true), error);
    SSL_set_tlsext_host_name(tls_layer.native_handle(), settings.host.c_str());
    co_await tls_layer.async_handshake(asio::ssl::stream_base::client, token(error));
    if (error) co_return refused(*link, error);
    link->stream.read_message_max(api::max_office_message_bytes);
    link->stream.set_option(
        websocket::stream_base::timeout{websocket::stream_base::none(), timing.silence, false});
    co_await link->stream.async_handshake(settings.host, "/link/1", token(error));
    if (error) co_return refused(*link, error);
    link->stream.binary(true);
    const LinkError why = co_await converse(link);
    link->cut();
    // The stream's last handlers still name the TLS context: let them run before it goes.
    co_await asio::post(io, asio::use_awaitable);
    co_return why;
}

LinkError OfficeLink::Shared::refused(Connection& link, const error_code& error) {
    const auto why = link.too_late ? "handshake_too_slow"
                     : error.category() == websocket::make_error_code(websocket::error::closed).category()
                         ? "upgrade"
                         : tls_failure_word(link.stream.next_layer().native_handle(), error);
    log.write(Event::link_refused, {{Field::reason, why}, {Field::code, error.value()}});
    return LinkError::unreachable;
}

// Connecting, TLS, upgrade and welcome share one deadline.
asio::awaitable<void> OfficeLink::Shared::watch_dial(std::shared_ptr<Connection> link) {
    auto self = shared_from_this();
    error_code error;
    co_await dial.async_wait(token(error));
    if (error || connection == link) co_return;
    link->too_late = true;
    link->cut();
}

asio::awaitable<LinkError> OfficeLink::Shared::converse(std::shared_ptr<Connection> link) {
    api::Hello hello{api::protocol_min, api::protocol_max, LOBBY_VERSION};
    if (journal) {
        hello.journal_id = journal->journal_id();
        hello.journal_last = journal->last_number();
    }
    link->send({0, std::move(hello)});
    beast::flat_buffer buffer;
    for (;;) {
        error_code error;
        co_await link->stream.async_read(buffer, token(error));
        if (error) {
            if (stopping) co_return LinkError::cancelled;
            co_return welcomed ? LinkError::unreachable : refused(*link, error);
        }
        const auto bytes = buffer.cdata();
        const auto ended = on_message(*link, {static_cast<const char*>(bytes.data()), bytes.size()});
        sodium_memzero(buffer.data().data(), buffer.size());
        buffer.consume(buffer.size());
        if (ended) co_return *ended;
    }
}

std::optional<LinkError> OfficeLink::Shared::on_message(Connection& link, std::string_view bytes) {
    auto message = api::decode_office_message(bytes);
    if (!message) {
        log.write(Event::link_bad_message, {{Field::reason, api::word_of(message.error())}});
        return LinkError::unreachable;
    }
    if (const auto* welcome = std::get_if<api::Welcome>(&message->body)) {
        if (welcomed || welcome->protocol < api::protocol_min || welcome->protocol > api::protocol_max)
            return LinkError::version;
        on_welcome(link, *welcome);
    } else if (const auto* ack = std::get_if<api::JournalAck>(&message->body)) {
        if (journal) journal->acknowledged(ack->through);
    } else if (const auto* feed = std::get_if<api::HallFeed>(&message->body)) {
        if (welcomed && hall_observer) hall_observer(*feed);
    } else if (auto* part = std::get_if<api::FeedPart>(&message->body)) {
        if (welcomed && feed_side.part) feed_side.part(std::move(*part));
    } else if (const auto* closing = std::get_if<api::Closing>(&message->body)) {
        return reason_of(closing->reason);
    } else {
        pass_on_answer(*message);
    }
    return std::nullopt;
}

void OfficeLink::Shared::pass_on_answer(api::OfficeMessage& message) {
    std::visit(
        [&](auto& body) {
            using Body = std::remove_cvref_t<decltype(body)>;
            if constexpr (std::is_constructible_v<Answer, std::in_place_type_t<Body>, Body>)
                complete(message.id, Answer(std::in_place_type<Body>, std::move(body)));
        },
        message.body);
}

void OfficeLink::Shared::on_welcome(Connection& link, const api::Welcome& welcome) {
    welcomed = true;
    connection = link.shared_from_this();
    dial.cancel();
    log.write(Event::link_connected);
    observer(LinkUp{welcome.office, welcome.office_time, welcome.scan_key, welcome.check_rules});
    for (auto& [ticket, waiting] : pending) {
        if (!waiting.held) continue;
        ask(link, ticket, std::move(*waiting.held));
        waiting.held.reset();
        await_answer(ticket, waiting, waiting.due, LinkError::timed_out);
    }
    asio::co_spawn(io, heartbeats(connection), asio::detached);
    if (feed_side.connected)
        feed_side.connected(welcome.cache_pepper, [weak = std::weak_ptr(connection)](api::FeedWanted wanted) {
            if (const auto there = weak.lock()) there->send({0, wanted});
        });
    if (!journal) return;
    journal->connected(welcome.journal_known, welcome.journal_through,
                       [weak = std::weak_ptr(connection)](api::JournalEntries entries) {
                           if (const auto there = weak.lock()) there->send({0, std::move(entries)});
                       });
}

asio::awaitable<void> OfficeLink::Shared::heartbeats(std::shared_ptr<Connection> link) {
    auto self = shared_from_this();
    while (connection == link && !stopping) {
        beat.expires_after(timing.heartbeat);
        error_code error;
        co_await beat.async_wait(token(error));
        if (connection != link || stopping) co_return;
        link->send({0, api::Heartbeat{clock.wall()}});
    }
}

void OfficeLink::Shared::complete(Ticket ticket, Result<Answer, LinkError> result) {
    const auto found = pending.find(ticket);
    if (found == pending.end()) return;  // too late: its deadline has passed
    auto done = std::move(found->second.done);
    pending.erase(found);
    done(std::move(result));
}

void OfficeLink::Shared::fail_all(LinkError error) {
    while (!pending.empty()) complete(pending.begin()->first, fail(error));
}

void OfficeLink::Shared::await_answer(Ticket ticket, Pending& waiting,
                                      std::chrono::steady_clock::time_point until, LinkError otherwise) {
    waiting.deadline->expires_at(until);
    waiting.deadline->async_wait([self = shared_from_this(), ticket, otherwise](error_code error) {
        if (!error) self->complete(ticket, fail(otherwise));
    });
}

void OfficeLink::Shared::ask(Connection& link, Ticket ticket, Question question) {
    std::visit([&](auto& kind) { link.send({ticket, std::move(kind)}); }, question);
}

void OfficeLink::Shared::begin(Ticket ticket, Question question, std::chrono::milliseconds deadline,
                               Answered done) {
    const bool soon = connection || attempting || hurry;
    if (stopping || !soon || pending.size() >= most_pending)
        return done(fail(stopping ? LinkError::cancelled : LinkError::unreachable));
    const auto now = std::chrono::steady_clock::now();
    auto& waiting = pending
                        .emplace(ticket, Pending{std::move(done), std::make_unique<asio::steady_timer>(io),
                                                 now + deadline, std::nullopt})
                        .first->second;
    if (connection) {
        await_answer(ticket, waiting, waiting.due, LinkError::timed_out);
        ask(*connection, ticket, std::move(question));
    } else {
        waiting.held = std::move(question);
        await_answer(ticket, waiting, std::min(waiting.due, now + timing.held), LinkError::unreachable);
    }
}

std::string_view word_of(LinkError error) {
    switch (error) {
        case LinkError::unreachable:
            return "unreachable";
        case LinkError::timed_out:
            return "timed_out";
        case LinkError::not_enrolled:
            return "not_enrolled";
        case LinkError::revoked:
            return "revoked";
        case LinkError::version:
            return "version";
        case LinkError::cancelled:
            return "cancelled";
    }
    return "unknown";
}

OfficeLink::OfficeLink(asio::io_context& io, LinkSettings settings, const Clock& clock, Log& log,
                       Observer observer, Backoff::Random random, LinkTiming timing)
    : shared_(std::make_shared<Shared>(io, std::move(settings), clock, log, std::move(observer),
                                       std::move(random), timing)) {}

OfficeLink::~OfficeLink() {
    stop();
}

void OfficeLink::start() {
    asio::post(shared_->io, [s = shared_] {
        if (s->started) return;
        s->started = true;
        asio::co_spawn(s->io, s->run(), asio::detached);
    });
}

void OfficeLink::stop() {
    asio::post(shared_->io, [s = shared_] {
        s->stopping = true;
        s->pause.cancel();
        s->beat.cancel();
        s->dial.cancel();
        if (s->naming) s->naming();
        if (s->dialling) s->dialling->cut();
        s->fail_all(LinkError::cancelled);
    });
}

void OfficeLink::retry_now() {
    asio::post(shared_->io, [s = shared_] {
        if (s->connection) return;
        s->hurry = true;
        s->pause.cancel();
    });
}

// Kind: of the answer that belongs to the question. Another one is as good as none.
template <class Kind, class Done>
OfficeLink::Ticket OfficeLink::Shared::post_question(Question question, std::chrono::milliseconds deadline,
                                                     Done done) {
    const Ticket ticket = next_ticket++;
    Answered answered = [done = std::move(done)](Result<Answer, LinkError> result) {
        if (!result) return done(fail(result.error()));
        auto* answer = std::get_if<Kind>(&*result);
        if (!answer) return done(fail(LinkError::unreachable));
        done(std::move(*answer));
    };
    asio::post(io, [s = shared_from_this(), ticket, question = std::move(question), deadline,
                    answered = std::move(answered)]() mutable {
        s->begin(ticket, std::move(question), deadline, std::move(answered));
    });
    return ticket;
}

OfficeLink::Ticket OfficeLink::lookup(api::LookupRequest request, std::chrono::milliseconds deadline,
                                      Completion done) {
    return shared_->post_question<api::LookupReply>(std::move(request), deadline, std::move(done));
}

OfficeLink::Ticket OfficeLink::ask_ticket(api::TicketQuestion question, std::chrono::milliseconds deadline,
                                          TicketCompletion done) {
    return shared_->post_question<api::TicketAnswer>(question, deadline, std::move(done));
}

OfficeLink::Ticket OfficeLink::ask_appointment(api::AppointmentQuestion question,
                                               std::chrono::milliseconds deadline,
                                               AppointmentCompletion done) {
    return shared_->post_question<api::AppointmentAnswer>(std::move(question), deadline, std::move(done));
}

OfficeLink::Ticket OfficeLink::ask_lawyer(api::LawyerQuestion question, std::chrono::milliseconds deadline,
                                          Answered<api::LawyerAnswer> done) {
    return shared_->post_question<api::LawyerAnswer>(std::move(question), deadline, std::move(done));
}

OfficeLink::Ticket OfficeLink::ask_check(api::CheckQuestion question, std::chrono::milliseconds deadline,
                                         Answered<api::CheckAnswer> done) {
    return shared_->post_question<api::CheckAnswer>(std::move(question), deadline, std::move(done));
}

OfficeLink::Ticket OfficeLink::ask_slots(api::SlotsQuestion question, std::chrono::milliseconds deadline,
                                         Answered<api::SlotsAnswer> done) {
    return shared_->post_question<api::SlotsAnswer>(std::move(question), deadline, std::move(done));
}

OfficeLink::Ticket OfficeLink::ask_book(api::BookQuestion question, std::chrono::milliseconds deadline,
                                        Answered<api::BookAnswer> done) {
    return shared_->post_question<api::BookAnswer>(std::move(question), deadline, std::move(done));
}

void OfficeLink::set_journal(KioskStore& store) {
    auto& s = *shared_;
    s.journal = std::make_shared<JournalSender>(
        s.io, store, s.log, Backoff(s.random, s.timing.backoff_base, s.timing.backoff_longest),
        s.timing.journal_ack);
}

void OfficeLink::set_hall_observer(HallObserver observer) {
    shared_->hall_observer = std::move(observer);
}

void OfficeLink::set_feed(FeedSide side) {
    shared_->feed_side = std::move(side);
}

void OfficeLink::journal_grew() {
    asio::post(shared_->io, [s = shared_] {
        if (s->journal) s->journal->grew();
    });
}

void OfficeLink::scrub() {
    asio::post(shared_->io, [s = shared_] {
        if (s->connection)
            s->connection->send({0, api::Heartbeat{s->clock.wall(), api::max_heartbeat_padding}});
    });
}

void OfficeLink::cancel(Ticket ticket) {
    asio::post(shared_->io, [s = shared_, ticket] { s->complete(ticket, fail(LinkError::cancelled)); });
}

}  // namespace lobby::kiosk
