#include "platform/idcard/card_reader.hpp"

#include <algorithm>
#include <array>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/serial_port.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <sodium.h>
#include <sys/ioctl.h>
#include <termios.h>

namespace lobby::platform {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

auto token(error_code& error) {
    return asio::redirect_error(asio::use_awaitable, error);
}

std::string_view word_of(CardFailure failure) {
    switch (failure) {
        case CardFailure::lift_and_place:
            return "lift_and_place";
        case CardFailure::not_an_identity_card:
            return "not_an_identity_card";
        case CardFailure::unreadable:
            return "unreadable";
    }
    return "unknown";
}

// 8N1, raw, and no other program may open the line.
error_code configure(asio::serial_port& port, unsigned baud) {
    using Base = asio::serial_port_base;
    error_code error;
    port.set_option(Base::baud_rate(baud), error);
    if (!error) port.set_option(Base::character_size(8), error);
    if (!error) port.set_option(Base::parity(Base::parity::none), error);
    if (!error) port.set_option(Base::stop_bits(Base::stop_bits::one), error);
    if (!error) port.set_option(Base::flow_control(Base::flow_control::none), error);
    if (!error && ::ioctl(port.native_handle(), TIOCEXCL) != 0)
        error = error_code(errno, boost::system::system_category());
    if (!error) ::tcflush(port.native_handle(), TCIOFLUSH);
    return error;
}

}  // namespace

struct CardReader::Shared : std::enable_shared_from_this<CardReader::Shared> {
    Shared(asio::io_context& context, CardReaderSettings s, Log& l, std::function<void(ReaderEvent)> o)
        : io(context),
          settings(std::move(s)),
          log(l),
          observer(std::move(o)),
          port(context),
          timer(context) {}

    asio::awaitable<void> run();
    asio::awaitable<void> converse();
    asio::awaitable<std::optional<SdtAnswer>> exchange(SdtSession::Ask ask, bool& broken);
    void tell(SdtSession::News news);

    asio::io_context& io;
    const CardReaderSettings settings;
    Log& log;
    std::function<void(ReaderEvent)> observer;
    asio::serial_port port;
    asio::steady_timer timer;
    SdtFrameParser parser;
    bool started = false;
    bool stopping = false;
    bool usable = false;
};

asio::awaitable<void> CardReader::Shared::run() {
    auto self = shared_from_this();
    auto wait = settings.reopen_first;
    bool told = false;
    while (!stopping) {
        error_code error;
        port.open(settings.device.string(), error);
        if (!error) error = configure(port, settings.baud);
        if (!error) {
            co_await converse();
            if (usable) wait = settings.reopen_first;
        }
        error_code ignored;
        port.close(ignored);
        parser.clear();
        if (stopping) co_return;
        if (usable || !told) {
            log.write(Event::reader_lost, {{Field::device, settings.device.string()}});
            observer(ReaderLost{});
        }
        told = true;
        usable = false;
        timer.expires_after(wait);
        co_await timer.async_wait(token(ignored));
        wait = std::min(wait * 2, settings.reopen_longest);
    }
}

// Until the line breaks or the reader falls silent.
asio::awaitable<void> CardReader::Shared::converse() {
    SdtSession session;
    auto output = session.start();
    for (;;) {
        if (output.news) tell(std::move(*output.news));
        output.news.reset();
        if (stopping) co_return;
        if (const auto* pause = std::get_if<SdtSession::Pause>(&output.next)) {
            timer.expires_after(pause->time);
            error_code ignored;
            co_await timer.async_wait(token(ignored));
            if (stopping) co_return;
            output = session.on_pause_over();
            continue;
        }
        bool broken = false;
        auto answer = co_await exchange(std::get<SdtSession::Ask>(output.next), broken);
        if (broken || stopping) co_return;
        if (answer) {
            if (!usable) {
                usable = true;
                log.write(Event::reader_connected, {{Field::device, settings.device.string()}});
                observer(ReaderReady{});
            }
            output = session.on_answer(*answer);
            sodium_memzero(answer->data.data(), answer->data.size());
            continue;
        }
        auto next = session.on_timeout();
        if (!next) co_return;
        output = std::move(*next);
    }
}

asio::awaitable<std::optional<SdtAnswer>> CardReader::Shared::exchange(SdtSession::Ask ask, bool& broken) {
    parser.clear();  // a late answer to an earlier command must not be taken for this one's
    error_code error;
    const auto command = encode_command(ask.command);
    bool timed_out = false;
    timer.expires_after(ask.deadline);
    timer.async_wait([self = shared_from_this(), &timed_out](error_code e) {
        if (e) return;
        timed_out = true;
        error_code ignored;
        self->port.cancel(ignored);
    });
    std::optional<SdtAnswer> answer;
    co_await asio::async_write(port, asio::buffer(command), token(error));
    std::array<uint8_t, 512> chunk{};
    const size_t damaged_before = parser.damaged_frames();
    while (!error && !answer) {
        const size_t n = co_await port.async_read_some(asio::buffer(chunk), token(error));
        parser.feed(std::span<const uint8_t>(chunk).first(n));
        sodium_memzero(chunk.data(), n);
        answer = parser.next();
    }
    // The timer's handler names a local variable: it must have run or be gone before this frame ends.
    if (!timed_out && timer.cancel() == 0) co_await asio::post(io, asio::use_awaitable);
    if (parser.damaged_frames() != damaged_before)
        log.write(Event::reader_bad_frame, {{Field::count, parser.damaged_frames() - damaged_before}});
    if (error && !(timed_out && error == asio::error::operation_aborted)) broken = true;
    co_return answer;
}

void CardReader::Shared::tell(SdtSession::News news) {
    if (std::holds_alternative<CardRead>(news))
        log.write(Event::card_read);
    else if (const auto* failed = std::get_if<CardFailed>(&news))
        log.write(Event::card_rejected, {{Field::reason, word_of(failed->reason)}});
    else if (std::holds_alternative<CardRemoved>(news))
        log.write(Event::card_removed);
    std::visit([this](auto& n) { observer(std::move(n)); }, news);
}

CardReader::CardReader(asio::io_context& io, CardReaderSettings settings, Log& log,
                       std::function<void(ReaderEvent)> observer)
    : shared_(std::make_shared<Shared>(io, std::move(settings), log, std::move(observer))) {}

CardReader::~CardReader() {
    stop();
}

void CardReader::start() {
    asio::post(shared_->io, [s = shared_] {
        if (s->started) return;
        s->started = true;
        asio::co_spawn(s->io, s->run(), asio::detached);
    });
}

void CardReader::stop() {
    asio::post(shared_->io, [s = shared_] {
        s->stopping = true;
        s->timer.cancel();
        error_code ignored;
        s->port.close(ignored);
    });
}

}  // namespace lobby::platform
