#include "platform/idcard/card_reader.hpp"

#include <algorithm>
#include <array>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/serial_port.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <sodium.h>
#include <sys/ioctl.h>
#include <termios.h>

#include "base/awaited.hpp"

namespace lobby::platform {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

// How long bytes may stay away inside an answer that is damaged.
constexpr std::chrono::milliseconds after_damage{250};

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
    enum class Exchange { answered, silent, damaged, broken };
    struct Heard {
        Exchange end{};
        SdtAnswer answer;
    };
    asio::awaitable<Heard> exchange(SdtSession::Ask ask);
    // Stops the port's operations when the time is over.
    void set_deadline(std::chrono::milliseconds time);
    void lift_deadline();
    void tell(SdtSession::News news);

    asio::io_context& io;
    const CardReaderSettings settings;
    Log& log;
    std::function<void(ReaderEvent)> observer;
    asio::serial_port port;
    asio::steady_timer timer;
    SdtFrameParser parser;
    uint64_t deadline = 0;  // number of the one that holds
    bool timed_out = false;
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
        auto heard = co_await exchange(std::get<SdtSession::Ask>(output.next));
        if (stopping || heard.end == Exchange::broken) co_return;
        if (heard.end == Exchange::answered) {
            if (!usable) {
                usable = true;
                log.write(Event::reader_connected, {{Field::device, settings.device.string()}});
                observer(ReaderReady{});
            }
            output = session.on_answer(heard.answer);
            sodium_memzero(heard.answer.data.data(), heard.answer.data.size());
            continue;
        }
        auto next = heard.end == Exchange::damaged ? session.on_damage() : session.on_timeout();
        if (!next) co_return;
        output = std::move(*next);
    }
}

void CardReader::Shared::set_deadline(std::chrono::milliseconds time) {
    timed_out = false;
    timer.expires_after(time);
    // A handler that is on its way already when its deadline is lifted must not stop the next exchange.
    timer.async_wait([self = shared_from_this(), number = ++deadline](error_code error) {
        if (error || number != self->deadline) return;
        self->timed_out = true;
        error_code ignored;
        self->port.cancel(ignored);
    });
}

void CardReader::Shared::lift_deadline() {
    ++deadline;
    timer.cancel();
}

asio::awaitable<CardReader::Shared::Heard> CardReader::Shared::exchange(SdtSession::Ask ask) {
    // What came late belongs to an earlier command.
    parser.clear();
    ::tcflush(port.native_handle(), TCIFLUSH);
    const size_t damaged_before = parser.damaged_frames();
    size_t damaged = 0;
    const auto command = encode_command(ask.command);
    error_code error;
    set_deadline(ask.deadline);
    co_await asio::async_write(port, asio::buffer(command), token(error));
    std::array<uint8_t, 512> chunk{};
    std::optional<SdtAnswer> answer;
    while (!error && !answer && !timed_out) {
        const size_t n = co_await port.async_read_some(asio::buffer(chunk), token(error));
        parser.feed(std::span<const uint8_t>(chunk).first(n));
        sodium_memzero(chunk.data(), n);
        answer = parser.next();
        while (answer && !can_answer(ask.command, *answer)) {
            sodium_memzero(answer->data.data(), answer->data.size());
            answer = parser.next();
        }
        if (answer || parser.damaged_frames() - damaged_before == damaged) continue;
        // The answer has come, but not whole: a good frame inside of it would follow at once.
        damaged = parser.damaged_frames() - damaged_before;
        if (!error) set_deadline(after_damage);
    }
    lift_deadline();
    if (damaged != 0) log.write(Event::reader_bad_frame, {{Field::count, damaged}});
    if (answer) co_return Heard{Exchange::answered, std::move(*answer)};
    if (!timed_out) co_return Heard{Exchange::broken, {}};
    co_return Heard{damaged != 0 ? Exchange::damaged : Exchange::silent, {}};
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
