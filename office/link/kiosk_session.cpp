#include "office/link/kiosk_session.hpp"

#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <openssl/ssl.h>
#include <sodium.h>

#include "base/awaited.hpp"

namespace lobby::office {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using boost::system::error_code;

namespace {

// What ended the reading, in one of our words.
std::string_view word_of(const error_code& error) {
    if (error == websocket::error::closed) return "closed";
    if (error == websocket::error::message_too_big) return "too_long";
    if (error == websocket::condition::protocol_violation) return "bad_frame";
    // Beast refused a frame, and its kiosk went on talking into the end of TLS.
    if (error.category() == asio::error::get_ssl_category() &&
        ERR_GET_REASON(static_cast<unsigned long>(error.value())) ==
            SSL_R_APPLICATION_DATA_AFTER_CLOSE_NOTIFY)
        return "bad_frame";
    if (error == beast::error::timeout) return "idle";
    return "lost";
}

void wipe(std::string& bytes) {
    sodium_memzero(bytes.data(), bytes.size());
}

}  // namespace

KioskSession::KioskSession(KioskStream stream, Kiosk kiosk, const api::OfficeProfile& profile,
                           std::shared_ptr<const KioskServices> services, const Clock& clock, Log& log,
                           const LinkLimits& limits)
    : stream_(std::move(stream)),
      kiosk_(std::move(kiosk)),
      services_(std::move(services)),
      clock_(clock),
      log_(log),
      limits_(limits),
      machine_(profile, clock.steady(), limits.session) {}

asio::awaitable<void> KioskSession::run() {
    auto self = shared_from_this();
    stream_.control_callback([this](websocket::frame_type kind, beast::string_view) {
        if (kind != websocket::frame_type::close) on_control_frame();
    });
    beast::flat_buffer buffer;
    asio::steady_timer pace(stream_.get_executor());
    for (;;) {
        error_code error;
        co_await stream_.async_read(buffer, token(error));
        if (error) {
            cut(word_of(error));
            co_return;
        }
        control_frames_ = 0;
        const auto bytes = buffer.cdata();
        const std::string_view message(static_cast<const char*>(bytes.data()), bytes.size());
        carry_out(stream_.got_binary() ? machine_.on_message(message, clock_.wall(), clock_.steady())
                                       : machine_.on_bad_frame("text_frame"));
        sodium_memzero(buffer.data().data(), buffer.size());
        buffer.consume(buffer.size());
        if (const auto wait = machine_.pause(clock_.steady()); wait.count() > 0) {
            pace.expires_after(wait);
            co_await pace.async_wait(token(error));
        }
    }
}

void KioskSession::carry_out(SessionMachine::Actions actions) {
    for (auto& action : actions) {
        if (auto* message = std::get_if<SessionMachine::Send>(&action)) {
            send(message->message);
        } else if (auto* ask = std::get_if<SessionMachine::AskLookup>(&action)) {
            asio::co_spawn(stream_.get_executor(),
                           answer(shared_from_this(), ask->id, std::move(ask->request)), asio::detached);
        } else if (auto* hello = std::get_if<SessionMachine::Greet>(&action)) {
            greet(std::move(*hello));
        } else if (auto* journal = std::get_if<SessionMachine::ApplyJournal>(&action)) {
            asio::co_spawn(stream_.get_executor(), apply(shared_from_this(), std::move(*journal)),
                           asio::detached);
        } else if (const auto* ticket = std::get_if<SessionMachine::AskTicket>(&action)) {
            send({ticket->id, services_->ticket ? services_->ticket(ticket->question) : api::TicketAnswer{}});
        } else if (const auto* time = std::get_if<SessionMachine::AskAppointment>(&action)) {
            send({time->id, services_->appointment ? services_->appointment(time->question)
                                                   : api::AppointmentAnswer{}});
        } else if (auto* lawyer = std::get_if<SessionMachine::AskLawyer>(&action)) {
            pass_on(services_->lawyer, std::move(*lawyer));
        } else if (auto* check = std::get_if<SessionMachine::AskCheck>(&action)) {
            pass_on(services_->check, std::move(*check));
        } else if (auto* slots = std::get_if<SessionMachine::AskSlots>(&action)) {
            pass_on(services_->slots, std::move(*slots));
        } else if (auto* book = std::get_if<SessionMachine::AskBook>(&action)) {
            pass_on(services_->book, std::move(*book));
        } else if (const auto* feed = std::get_if<SessionMachine::Feed>(&action)) {
            feed_.on_wanted(feed->wanted);
            feed_on();
        } else {
            const auto& end = std::get<SessionMachine::Close>(action);
            log_.write(Event::link_bad_message, {{Field::kiosk, kiosk_.id}, {Field::reason, end.why}});
            close_after_writing(end.why);
        }
    }
}

asio::awaitable<void> KioskSession::answer(std::shared_ptr<KioskSession> self, uint64_t id,
                                           api::LookupRequest request) {
    std::string kiosk = self->kiosk_.id;
    // NOLINTNEXTLINE(bugprone-use-after-move): clang-tidy 14 does not understand co_await
    auto reply = co_await self->services_->lookup(std::move(kiosk), std::move(request));
    self->carry_out(self->machine_.on_reply(id, std::move(reply)));
}

template <class Handler, class Ask>
void KioskSession::pass_on(const Handler& handler, Ask ask) {
    if (!handler) return carry_out(machine_.on_answer({ask.id, api::unavailable(ask.question)}));
    asio::co_spawn(stream_.get_executor(), answer_question(shared_from_this(), handler, std::move(ask)),
                   asio::detached);
}

template <class Handler, class Ask>
asio::awaitable<void> KioskSession::answer_question(std::shared_ptr<KioskSession> self,
                                                    const Handler& handler, Ask ask) {
    std::string kiosk = self->kiosk_.id;
    // NOLINTNEXTLINE(bugprone-use-after-move): clang-tidy 14 does not understand co_await
    auto answer = co_await handler(std::move(kiosk), std::move(ask.question));
    self->carry_out(self->machine_.on_answer({ask.id, std::move(answer)}));
}

asio::awaitable<void> KioskSession::apply(std::shared_ptr<KioskSession> self,
                                          SessionMachine::ApplyJournal journal) {
    std::optional<uint64_t> through;
    if (self->services_->apply) {
        std::string kiosk = self->kiosk_.id;
        // NOLINTNEXTLINE(bugprone-use-after-move): clang-tidy 14 does not understand co_await
        through =
            co_await self->services_->apply(std::move(kiosk), journal.journal, std::move(journal.entries));
    }
    self->carry_out(self->machine_.on_journal(journal.id, through));
}

void KioskSession::greet(SessionMachine::Greet hello) {
    if (services_->greet) {
        const auto standing = services_->greet(kiosk_.id, hello.journal);
        hello.welcome.journal_known = standing.known;
        hello.welcome.journal_through = standing.through;
    }
    hello.welcome.scan_key = services_->scan_key;
    if (services_->feed) hello.welcome.cache_pepper = services_->cache_pepper;
    hello.welcome.check_rules = services_->check_rules;
    send({hello.id, std::move(hello.welcome)});
    hall_changed();
}

void KioskSession::hall_changed() {
    if (!services_->hall || !machine_.open()) return;
    hall_due_ = true;
    if (!writing_ && !closing_) tell_hall();
}

void KioskSession::tell_hall() {
    hall_due_ = false;
    auto feed = services_->hall(kiosk_.id);
    if (!feed) return;
    if (told_hall_) {
        told_hall_->version = feed->version;
        told_hall_->at = feed->at;
        if (*told_hall_ == *feed) return;
    }
    const bool same_rules = told_hall_ && told_hall_->rules == feed->rules;
    told_hall_ = feed;
    if (same_rules) feed->rules.reset();
    send({0, std::move(*feed)});
}

void KioskSession::feed_changed() {
    feed_.on_change();
    feed_on();
}

// Only when nothing else waits: a ticket's call is behind one part at most.
void KioskSession::feed_on() {
    if (!services_->feed || !machine_.open() || closing_ || writing_ || hall_due_) return;
    if (feed_part_) {
        const auto part = std::exchange(feed_part_, std::nullopt);
        if (feed_.on_part(*part, clock_.steady())) return send({0, *part});
    }
    if (const auto from = feed_.next(clock_.steady()))
        asio::co_spawn(stream_.get_executor(), read_feed(shared_from_this(), *from), asio::detached);
}

asio::awaitable<void> KioskSession::read_feed(std::shared_ptr<KioskSession> self, FeedFrom from) {
    auto part = co_await self->services_->feed(from);
    if (part)
        self->feed_part_ = std::move(*part);
    else
        self->feed_.on_nothing(self->clock_.steady());
    self->feed_on();
}

// A kiosk of ours sends none; each costs the office an answer.
void KioskSession::on_control_frame() {
    if (++control_frames_ <= limits_.control_frames || closing_) return;
    log_.write(Event::link_bad_message, {{Field::kiosk, kiosk_.id}, {Field::reason, "control_frames"}});
    cut("control_frames");
}

void KioskSession::check_deadlines() {
    const auto now = clock_.steady();
    if (closing_ && now - since_ >= limits_.handshake) return cut(ended_);
    if (writing_ && !closing_ && now - since_ >= limits_.write) return cut("does_not_read");
    carry_out(machine_.on_time(now));
    feed_on();
}

void KioskSession::close(api::CloseReason reason, std::string_view why) {
    if (closing_) return;
    machine_.end();
    send({0, api::Closing{reason}});
    close_after_writing(why);
}

void KioskSession::close_after_writing(std::string_view why) {
    if (closing_) return;
    closing_ = true;
    ended_ = why;
    since_ = clock_.steady();
    if (!writing_) shut();
}

void KioskSession::cut(std::string_view why) {
    machine_.end();
    closing_ = true;
    if (ended_.empty()) ended_ = why;
    // The message that is being written belongs to the stream until its handler has run.
    while (queue_.size() > (writing_ ? 1 : 0)) {
        wipe(queue_.back());
        queue_.pop_back();
    }
    beast::get_lowest_layer(stream_).close();
}

void KioskSession::send(const api::OfficeMessage& message) {
    if (closing_) return;
    auto bytes = api::encode(message);
    if (queue_.size() >= limits_.queued_messages || queued_bytes_ + bytes.size() > limits_.queued_bytes) {
        wipe(bytes);
        return cut("does_not_read");
    }
    queued_bytes_ += bytes.size();
    queue_.push_back(std::move(bytes));
    if (!writing_) write();
}

void KioskSession::write() {
    writing_ = true;
    if (!closing_) since_ = clock_.steady();
    stream_.async_write(asio::buffer(queue_.front()), [self = shared_from_this()](error_code error, size_t) {
        self->written(static_cast<bool>(error));
    });
}

void KioskSession::written(bool failed) {
    wipe(queue_.front());
    queued_bytes_ -= queue_.front().size();
    queue_.pop_front();
    writing_ = false;
    if (failed) return cut("lost");
    if (!queue_.empty()) return write();
    if (hall_due_ && !closing_) tell_hall();
    if (!queue_.empty()) return;
    if (closing_) return shut();
    feed_on();
}

void KioskSession::shut() {
    stream_.async_close(websocket::close_code::normal, [self = shared_from_this()](error_code) {
        beast::get_lowest_layer(self->stream_).close();
    });
}

}  // namespace lobby::office
